import type { Call, FunctionForm } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import type { Definition, Frame, Program, Site } from '../../../source/program/program.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { joinLaws, type Merge } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { mergeOfCall, mergeOfClause } from './reading.ts'
import { fromReplica, isCallback, isOwnState } from './replicas.ts'

export default defineRule({
  id: 'merge-not-a-join',
  family: 'partitions',
  severity: 'critical',
  title: 'The merge of replica states depends on order or number',
  problem:
    'Replicas end alike only if their merge gives the same result in any order and however often: a join. This one does not.',
  failureScenario: [
    'Two replicas change the same thing while they cannot see each other.',
    'They meet, and each merges what the other sends.',
    'The two results differ, or grow with each exchange.',
  ],
  impact:
    'Replicas stay different after the partition has healed, and each exchange may change the answer again.',
  guardsLookedFor: [
    'a resolver that takes the maximum, the union or the or of flags',
    'one side that is authoritative by a term or version',
  ],
  fix: {
    summary:
      'Merge each value by something commutative, associative and idempotent: the maximum, the union, a counter for each replica.',
    elixir: 'def merge(a, b), do: Map.merge(a, b, fn _replica, x, y -> max(x, y) end)',
    erlang: 'merge(A, B) ->\n    maps:merge_with(fun(_Replica, X, Y) -> max(X, Y) end, A, B).',
    residualRisk:
      'What was removed on one side comes back by a union: removals need tombstones or a causal context.',
  },
  sources: [
    'Shapiro et al., A comprehensive study of Convergent and Commutative Replicated Data Types, 2011 https://hal.inria.fr/inria-00555588',
  ],
  holds: 'merges of replica states are joins',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { site, merge, from, seen } of [...named(program), ...inCallbacks(program)]) {
      examined.push(site)
      const witness = joinLaws(merge)
      if (witness.answer !== 'broken') continue
      const reasons: Reason[] = [
        { name: 'shape', text: seen },
        { name: 'followed', text: 'The other state comes from another replica.', site: from },
        {
          name: 'computed-witness',
          text: `Small states were found for which it is not ${witness.parameters.law}.`,
        },
      ]
      hits.push({
        site,
        problem: `${seen} It is not ${witness.parameters.law}: ${lastOf(witness.steps)}`,
        witness,
        reasons: [...reasons, ...placeReasons(site.frame)],
      })
    }
    return { hits, examined }
  },
})

function lastOf(steps: readonly string[]): string {
  return steps.at(-1) ?? ''
}

interface Found {
  readonly site: Site
  readonly merge: Merge
  readonly from: Site
  readonly seen: string
}

const verbs = new Set(['merge', 'resolve', 'reconcile', 'join', 'combine'])
/** Merges of something else. */
const others = new Set([
  'opt',
  'option',
  'config',
  'param',
  'header',
  'assign',
  'query',
  'setting',
  'default',
  'metadata',
  'attr',
  'prop',
  'env',
  'url',
  'path',
])

/** Functions that are named as a merge of two states, one of which comes from another replica at some caller. */
function named(program: Program): Found[] {
  const found: Found[] = []
  for (const definition of program.functions()) {
    const { fn, module, file } = definition
    if (fn.arity < 2 || fn.arity > 3 || !isMerge(fn)) continue
    for (const clause of fn.clauses) {
      const frame: Frame = { file, module, fn, clause, caller: null }
      const [left, right] = clause.patterns.slice(-2)
      const merge = mergeOfClause(program, frame, left, right)
      const expr = clause.body.at(-1)
      // Who calls it is asked last: it costs the most.
      const from = merge && expr ? exchangedAt(program, definition) : null
      if (merge && expr && from)
        found.push({
          site: { expr, frame },
          merge,
          from,
          seen: `\`${fn.name}/${fn.arity}\` merges two states by ${inWords(merge)}.`,
        })
    }
  }
  return found
}

function isMerge({ name }: FunctionForm): boolean {
  const words = new Set(split(name))
  return anyOf(words, verbs) && !anyOf(words, others)
}

/** A caller, up to two calls away, that hands in what another replica sent. */
function exchangedAt(program: Program, definition: Definition): Site | null {
  for (const { site } of callGraph(program).callersOf(definition, 1)) {
    if (site.expr.kind !== 'call') continue
    for (const argument of site.expr.args.slice(-2)) {
      const from = fromReplica(program, { expr: argument, frame: site.frame })
      if (from) return from
    }
  }
  return null
}

/** `Map.merge(state, theirs)` in the callback that receives it. */
function inCallbacks(program: Program): Found[] {
  const calls: readonly Site<Call>[] = [
    ...program.callsOf('Map', 'merge'),
    ...program.callsOf('maps', 'merge'),
  ]
  const found: Found[] = []
  for (const site of calls) {
    const { expr, frame } = site
    const [left, right] = expr.args
    if (expr.args.length !== 2 || !left || !right || isMergeFunction(frame) || !isCallback(frame)) continue
    const [own, other] = isOwnState(program, { expr: left, frame }) ? [left, right] : [right, left]
    if (!isOwnState(program, { expr: own, frame })) continue
    const from = fromReplica(program, { expr: other, frame })
    const merge = from && mergeOfCall(program, frame, expr, left, right)
    if (from)
      found.push({
        site,
        merge: merge ?? { op: 'map', each: null },
        from,
        seen: `\`${expr.module}.${expr.name}/2\` merges what another replica sent into the own state; of two values under one key the second is kept.`,
      })
  }
  return found
}

function isMergeFunction({ fn }: Frame): boolean {
  return fn !== null && fn.arity >= 2 && isMerge(fn)
}

function inWords(merge: Merge): string {
  switch (merge.op) {
    case 'left':
    case 'right':
      return `keeping the ${merge.op === 'left' ? 'first' : 'second'}`
    case 'sum':
      return 'adding them'
    case 'append':
      return 'joining the lists'
    case 'last-writer':
      return 'keeping the later one, and of two with one time the one that stands on a certain side'
    case 'map':
      return merge.each
        ? `key, and each value by ${inWords(merge.each)}`
        : 'key, and of two values the second is kept'
    case 'fields':
      return Object.entries(merge.of)
        .map(([name, each]) => `${name} by ${inWords(each)}`)
        .join('; ')
    default:
      return `\`${merge.op}\``
  }
}
