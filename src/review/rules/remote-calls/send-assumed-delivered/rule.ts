import { facet } from '../../../source/program/facet.ts'
import { type Send, sends } from '../../../source/program/processes/messages/sends.ts'
import { processOf } from '../../../source/program/processes/processes.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { accesses, isWrite } from '../../../source/program/stores/index.ts'
import { split } from '../../../source/program/words.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { reachedFrom } from '../reached.ts'

/** What such messages carry when they carry a change. */
const changing = new Set(
  'save store write put insert update delete remove replicate commit charge pay transfer invalidate register unregister release'.split(
    ' ',
  ),
)

export default defineRule({
  id: 'send-assumed-delivered',
  family: 'remote-calls',
  severity: 'important',
  title: 'A change goes to another node, and nobody asks whether it arrived',
  problem:
    'A cast or a message to another node never fails for the sender. In a cut it is gone, and what was in flight when a connection broke is gone too.',
  failureScenario: [
    'The connection to the other node breaks.',
    'The message is dropped; the sender goes on as if it had arrived.',
    'The other node lacks the change for ever.',
  ],
  impact: 'Copies differ, and nothing says so.',
  guardsLookedFor: [
    'a timer that compares the copies',
    'an answer that the receiver sends',
    'a monitor of the receiver',
  ],
  fix: {
    summary: 'Call with an id and a limit, or keep the change until the other side has acknowledged it.',
    elixir: 'GenServer.call({MyApp.Replica, node}, {:put, id, key, value}, 2_000)',
    erlang: 'gen_server:call({my_replica, Node}, {put, Id, Key, Value}, 2000)',
    residualRisk: 'A time-out leaves the outcome open: the id lets the receiver tell a repetition.',
  },
  sources: [
    'Erlang reference manual, processes: delivery of signals https://www.erlang.org/doc/system/ref_man_processes.html',
    'Erlang reference manual, distributed Erlang https://www.erlang.org/doc/system/distributed.html',
  ],
  holds: 'changes that go to other nodes are answered or compared later',
  candidate: true,
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const send of sends(program)) {
      if (send.receiver.remote !== 'yes' || send.limit || send.entry === 'call') continue
      if (send.site.frame.file.pathClass !== 'service') continue
      examined.push(send.site)
      const hit = judge(program, send)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

function judge(program: Program, send: Send): Hit | null {
  const { site, tag } = send
  if (!tag || !split(tag.name).some((word) => changing.has(word))) return null
  const kept = send.handlers.find((handler) =>
    reachedFrom(program, handler).some((step) => writes(program).has(step.site.expr)),
  )
  if (!kept || reconciles(program, send)) return null
  return {
    site,
    problem: `\`${tag.name}\` goes to another node without an answer. If the connection breaks, the receiver does not have the change and the sender does not know.`,
    reasons: [
      { name: 'shape', text: 'Nobody waits for an answer.', site },
      { name: 'remote-by-construction', text: 'The receiver is named together with its node.' },
      { name: 'named', text: `\`${tag.name}\` says that it carries a change.` },
      ...placeReasons(site.frame),
    ],
  }
}

const writes = facet(
  (program) =>
    new Set(
      accesses(program)
        .filter(isWrite)
        .map(({ site }) => site.expr),
    ),
)

/** A timer in the sender's or the receiver's module, or somebody who listens for nodes that come back. */
function reconciles(program: Program, { site, handlers }: Send): boolean {
  for (const { module } of [site.frame, ...handlers.map(({ frame }) => frame)]) {
    const process = processOf(program, module)
    if (process && process.timers.length > 0) return true
  }
  return program
    .callsOf('net_kernel', 'monitor_nodes')
    .some(({ frame }) => frame.module === site.frame.module)
}
