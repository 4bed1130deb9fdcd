import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { definitionAt } from '../../../source/program/calls/modules.ts'
import { symbolOf } from '../../../source/program/place.ts'
import { type Send, sends } from '../../../source/program/processes/messages/sends.ts'
import { roleOf } from '../../../source/program/processes/role.ts'
import { serverOf } from '../../../source/program/processes/servers.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { anyOf, wordsOf } from '../../../source/program/words.ts'
import { isClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { isOwnNode } from '../../visible-nodes.ts'

export default defineRule({
  id: 'remote-call-cycle',
  family: 'remote-calls',
  severity: 'important',
  title: 'Servers of the same kind call each other',
  problem:
    'A callback of a server makes a call to the server of the same name on another node, and waits. While it waits it answers nobody, and so does the other when it does the same.',
  failureScenario: [
    'The server on node a calls the one on node b from its callback.',
    'At the same time the server on node b calls the one on node a.',
    'Each waits for the other until its time limit, and answers nobody meanwhile.',
  ],
  impact:
    'Both servers stand still for the whole limit, again and again under load; without a limit, for ever.',
  guardsLookedFor: [
    'a process of its own that makes the call',
    'one direction only: from a leader to its followers, or from them to it',
    'casts, and replies that are given later',
  ],
  fix: {
    summary: 'Make the call from a task, answer later, or send a cast and take the answer as a message.',
    elixir:
      'Task.Supervisor.start_child(Peers, fn ->\n  GenServer.reply(from, GenServer.call({__MODULE__, node}, :snapshot, 2_000))\nend)\n\n{:noreply, state}',
    erlang:
      'Ask = fun() -> gen_server:reply(From, gen_server:call({peers, Node}, snapshot, 2000)) end,\nspawn_link(Ask),\n{noreply, State}',
    residualRisk: 'The state may have changed when the answer comes.',
  },
  sources: [
    'OTP stdlib, gen_server https://www.erlang.org/doc/apps/stdlib/gen_server.html',
    'bitwalker/swarm issue 4, the same deadlock https://github.com/bitwalker/swarm/issues/4',
  ],
  holds: 'servers do not wait for their own kind on other nodes',
  check(program) {
    const hits: Hit[] = []
    const toPeers = sends(program).filter((send) => send.entry === 'call' && isPeer(program, send))
    for (const send of toPeers) {
      const hit = judge(program, send)
      if (hit) hits.push(hit)
    }
    return { hits, examined: toPeers.map(({ site }) => site) }
  },
})

/** Sent to the server of the module itself, on another node. */
function isPeer(program: Program, { site, receiver, nodes }: Send): boolean {
  const { module } = site.frame
  if (!module || !serverOf(program, module)) return false
  if (!(receiver.modules.includes(module.name) || receiver.name === module.name)) return false
  return receiver.kind === 'node' || nodes !== null
}

/** Who is called by such a name does not call back. */
const oneWay = new Set([
  'leader',
  'master',
  'primary',
  'coordinator',
  'follower',
  'replica',
  'secondary',
  'worker',
  'core',
  'parent',
])

function judge(program: Program, { site, receiver, nodes, limit }: Send): Hit | null {
  const { frame, expr } = site
  const role = roleOf(program, frame, expr)
  if (role.kind !== 'callback' || role.module !== frame.module?.name) return null
  if (/^terminate\//.test(role.callback)) return null
  if (isHanded(program, site)) return null
  const at = receiver.node
  if (at && isOwnNode(program, at)) return null
  const where = at ?? (nodes === 'all' || nodes === null ? null : nodes)
  const reasons: Reason[] = [
    { name: 'shape', text: `\`${role.callback}\` calls the same server on another node and waits.` },
    { name: 'remote-by-construction', text: 'The server is named together with a node.' },
    { name: 'server-callback', text: 'While it waits it answers nobody, the other node included.' },
  ]
  const words = where ? wordsOf(where.expr) : new Set<string>()
  if (anyOf(words, oneWay))
    reasons.push({ name: 'handled-otherwise', text: 'The names speak of one direction.' })
  reasons.push(...placeReasons(frame))
  const waits = limit?.milliseconds === 'infinity' ? 'for ever' : `${limit?.milliseconds ?? 5000} ms`
  const name = symbolOf(frame)
  return {
    site,
    reasons,
    failureScenario: [
      `\`${name}\` on node a calls the same server on node b and waits ${waits}.`,
      'The server on node b is in the same place, and calls the one on node a.',
      "Neither takes the other's call before its own has ended.",
    ],
  }
}

/** The call, or a call of its function, stands in a fun that somebody else runs: perhaps a process for each node. */
function isHanded(program: Program, site: Site): boolean {
  if (inFun(site)) return true
  const definition = definitionAt(site.frame)
  return (
    definition !== null &&
    callGraph(program)
      .callersOf(definition)
      .some((caller) => inFun(caller.site))
  )
}

const looping = /^(lists|Enum|maps|Map|Stream|erlang|gen_server)$/

function inFun(site: Site): boolean {
  const above = ancestorsOf(site)
  return above.some((at, index) => {
    const outer = above[index - 1]
    if (isClause(at) || at.kind !== 'fun') return false
    return !(outer && !isClause(outer) && outer.kind === 'call' && looping.test(outer.module ?? ''))
  })
}
