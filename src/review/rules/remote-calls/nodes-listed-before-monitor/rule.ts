import type { Call, Clause } from '../../../source/form.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { isClause, namesAtom } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { askedFirst } from './asked-first.ts'

/** Who asks for changes, and who reads what is there: `pg:monitor/2` gives both at once and is in order. */
const pairs = [
  { ask: ['net_kernel', 'monitor_nodes'], read: ['erlang', 'nodes'], of: 'nodes' },
  { ask: ['pg', 'monitor_scope'], read: ['pg', 'which_groups'], of: 'groups' },
] as const

export default defineRule({
  id: 'nodes-listed-before-monitor',
  family: 'remote-calls',
  severity: 'minor',
  title: 'The list of nodes and the changes that are asked for leave a gap',
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
    for (const site of program.callsOf('net_kernel', 'monitor_nodes')) {
      const hit = ofVisibleOnly(program, site)
      if (hit) hits.push(hit)
    }
    for (const { ask, read, of } of pairs) {
      for (const site of program.callsOf(ask[0], ask[1])) {
        const [first] = site.expr.args
        if (first?.kind === 'atom' && first.name === 'false') continue
        examined.push(site)
        const listed = listedBefore(program, site, read)
        if (!listed) continue
        const mend = askedFirst(listed, site)
        hits.push({
          site: listed,
          ...(mend ? { mend } : {}),
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

/**
 * Changes are asked for without `node_type`, which tells of visible nodes, and the list has the hidden ones too. Only
 * in one body: there the list is what the changes are applied to.
 */
function ofVisibleOnly(program: Program, asked: Site<Call>): Hit | null {
  const [on, options] = asked.expr.args
  if (on?.kind !== 'atom' || on.name !== 'true') return null
  // Options that are not spelled out may say anything.
  if (options && (options.kind !== 'list' || options.tail || namesAtom(options, 'node_type'))) return null
  const wide = program
    .callsOf('erlang', 'nodes')
    .find(
      (site) => bodyOf(site) === bodyOf(asked) && site.expr.args.some((arg) => namesAtom(arg, ...withHidden)),
    )
  if (!wide) return null
  return {
    site: asked,
    also: [wide],
    reasons: [
      { name: 'shape', text: 'The list has hidden nodes; the changes are of visible ones.', site: wide },
      {
        name: 'by-contract',
        text: 'Without `node_type` only visible nodes are told of.',
      },
      ...placeReasons(asked.frame),
    ],
    problem:
      'The list has hidden nodes as well, but `monitor_nodes` without `node_type` tells of visible ones.',
    failureScenario: [
      'A hidden node is connected and is taken for a member.',
      'It goes down: no `nodedown` comes, and it stays a member.',
      'A hidden node that comes later is never known.',
    ],
  }
}

/** Arguments of `nodes/1` whose answer has hidden nodes. */
const withHidden = ['connected', 'hidden'] as const

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
