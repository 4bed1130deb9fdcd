import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { isClause, visitClause } from '../../../source/walk.ts'
import { decides, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { isOwnNode, type Visible } from '../../visible-nodes.ts'
import { firstOfVisible } from './first-of-visible.ts'

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
    const places = [...compared(program), ...matched(program), ...targeted(program)]
    const hits: Hit[] = []
    for (const { site, node } of places) {
      const chosen = firstOfVisible(program, node)
      if (chosen) hits.push({ site, reasons: [...reasonsFor(site, chosen), ...placeReasons(site.frame)] })
    }
    return { hits, examined: places.map(({ site }) => site) }
  },
})

interface Place {
  readonly site: Site
  /** The node that takes the role here, if it is the first of the visible ones. */
  readonly node: Site
}

/** `first == node()`, and its negation. */
function* compared(program: Program): Iterable<Place> {
  for (const site of program.comparisons()) {
    const [left, right] = site.expr.args
    if (!/^[!=]==?$/.test(site.expr.op) || !left || !right) continue
    const [a, b] = [
      { expr: left, frame: site.frame },
      { expr: right, frame: site.frame },
    ]
    const node = isOwnNode(program, b) ? a : isOwnNode(program, a) ? b : null
    if (node && decides(site)) yield { site, node }
  }
}

/** `case first of Me ->` with Me bound to the own node, and `^me ->`. */
function* matched(program: Program): Iterable<Place> {
  for (const { expr, frame } of program.branches()) {
    const { subject, clauses } = expr
    if (!subject) continue
    const takesOwnNode = clauses.some(({ patterns: [pattern] }) => {
      const name = pattern?.kind === 'op' && pattern.op === '^' ? pattern.args[0] : pattern
      // The name is read where the case begins: inside the clause it would be bound by the pattern itself.
      return (
        name?.kind === 'var' &&
        isOwnNode(program, { expr: { ...name, start: expr.start, end: expr.start }, frame })
      )
    })
    if (takesOwnNode) yield { site: { expr: subject, frame }, node: { expr: subject, frame } }
  }
}

const sending = [
  ['gen_server', 'call'],
  ['gen_server', 'cast'],
  ['gen_statem', 'call'],
  ['gen_statem', 'cast'],
  ['erlang', 'send'],
] as const

/** `{Server, First}` as the one server that is given the work. */
function* targeted(program: Program): Iterable<Place> {
  for (const [module, name] of sending) {
    for (const site of program.callsOf(module, name)) {
      const [target] = site.expr.args
      const node = target?.kind === 'tuple' && target.items.length === 2 ? target.items[1] : undefined
      if (node) yield { site, node: { expr: node, frame: site.frame } }
    }
  }
}

function reasonsFor(site: Site, chosen: Visible): Reason[] {
  const reasons: Reason[] = [
    { name: 'shape', text: 'The first of a list of nodes takes a role.' },
    { name: 'followed', text: 'That list is the nodes visible now.', site: chosen.source },
    { name: 'decides', text: 'The choice decides who does the work.' },
  ]
  if (agrees(site))
    reasons.push({ name: 'handled-otherwise', text: 'A vote, a lock or a log is asked in the same branch.' })
  return reasons
}

const agreement = /vote|quorum|majority|lock|lease|acquire|consistent_query|process_command/

/** Something in the branch that the choice decides asks others before it acts. */
function agrees(site: Site): boolean {
  const branch = ancestorsOf(site).findLast((above) => !isClause(above) && above.kind === 'branch')
  if (!branch || isClause(branch) || branch.kind !== 'branch') return false
  let asked = false
  for (const clause of branch.clauses) {
    visitClause(clause, (expr) => {
      if (
        expr.kind === 'call' &&
        (agreement.test(expr.name) || (expr.module === 'global' && expr.name === 'trans'))
      )
        asked = true
    })
  }
  return asked
}
