import { nodes } from '../../../source/program/deployment/index.ts'
import type { Handler } from '../../../source/program/processes/messages/handlers.ts'
import type { Program } from '../../../source/program/program.ts'
import type { Access } from '../../../source/program/stores/index.ts'
import { cleanUp } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { nodeBack, nodeLost, signalOf } from '../loss-handlers.ts'
import { asksFirst, placeOf, type Reached, reachedFrom, throughOf } from '../reached.ts'
import { sharedWrite, storeNamed } from '../shared-store.ts'

const removing = new Set(['delete', 'clear', 'update-all'])

export default defineRule({
  id: 'nodedown-cleanup-everywhere',
  family: 'remote-calls',
  severity: 'important',
  title: 'Every survivor deletes what the lost node had',
  problem:
    'When a node cannot be seen, each of the others deletes its entries in a store that all share. After a cut each side has deleted the entries of the other, whose processes live.',
  failureScenario: [
    'The network splits; all nodes run on.',
    'Each side hears `nodedown` for the other and deletes its entries.',
    'The network heals; both deletes are kept, and nobody writes the entries again.',
  ],
  impact: 'Sessions, routes or locks of living processes are missing until they are restarted.',
  guardsLookedFor: [
    'owners that register again on `nodeup`',
    'a majority or a lease asked first',
    'a table of local content',
  ],
  fix: {
    summary:
      'Mark the entries as suspect, let one elected node delete them after a grace time, and let each node publish its own again on `nodeup`.',
    elixir:
      'def handle_info({:nodeup, _node}, state) do\n  Enum.each(state.own_entries, &publish/1)\n  {:noreply, state}\nend',
    erlang:
      'handle_info({nodeup, _Node}, #{own_entries := Own} = State) ->\n    lists:foreach(fun publish/1, Own),\n    {noreply, State}.',
    residualRisk: 'Between the delete and the next publication the entries are missing.',
  },
  sources: [
    'OTP kernel, `net_kernel:monitor_nodes/2` https://www.erlang.org/doc/apps/kernel/net_kernel.html',
    'OTP mnesia, system events https://www.erlang.org/doc/apps/mnesia/mnesia_chap5.html',
  ],
  holds: 'entries of a lost node are kept, or written again when it is back',
  check(program) {
    const hits: Hit[] = []
    const examined = []
    for (const handler of nodeLost(program)) {
      examined.push(handler.site)
      const hit = judge(program, handler)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

function judge(program: Program, handler: Handler): Hit | null {
  const { frame, clause } = handler
  const reached = reachedFrom(program, { frame, clause }, 3)
  if (asksFirst(reached)) return null
  const removed = firstRemoval(program, reached)
  if (!removed) return null
  const [step, access] = removed
  if (writesAgain(program, handler, access)) return null
  const reasons: Reason[] = [
    { name: 'shape', text: `On ${signalOf(handler)} entries are deleted.`, site: handler.site },
    { name: 'by-contract', text: 'It says that the connection is gone, not that the node is.' },
    { name: 'shared-state', text: `The nodes share ${storeNamed(access)}.` },
    ...placeReasons(frame),
  ]
  const count = nodes(program)?.min ?? 2
  const trace = cleanUp({ nodes: Math.max(2, count), guard: 'none' })
  return {
    site: placeOf(step, frame),
    reasons,
    ...(trace.answer === 'broken' ? { witness: trace } : {}),
    problem: `On ${signalOf(handler)} it deletes from ${storeNamed(access)}${throughOf(step)}. Every node that hears it does the same, and after a cut each side has deleted the entries of the other.`,
  }
}

function firstRemoval(program: Program, reached: readonly Reached[]): [Reached, Access] | null {
  for (const step of reached) {
    const access = sharedWrite(program, step.site.expr)
    if (access && removing.has(access.operation)) return [step, access]
  }
  return null
}

/** Whether the module writes to that table when a node is back. */
function writesAgain(program: Program, { frame }: Handler, gone: Access): boolean {
  for (const back of nodeBack(program)) {
    if (back.frame.module !== frame.module) continue
    for (const { site } of reachedFrom(program, back, 3)) {
      const access = sharedWrite(program, site.expr)
      if (access && !removing.has(access.operation) && access.store === gone.store) return true
    }
  }
  return false
}
