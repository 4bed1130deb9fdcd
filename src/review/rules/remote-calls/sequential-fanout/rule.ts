import { runnerAround } from '../../../source/program/calls/around.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { sequentialFanOut } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { millisecondsOf } from '../limits.ts'
import { loopOver } from '../loops.ts'
import { isInfinite, type RemoteCall, remoteCalls, targetsOwnNode } from '../remote-call.ts'
import { waiterOf } from '../waiters.ts'

export default defineRule({
  id: 'sequential-fanout',
  family: 'remote-calls',
  severity: 'minor',
  title: 'Nodes are called one after the other',
  problem:
    'A loop makes one remote call for each node and waits for it before the next. The times add up, and the list may be out of date before its end.',
  failureScenario: [
    'Some of the nodes do not answer.',
    'Each costs its whole time limit, one after the other.',
    'Whoever waits for the loop gives up before its end.',
  ],
  impact:
    'The wait grows with the number of slow nodes, and the nodes at the end of the list are reached late or never.',
  guardsLookedFor: [
    'tasks or processes that make the calls side by side',
    'an order that matters: a rolling change, the first that answers',
    'commands of a person',
  ],
  fix: {
    summary: 'Ask all nodes at once, with one limit for all.',
    elixir:
      'nodes\n|> :erpc.multicall(Storage, :size, [], 2_000)\n|> Enum.zip(nodes)\n|> Enum.flat_map(fn\n  {{:ok, size}, node} -> [{node, size}]\n  {_error, _node} -> []\nend)',
    erlang:
      'Answers = erpc:multicall(Nodes, storage, size, [], 2000),\n[{Node, Size} || {Node, {ok, Size}} <- lists:zip(Nodes, Answers)]',
    residualRisk: 'All nodes work at the same time: keep the one-by-one form where they must not.',
  },
  sources: ['OTP kernel, erpc https://www.erlang.org/doc/apps/kernel/erpc.html: multicall/5, send_request/6'],
  holds: 'remote calls in loops run side by side',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const call of remoteCalls(program)) {
      if (!call.target || call.kind === 'multicall' || call.kind === 'lock' || targetsOwnNode(program, call))
        continue
      if (!loopOver(call.site, call.target)) continue
      examined.push(call.site)
      const hit = judge(program, call)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

/** Nodes of a small cluster: what the sum is shown for. */
const shown = 5

function judge(program: Program, call: RemoteCall): Hit | null {
  const { site, limit } = call
  if (runnerAround(program, site)) return null
  const waiter = waiterOf(program, site)
  if (waiter.kind === 'command' || waiter.kind === 'task') return null
  const timeoutMs =
    limit === null || isInfinite(program, limit, site.frame)
      ? null
      : millisecondsOf(program, limit, site.frame)
  const reasons: Reason[] = [
    { name: 'shape', text: 'A remote call for each node of a list, each after the one before.' },
    { name: 'remote-by-construction', text: 'It waits for another node by what it is.' },
  ]
  const waits = waiter.kind === 'server' || waiter.kind === 'request' || waiter.kind === 'start'
  if (waits) reasons.push({ name: 'server-callback', text: `\`${waiter.by}\` waits for the whole loop.` })
  reasons.push(...placeReasons(site.frame))
  // Without a limit the one call is the finding; what adds up is a limit.
  if (timeoutMs === null) return { site, reasons }
  const trace = sequentialFanOut({ nodes: shown, timeoutMs, deadlineMs: null })
  if (trace.answer !== 'broken') return { site, reasons }
  return {
    site,
    reasons: [
      ...reasons,
      { name: 'computed-witness', text: `${shown} nodes that do not answer cost ${shown * timeoutMs} ms.` },
    ],
    witness: trace,
    ...(waits && shown * timeoutMs > callLimit ? { severity: 'important' as const } : {}),
  }
}

/** What a caller of a server waits by default; of a request not much more. */
const callLimit = 5000
