import { patternBinding } from '../../../source/bindings.ts'
import type { Expr } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program.ts'
import { origins } from '../../../source/values.ts'
import { decides, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { isOwnNode, type Visible, visibleNodes } from '../../visible-nodes.ts'

export default defineRule({
  id: 'leader-by-node-order',
  family: 'leadership',
  severity: 'critical',
  title: 'The leader is the first of the visible nodes',
  problem:
    'The node that sorts first among the visible ones takes the role. Each partition has such a node, and the choice flips when any node joins.',
  failureScenario: [
    'The network splits into {a} and {b, c}.',
    'a is the first that a can see; b is the first that b and c can see.',
    'a and b both take the role.',
  ],
  impact: 'One leader in each partition, and two during a join, until every node has the same view.',
  guardsLookedFor: [
    'a vote or a lock in the same branch',
    'a configured member list in place of the visible nodes',
    'a check again at the owner, where work is only spread',
  ],
  fix: {
    summary:
      'Let a log with terms choose the leader (ra), or a lease with a fencing token from a store that has a quorum.',
    elixir:
      '# true at the moment of the answer only: hand the epoch to the resource\ncase :ra.consistent_query({:leadership, node()}, {MyApp.Leadership, :epoch, []}, 2_000) do\n  {:ok, epoch, {:leadership, leader}} when leader == node() -> {:leader, epoch}\n  _ -> :not_leader\nend',
    erlang:
      '%% true at the moment of the answer only: hand the epoch to the resource\ncase ra:consistent_query({leadership, node()}, {leadership, epoch, []}, 2000) of\n    {ok, Epoch, {leadership, Leader}} when Leader =:= node() -> {leader, Epoch};\n    _ -> not_leader\nend',
    residualRisk:
      'A leader that is paused may act after its successor: the resource must refuse an older epoch.',
  },
  sources: [
    'Raft, section 5.2 https://raft.github.io/raft.pdf',
    'OTP kernel, net_ticktime https://www.erlang.org/doc/apps/kernel/kernel_app.html',
  ],
  holds: 'no role goes to the first of the visible nodes',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const site of program.comparisons()) {
      if (!['==', '==='].includes(site.expr.op)) continue
      const [left, right] = site.expr.args
      if (!left || !right) continue
      const { frame } = site
      const own = isOwnNode(program, { expr: right, frame })
        ? left
        : isOwnNode(program, { expr: left, frame })
          ? right
          : null
      if (!own) continue
      examined.push(site)
      const chosen = firstOfVisible(program, { expr: own, frame })
      if (!chosen || !decides(site)) continue
      const reasons: Reason[] = [
        { name: 'shape', text: 'The first of a list of nodes is compared with `node()`.' },
        { name: 'followed', text: 'That list is the nodes visible now.', site: chosen.source },
        { name: 'decides', text: 'The comparison decides what happens.' },
        ...placeReasons(frame),
      ]
      hits.push({ site, reasons })
    }
    return { hits, examined }
  },
})

/** `min(visible)`, `hd(sort(visible))`, or the variable in `[first | _] = sort(visible)`. */
function firstOfVisible(program: Program, site: Site): Visible | null {
  for (const { expr, frame } of origins(program, site)) {
    const list = chosenFrom(expr) ?? headOf(expr, { expr, frame })
    if (!list) continue
    const visible = visibleNodes(program, { expr: list.expr, frame })
    if (visible?.self && (visible.sorted || list.ordered)) return visible
  }
  return null
}

function chosenFrom(expr: Expr): { expr: Expr; ordered: boolean } | null {
  if (expr.kind !== 'call') return null
  const [list, second] = expr.args
  if (!list) return null
  const name = `${expr.module}:${expr.name}`
  if (name === 'lists:min' || name === 'lists:max' || name === 'Enum:min_by' || name === 'Enum:max_by')
    return { expr: list, ordered: true }
  if (name === 'erlang:hd' || name === 'lists:last') return { expr: list, ordered: false }
  if (name === 'Enum:at' && second?.kind === 'integer') return { expr: list, ordered: false }
  return null
}

function headOf(expr: Expr, { frame }: Site): { expr: Expr; ordered: boolean } | null {
  if (expr.kind !== 'var') return null
  const binding = patternBinding(frame.clause, expr.name, expr.start)
  if (binding?.kind !== 'part' || !binding.source || binding.pattern.kind !== 'list') return null
  const [first] = binding.pattern.items
  return first?.kind === 'var' && first.name === expr.name ? { expr: binding.source, ordered: false } : null
}
