import type { Call } from '../../../source/form.ts'
import { type Handler, handlers } from '../../../source/program/processes/messages/handlers.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { namesAtom } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { thresholds } from '../../quorum/threshold.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { nodeLost, signalOf } from '../loss-handlers.ts'
import { asksFirst, placeOf, type Reached, reachedFrom, throughOf } from '../reached.ts'

/** What ends the virtual machine; application:stop is not among them: mostly an application of others is restarted. */
const halting: Record<string, string | undefined> = {
  'erlang:halt': 'halts the virtual machine',
  'System:halt': 'halts the virtual machine',
  'init:stop': 'stops the virtual machine',
  'System:stop': 'stops the virtual machine',
  'init:restart': 'restarts the virtual machine',
  'System:restart': 'restarts the virtual machine',
}

export default defineRule({
  id: 'halt-on-partition',
  family: 'remote-calls',
  severity: 'important',
  title: 'A cut stops healthy nodes',
  problem: 'The node stops itself when another one cannot be seen, without asking which side has a majority.',
  failureScenario: [
    'One link flaps, or the network splits in two halves.',
    'Each node hears that another is gone and stops.',
    'Both sides are down, though every machine was well.',
  ],
  impact: 'A short cut becomes a total outage; with a supervisor of the machine the nodes restart in turns.',
  guardsLookedFor: ['a majority of configured voters on the way', 'a pause with a way back'],
  fix: {
    summary:
      'Compare the reachable voters with the configured list, pause only the minority, and wait one tick before acting.',
    elixir:
      'def handle_info({:nodedown, _node}, state) do\n  reachable = Enum.count(state.voters, &(&1 in [node() | Node.list()]))\n  paused = reachable < div(length(state.voters), 2) + 1\n  {:noreply, %{state | paused: paused}}\nend',
    erlang:
      'handle_info({nodedown, _Node}, #{voters := Voters} = State) ->\n    Reachable = [V || V <- Voters, lists:member(V, [node() | nodes()])],\n    {noreply, State#{paused => length(Reachable) < length(Voters) div 2 + 1}}.',
    residualRisk: 'With two nodes, or in a cut of equal halves, both sides pause.',
  },
  sources: [
    'RabbitMQ, Clustering and network partitions, pause_minority https://www.rabbitmq.com/docs/partitions',
    'OTP kernel, `net_kernel:monitor_nodes/2` https://www.erlang.org/doc/apps/kernel/net_kernel.html',
  ],
  holds: 'no healthy node stops because it cannot see another',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    const inconsistent = handlers(program, 'mnesia_system_event').filter(({ pattern }) =>
      namesAtom(pattern, 'inconsistent_database'),
    )
    for (const handler of [...nodeLost(program), ...inconsistent]) {
      examined.push(handler.site)
      const hit = judge(program, handler)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

function judge(program: Program, handler: Handler): Hit | null {
  const { frame, clause } = handler
  const reached = reachedFrom(program, { frame, clause })
  const step = reached.find(({ site }) => halts(site.expr) !== null)
  if (!step || asksFirst(reached) || countsMajority(program, handler, reached)) return null
  const reasons: Reason[] = [
    { name: 'shape', text: `${signalOf(handler)} leads to \`${step.site.expr.name}\`.`, site: handler.site },
    { name: 'by-contract', text: 'Both sides of a cut hear it, and each stops.' },
    ...placeReasons(frame),
  ]
  return {
    site: placeOf(step, frame),
    reasons,
    problem: `On ${signalOf(handler)} it ${halts(step.site.expr)}${throughOf(step)}. A cut of two halves stops both of them.`,
  }
}

/** A majority is computed in the handler or on the way, whatever it is called. */
function countsMajority(program: Program, { frame }: Handler, reached: readonly Reached[]): boolean {
  const clauses = new Set([frame.clause, ...reached.map(({ site }) => site.frame.clause)])
  return thresholds(program).some(({ site, sizeVisible }) => !sizeVisible && clauses.has(site.frame.clause))
}

function halts({ module, name }: Call): string | null {
  return halting[`${module}:${name}`] ?? null
}
