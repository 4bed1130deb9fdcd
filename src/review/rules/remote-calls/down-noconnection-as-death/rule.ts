import { nodes } from '../../../source/program/deployment/index.ts'
import { type Handler, handlers } from '../../../source/program/processes/messages/handlers.ts'
import type { Program } from '../../../source/program/program.ts'
import { split, wordsOf } from '../../../source/program/words.ts'
import { namesAtom } from '../../../source/walk.ts'
import { takeOver } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { asksFirst, placeOf, type Reached, reachedFrom, throughOf } from '../reached.ts'
import { startsServer } from '../server-starts.ts'
import { sharedWrite, storeNamed } from '../shared-store.ts'
import { farProcess, itemOf } from './remote-pids.ts'
import { unseen } from './unseen.ts'

export default defineRule({
  id: 'down-noconnection-as-death',
  family: 'remote-calls',
  severity: 'critical',
  title: 'A lost connection is taken for a death, and somebody takes over',
  problem:
    'The process may be alive on the other side of a cut: `noconnection` says only that its node cannot be reached.',
  failureScenario: [
    'The connection between two nodes breaks; both run on.',
    'The watcher gets a `DOWN` with the reason `noconnection`, or a `nodedown`, and takes over.',
    'Both sides now run, own or have released the same thing.',
  ],
  impact:
    'Work runs twice, a lock has two holders, or what a living process registered is gone after the heal.',
  guardsLookedFor: [
    'a clause for `noconnection`',
    'a majority, a lease or a fencing number on the way',
    'an effect that stays within this process',
  ],
  fix: {
    summary:
      'Tell `noconnection` from a death: suspect, wait for the node or a majority, and fence what is taken over.',
    elixir:
      'def handle_info({:DOWN, _ref, :process, pid, :noconnection}, state), do: {:noreply, suspect(state, pid)}\ndef handle_info({:DOWN, _ref, :process, pid, _reason}, state), do: {:noreply, reassign(state, pid)}',
    erlang:
      "handle_info({'DOWN', _Ref, process, Pid, noconnection}, State) -> {noreply, suspect(Pid, State)};\nhandle_info({'DOWN', _Ref, process, Pid, _Reason}, State) -> {noreply, reassign(Pid, State)}.",
    residualRisk:
      'No time-out tells a dead node from a slow one; only the resource can refuse the old owner.',
  },
  sources: [
    'OTP erts, `erlang:monitor/2`, reason noconnection https://www.erlang.org/doc/apps/erts/erlang.html',
    'T. Chandra and S. Toueg, Unreliable failure detectors, 1996 https://doi.org/10.1145/226643.226647',
  ],
  holds: 'a lost connection is told from a death before anything is taken over',
  check(program) {
    const hits: Hit[] = []
    const examined = []
    for (const handler of handlers(program, 'DOWN')) {
      examined.push(handler.site)
      const hit = ofDown(program, handler)
      if (hit) hits.push(hit)
    }
    for (const handler of handlers(program, 'nodedown')) {
      examined.push(handler.site)
      const hit = ofNodedown(program, handler)
      if (hit) hits.push(hit)
    }
    for (const { site, seen, gives, step } of unseen(program)) {
      examined.push(site)
      hits.push({
        site,
        severity: 'important',
        problem: `A process whose node is not among those seen is taken for dead: \`${step.expr.name}\` ${gives}. The node may live on the other side of a cut${seen.self ? '' : ', and the node itself is not in the list'}.`,
        reasons: [
          { name: 'shape', text: 'Who is not on a node that is seen is given up.', site: step },
          { name: 'followed', text: 'The list holds the nodes that can be seen.', site: seen.source },
          ...placeReasons(site.frame),
        ],
      })
    }
    return { hits, examined }
  },
})

/** What a node's own links are made of: starting one for a node that is gone is no take-over. */
const links = new Set('connect connection reconnect link monitor ping probe detector watcher conn'.split(' '))

function ofNodedown(program: Program, handler: Handler): Hit | null {
  const { frame } = handler
  const reached = reachedFrom(program, handler, 3)
  const step = reached.find(({ site }) => startsServer(site.expr))
  if (!step || asksFirst(reached)) return null
  const around = [step.site, ...step.path].flatMap(({ expr, frame: at }) => [
    ...split(expr.name),
    ...split(at.module?.name ?? ''),
    ...expr.args.flatMap((arg) => [...wordsOf(arg)]),
  ])
  if (around.some((word) => links.has(word))) return null
  const reasons: Reason[] = [
    { name: 'shape', text: '`nodedown` leads to the start of a server.', site: handler.site },
    { name: 'by-contract', text: 'It says that the connection is gone, not that the node is.' },
    ...placeReasons(frame),
  ]
  const count = Math.max(2, nodes(program)?.min ?? 3)
  const trace = takeOver({ nodes: count, guard: 'none', fenced: false, ownerNoticesLate: true })
  return {
    site: placeOf(step, frame),
    reasons,
    ...(trace.answer === 'broken' ? { witness: trace } : {}),
    problem: `On \`nodedown\` it starts what the other node ran${throughOf(step)}. That node may run on, on the other side of a cut.`,
  }
}

function ofDown(program: Program, handler: Handler): Hit | null {
  const { frame, pattern, clause } = handler
  const reason = itemOf(pattern, 4)
  if (reason?.kind !== 'var' || looksAtReason(handler)) return null
  const far = farProcess(program, handler)
  if (!far) return null
  const reached = reachedFrom(program, { frame, clause }, 3)
  const [step, effect] = firstEffect(program, reached)
  if (!step || asksFirst(reached)) return null
  const reasons: Reason[] = [
    { name: 'shape', text: 'The reason of `DOWN` is not looked at.', site: handler.site },
    { name: far.how === 'followed' ? 'followed' : 'remote-by-construction', text: far.text, site: far.site },
  ]
  const shared = sharedWrite(program, step.site.expr)
  if (shared) reasons.push({ name: 'shared-state', text: `What it changes is ${storeNamed(shared)}.` })
  reasons.push(...placeReasons(frame))
  const count = nodes(program)?.min ?? 3
  const trace = shared
    ? null
    : takeOver({ nodes: Math.max(2, count), guard: 'none', fenced: false, ownerNoticesLate: true })
  return {
    site: placeOf(step, frame),
    reasons,
    ...(trace?.answer === 'broken' ? { witness: trace } : {}),
    problem: `On \`DOWN\` for any reason, \`noconnection\` too, it ${effect}${throughOf(step)}. The process may be alive on the other side of a cut.`,
  }
}

/** `noconnection` is named in the function, or the reason is compared in the clause. */
function looksAtReason({ frame }: Handler): boolean {
  return frame.fn?.clauses.some((clause) => namesAtom(clause, 'noconnection')) ?? false
}

function firstEffect(program: Program, reached: readonly Reached[]): [Reached, string] | [null, ''] {
  for (const step of reached) {
    const { expr } = step.site
    if (startsServer(expr)) return [step, 'starts another one']
    const write = sharedWrite(program, expr)
    if (write) return [step, `changes ${storeNamed(write)} for every node`]
  }
  return [null, '']
}
