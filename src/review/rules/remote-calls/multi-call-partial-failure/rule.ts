import type { Call, Clause, Expr } from '../../../source/form.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { isClause, visitClause } from '../../../source/walk.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { servicePlace } from '../commands.ts'
import { inert } from '../consumers.ts'
import { answerMatch, leavingOut } from '../multi-answers.ts'
import { firstUse } from '../uses.ts'

export default defineRule({
  id: 'multi-call-partial-failure',
  family: 'remote-calls',
  severity: 'important',
  title: 'Nodes that failed are dropped from the result',
  problem:
    'The answers of several nodes are used as if everybody had answered: the nodes that are down, late or failing are left out, and nobody is told.',
  failureScenario: [
    'Three nodes are asked, and two of the calls fail.',
    'The one answer is used as the answer of the cluster.',
    'Whoever asked takes a part for the whole.',
  ],
  impact:
    'A total that is too small, a list without some of its entries, "not found" for what exists on a node that did not answer.',
  guardsLookedFor: [
    'the number of answers compared with a required number',
    'failures that are logged or returned',
    'probes, where no answer means "not a candidate"',
    'commands',
  ],
  fix: {
    summary:
      'Compare the good answers with the number that the operation needs, and return the nodes that failed.',
    elixir:
      'case :rpc.multicall(nodes, Storage, :count, [], 2_000) do\n  {counts, []} -> {:ok, Enum.sum(counts)}\n  {counts, missing} -> {:partial, Enum.sum(counts), missing}\nend',
    erlang:
      'case rpc:multicall(Nodes, storage, count, [], 2000) of\n    {Counts, []} -> {ok, lists:sum(Counts)};\n    {Counts, Missing} -> {partial, lists:sum(Counts), Missing}\nend',
    residualRisk: 'Results of `rpc:multicall` may hold `{badrpc, _}` of nodes where the function failed.',
  },
  sources: [
    'OTP kernel, rpc https://www.erlang.org/doc/apps/kernel/rpc.html: multicall/5',
    'OTP stdlib, gen_server:multi_call/4 https://www.erlang.org/doc/apps/stdlib/gen_server.html',
  ],
  holds: 'failed nodes of a multi-node call are looked at',
  together: 'module',
  check(program) {
    const examined = [...leavingOut, 'erpc:multicall'].flatMap((name) => {
      const [module = '', fn = ''] = name.split(':')
      return program.callsOf(module, fn)
    })
    const hits: Hit[] = []
    for (const site of examined) {
      const hit = judge(program, site)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

/** A node that does not answer such a question is simply no candidate, or its figure is missing from a graph. */
const probing = new Set([
  'probe',
  'ping',
  'health',
  'load',
  'balancer',
  'lb',
  'candidate',
  'metric',
  'stat',
  'statistic',
  'telemetry',
  'discover',
  'discovery',
  'watchdog',
])

function judge(program: Program, site: Site<Call>): Hit | null {
  const { frame, expr } = site
  const dropped = expr.module === 'erpc' ? droppedByFilter(site) : droppedByMatch(site)
  if (!dropped) return null
  const name = `${expr.module}:${expr.name}`
  const reasons: Reason[] = [
    { name: 'shape', text: dropped.text },
    { name: 'remote-by-construction', text: `\`${name}\` asks other nodes, each of which may be down.` },
    {
      name: 'followed',
      text: 'What is left is used as the answer of all.',
      site: { expr: dropped.use, frame },
    },
  ]
  if (isCounted(frame.clause, dropped.name))
    reasons.push({ name: 'handled-otherwise', text: 'The number of answers is looked at.' })
  const words = new Set([
    ...split(frame.module?.name ?? ''),
    ...split(frame.fn?.name ?? ''),
    ...remoteWords(expr),
  ])
  if (anyOf(words, probing))
    reasons.push({ name: 'accepted-loss', text: 'A probe or a statistic: a missing answer is part of it.' })
  else if (anyOf(words, living) && isSummed(frame.clause))
    reasons.push({
      name: 'accepted-loss',
      text: 'What is summed lives with its node: one that is down has none.',
    })
  return { site, reasons: [...reasons, ...servicePlace(program, frame)] }
}

/** What lives with its node: one that is down has none. */
const living = new Set('session connection socket client channel process online subscriber'.split(' '))

/** The function ends in a sum. */
function isSummed({ body }: Clause): boolean {
  const last = body.at(-1)
  return last?.kind === 'call' && /^(lists|Enum):sum$/.test(`${last.module}:${last.name}`)
}

/** The words of the function that is called there. */
function remoteWords({ args }: Call): string[] {
  return args.flatMap((arg) => (arg.kind === 'atom' ? split(arg.name) : []))
}

interface Dropped {
  readonly text: string
  readonly use: Expr
  /** The variable of the results, where they have one. */
  readonly name: string | null
}

/** `{Results, _} = …`, the results used and the bad nodes not. */
function droppedByMatch(site: Site<Call>): Dropped | null {
  const match = answerMatch(site)
  if (match?.pattern.kind !== 'tuple') return null
  const [results, bad] = match.pattern.items
  if (results?.kind !== 'var' || results.name.startsWith('_') || bad?.kind !== 'var') return null
  const after = restOf(site.frame.clause, match)
  if (!bad.name.startsWith('_') && after.some((expr) => reads(expr, bad.name))) return null
  if (isPlainList(site.frame.clause, results.name)) return null
  const use = after.map((expr) => useOf(expr, results.name)).find((found) => found !== null)
  return use
    ? {
        text: `The second element of the answer, the nodes that failed, is dropped (\`${bad.name}\`).`,
        use,
        name: results.name,
      }
    : null
}

/** `[V || {ok, V} <- erpc:multicall(…)]`: what failed does not match and is gone. */
function droppedByFilter(site: Site<Call>): Dropped | null {
  const text = 'Only `{ok, _}` entries are taken; the errors are dropped.'
  const above = [...ancestorsOf(site)].reverse()
  const [next, outer] = above
  if (!next || isClause(next)) return null
  if (
    next.kind === 'arrow' &&
    next.value === site.expr &&
    outer &&
    !isClause(outer) &&
    outer.kind === 'comprehension'
  )
    // A plain list of who answered is what its caller asked for.
    return takesOk(next.pattern) && !isClause(above[2] ?? outer) ? { text, use: outer, name: null } : null
  if (next.kind !== 'match' || next.pattern.kind !== 'var') return null
  const { name } = next.pattern
  if (isPlainList(site.frame.clause, name)) return null
  const uses: Expr[] = []
  let filter: Expr | null = null
  for (const expr of restOf(site.frame.clause, next))
    visitClause({ patterns: [], guard: null, body: [expr], start: 0, end: 0 }, (inner, ancestors) => {
      if (inner.kind !== 'var' || inner.name !== name) return
      uses.push(inner)
      const parent = ancestors.at(-1)
      if (
        parent &&
        !isClause(parent) &&
        parent.kind === 'arrow' &&
        parent.value === inner &&
        takesOk(parent.pattern)
      )
        filter = parent
    })
  return uses.length === 1 && filter ? { text, use: filter, name: null } : null
}

/** The function ends in the results as they are, or in a list of what is in them: whoever calls it asks who answered. */
function isPlainList({ body }: Clause, name: string): boolean {
  const last = body.at(-1)
  if (last?.kind === 'var') return last.name === name
  if (last?.kind !== 'comprehension') return false
  const [step] = last.steps
  return step?.kind === 'arrow' && step.value.kind === 'var' && step.value.name === name
}

function takesOk(pattern: Expr): boolean {
  return pattern.kind === 'tuple' && pattern.items[0]?.kind === 'atom' && pattern.items[0].name === 'ok'
}

/** What comes after a match in its own body. */
function restOf(clause: Clause, match: Expr): readonly Expr[] {
  let rest: readonly Expr[] = []
  const look = (body: readonly Expr[]) => {
    const at = body.indexOf(match)
    if (at >= 0) rest = body.slice(at + 1)
  }
  look(clause.body)
  visitClause(clause, (expr) => {
    if (expr.kind === 'block' || expr.kind === 'with' || expr.kind === 'try' || expr.kind === 'comprehension')
      look(expr.body)
    for (const inner of innerClauses(expr)) look(inner.body)
  })
  return rest
}

function innerClauses(expr: Expr): readonly Clause[] {
  return expr.kind === 'branch' || expr.kind === 'fun' || expr.kind === 'receive' ? expr.clauses : []
}

function reads(expr: Expr, name: string): boolean {
  return firstUse(name, [expr]) !== null
}

/** The first place that does more with the results than show them. */
function useOf(expr: Expr, name: string): Expr | null {
  const shown = expr.kind === 'call' && inert.test(`${expr.module}:${expr.name}`)
  return shown ? null : firstUse(name, [expr])
}

/** The number of results is taken somewhere in the clause: `length(Results) >= Needed`. */
function isCounted(clause: Clause, name: string | null): boolean {
  let counted = false
  visitClause(clause, (expr) => {
    if (expr.kind !== 'op' || !['<', '>', '<=', '>=', '==', '===', '!=', '!=='].includes(expr.op)) return
    for (const side of expr.args)
      if (side.kind === 'call' && side.module === 'erlang' && side.name === 'length')
        counted ||= name === null || firstUse(name, [side]) !== null || side.args[0]?.kind === 'var'
  })
  return counted
}
