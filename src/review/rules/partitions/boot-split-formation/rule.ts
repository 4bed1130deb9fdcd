import type { Branch, Call, Clause } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { anyOf, split, wordsOf } from '../../../source/program/words.ts'
import { visitClause } from '../../../source/walk.ts'
import { bootFormation } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

/** Calls that make a new cluster or database. */
const forms: Record<string, ReadonlySet<string>> = {
  mnesia: new Set(['create_schema', 'create_table']),
  ra: new Set(['start_cluster', 'start_or_restart_cluster']),
  khepri: new Set(['start']),
  'Memento.Schema': new Set(['create']),
  'Memento.Table': new Set(['create', 'create!']),
}
const ofPeers = new Set('peer node member discover discovery seed cluster'.split(' '))
/** Functions of the project that are named for making one. */
const formsByName = /^(create|init|form|bootstrap|new)_(schema|tables?|cluster|database|db)$/
const guarding = new Set('seed lock leader expected quorum ordinal formed primary bootstrap first'.split(' '))

export default defineRule({
  id: 'boot-split-formation',
  family: 'partitions',
  severity: 'critical',
  title: 'A node that finds nobody at start makes a cluster of its own',
  problem:
    'An empty answer to the question who is there is taken for "I am the first", and a new cluster is made.',
  failureScenario: [
    'Two nodes start at the same time; neither is to be found yet.',
    'Each makes a cluster of its own.',
    'Later they see each other. They do not join, or one side’s records are wiped by joining.',
  ],
  impact: 'Two clusters that both take writes under one name.',
  guardsLookedFor: [
    'one node that is named to make the cluster',
    'a lock outside the cluster around looking and making',
    'waiting for an expected number of nodes, or a random wait',
  ],
  fix: {
    summary: 'Make the cluster on one named node only; the others wait and join.',
    elixir:
      'case {node(), peers} do\n  {^seed, []} -> :form\n  {_other, []} -> {:error, :waiting_for_seed}\n  {_any, [_ | _]} -> :join\nend',
    erlang:
      'case {node(), Peers} of\n    {Seed, []} -> form;\n    {_Other, []} -> {error, waiting_for_seed};\n    {_Any, [_ | _]} -> join\nend.',
    residualRisk:
      'Without its seed a first start waits. A node whose disk says that it was a member must not form again.',
  },
  sources: [
    'RabbitMQ, Cluster Formation and Peer Discovery: race conditions during initial formation https://www.rabbitmq.com/docs/cluster-formation',
    'etcd, Clustering Guide https://etcd.io/docs/latest/op-guide/clustering/',
  ],
  holds: 'a cluster is made in one place',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    if (Object.keys(forms).every((module) => program.firstCalls(module).length === 0))
      return { hits, examined }
    for (const site of program.branches()) {
      const empty = site.expr.clauses.find(takesNobody)
      if (!empty || !asksWhoIsThere(program, site)) continue
      examined.push(site)
      const made = formation(program, empty, site.frame)
      if (made) hits.push(hitOf(site, made))
    }
    return { hits, examined }
  },
})

/** `[] -> …`, `{ok, []} -> …`. */
function takesNobody({ patterns: [pattern], guard }: Clause): boolean {
  if (guard) return false
  const list = pattern?.kind === 'tuple' ? pattern.items[1] : pattern
  return list?.kind === 'list' && list.items.length === 0 && list.tail === null
}

function asksWhoIsThere(program: Program, { expr, frame }: Site<Branch>): boolean {
  const { subject } = expr
  // Names first: following every value of a large program costs more than all else here.
  if (!subject || !anyOf(wordsOf(subject), ofPeers)) return false
  if (subject.kind === 'call' && subject.module !== 'mnesia' && anyOf(new Set(split(subject.name)), ofPeers))
    return true
  return sourceOf(program, { expr: subject, frame }, 'visible-nodes') !== null
}

/** What makes the cluster, in the branch or in what it calls; null where something there guards it. */
function formation(program: Program, clause: Clause, frame: Frame): Site | null {
  if (anyOf(wordsIn(frame.clause), guarding)) return null
  const isForming = ({ expr }: Site) =>
    expr.kind === 'call' &&
    expr.module !== null &&
    (forms[expr.module]?.has(expr.name) === true || formsByName.test(expr.name))
  const calls: Call[] = []
  visitClause({ ...clause, patterns: [] }, (expr) => {
    if (expr.kind === 'call') calls.push(expr)
  })
  for (const expr of calls) {
    const site = { expr, frame }
    if (isForming(site)) return site
    for (const target of callGraph(program).targetsOf(site)) {
      const way = callGraph(program).reaches(target, isForming, 2)
      const last = way?.at(-1)
      if (last) return last
    }
  }
  return null
}

/** The names of what the clause calls and asks. */
function wordsIn(clause: Clause): ReadonlySet<string> {
  const words = new Set<string>()
  visitClause(clause, (expr) => {
    if (expr.kind === 'call' || expr.kind === 'var' || expr.kind === 'constant')
      for (const word of wordsOf(expr)) words.add(word)
  })
  return words
}

function hitOf(site: Site<Branch>, made: Site): Hit {
  const reasons: Reason[] = [
    { name: 'shape', text: 'Where nobody is found, a cluster is made.', site: made },
    { name: 'followed', text: 'Who is there is asked of this node’s own view.' },
  ]
  const found = bootFormation({ nodes: 2, guard: 'none' })
  const witness = found.answer === 'broken' ? found : null
  if (witness)
    reasons.push({ name: 'computed-witness', text: 'Two nodes that start at once make two clusters.' })
  return {
    site,
    also: [made],
    ...(witness ? { witness } : {}),
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}
