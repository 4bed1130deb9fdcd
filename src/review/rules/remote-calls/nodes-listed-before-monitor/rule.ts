import type { Call, Clause } from '../../../source/form.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { isClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'

/** Who asks for changes, and who reads what is there: `pg:monitor/2` gives both at once and is in order. */
const pairs = [
  { ask: ['net_kernel', 'monitor_nodes'], read: ['erlang', 'nodes'], of: 'nodes' },
  { ask: ['pg', 'monitor_scope'], read: ['pg', 'which_groups'], of: 'groups' },
] as const

export default defineRule({
  id: 'nodes-listed-before-monitor',
  family: 'remote-calls',
  severity: 'minor',
  title: 'The nodes are listed before changes are asked for',
  problem: 'A node that joins or leaves between the list and the subscription is never seen.',
  failureScenario: [
    'The process reads the list of nodes.',
    'A node joins.',
    'The process asks for changes: those of the past are not told again.',
  ],
  impact: 'This node does not know a member until that one leaves and comes back.',
  guardsLookedFor: ['the list read again after the subscription, or on a timer'],
  fix: {
    summary: 'Subscribe first, then list, and treat a message about a known node as nothing new.',
    elixir: ':ok = :net_kernel.monitor_nodes(true)\nnodes = MapSet.new(Node.list())',
    erlang: 'ok = net_kernel:monitor_nodes(true),\nNodes = ordsets:from_list(nodes()).',
    residualRisk: null,
  },
  sources: [
    'OTP kernel, `net_kernel:monitor_nodes/1,2` https://www.erlang.org/doc/apps/kernel/net_kernel.html',
  ],
  holds: 'changes of membership are asked for before the members are listed',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { ask, read, of } of pairs) {
      for (const site of program.callsOf(ask[0], ask[1])) {
        const [first] = site.expr.args
        if (first?.kind === 'atom' && first.name === 'false') continue
        examined.push(site)
        const listed = listedBefore(program, site, read)
        if (!listed) continue
        hits.push({
          site: listed,
          reasons: [
            { name: 'shape', text: `The ${of} are listed, and then changes are asked for.`, site: listed },
            ...placeReasons(site.frame),
          ],
        })
      }
    }
    return { hits, examined }
  },
})

/** The list that the same body reads before, where the module reads it at no other place. */
function listedBefore(
  program: Program,
  asked: Site<Call>,
  read: readonly [module: string, name: string],
): Site<Call> | null {
  const { frame, expr } = asked
  const inModule = program.callsOf(read[0], read[1]).filter((site) => site.frame.module === frame.module)
  const [only, another] = inModule
  if (!only || another || only.frame.clause !== frame.clause || only.expr.start > expr.start) return null
  return bodyOf(only) === bodyOf(asked) ? only : null
}

/** The clause, inner ones included, that a site stands in. */
function bodyOf(site: Site): Clause {
  return ancestorsOf(site).findLast(isClause) ?? site.frame.clause
}
