import type { Call, Clause, Expr } from '../../../source/form.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { isClause, visitClause } from '../../../source/walk.ts'
import { callbackOf, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { mnesiaTables } from '../replication.ts'
import { isDropped } from '../result.ts'
import { copiedBefore } from './copied-before.ts'

export default defineRule({
  id: 'mnesia-join-result-ignored',
  family: 'mnesia',
  severity: 'important',
  title: 'The node goes on as if it had joined Mnesia',
  problem:
    '`change_config(extra_db_nodes, …)` answers `{ok, []}` when it reached nobody, and that answer is taken as success.',
  failureScenario: [
    'The node starts while the others cannot be reached.',
    '`change_config` answers `{ok, []}`; the code goes on.',
    'The node has a schema and tables of its own. When the others can be reached it does not join them any more.',
  ],
  impact: 'A node that serves and takes writes alone, and cannot be merged without losing them.',
  guardsLookedFor: [
    'the list in the answer compared with the nodes that were wanted',
    'a clause for the empty list',
    'a look at the running nodes afterwards',
  ],
  fix: {
    summary: 'Match the list of nodes that were reached, and do not start to serve without them.',
    elixir:
      'case :mnesia.change_config(:extra_db_nodes, [seed]) do\n  {:ok, [^seed]} -> :ok\n  {:ok, []} -> {:error, {:not_connected, seed}}\n  {:error, reason} -> {:error, reason}\nend',
    erlang:
      'case mnesia:change_config(extra_db_nodes, [Seed]) of\n    {ok, [Seed]} -> ok;\n    {ok, []} -> {error, {not_connected, Seed}};\n    {error, Reason} -> {error, Reason}\nend.',
    residualRisk: 'Whoever starts the node must try again later, or it stays out.',
  },
  sources: [
    'OTP mnesia, change_config/2, add_table_copy/3 https://www.erlang.org/doc/apps/mnesia/mnesia.html',
  ],
  together: 'module',
  holds: 'the answer to joining Mnesia is looked at',
  check(program) {
    const joins = program
      .callsOf('mnesia', 'change_config')
      .filter(({ expr: { args } }) => args[0]?.kind === 'atom' && args[0].name === 'extra_db_nodes')
    const copies = ['add_table_copy', 'add_table_index', 'create_table'].flatMap((name) =>
      program.callsOf('mnesia', name),
    )
    const hits: Hit[] = []
    for (const site of joins) {
      const how = joinIgnored(program, site)
      if (how) hits.push({ site, reasons: reasonsOf(program, site, how, emptyIsOk) })
    }
    for (const site of copies) {
      if (!isDropped(program, site)) continue
      hits.push(copyHit(program, site))
    }
    return { hits, examined: [...joins, ...copies] }
  },
})

const emptyIsOk = 'It answers `{ok, []}` when it reached nobody.'

function reasonsOf(program: Program, site: Site<Call>, how: string, contract: string): Reason[] {
  const reasons: Reason[] = [
    { name: 'shape', text: how },
    { name: 'by-contract', text: contract },
  ]
  const callback = callbackOf(program, site.frame)
  if (callback) reasons.push({ name: 'server-callback', text: `It runs in \`${callback}\`.` })
  return [...reasons, ...placeReasons(site.frame)]
}

function copyHit(program: Program, site: Site<Call>): Hit {
  const { name } = site.expr
  const reasons = reasonsOf(
    program,
    site,
    'Nobody looks at the answer.',
    `\`${name}\` answers \`{aborted, Reason}\` and does not raise.`,
  )
  const table = site.expr.args[0]
  const which = table?.kind === 'atom' ? `\`${table.name}\`` : 'the table'
  if (name !== 'add_table_copy' || isThere(program, site) || !isReplicated(program))
    reasons.push({
      name: 'harmless-twice',
      text: 'Most often the answer says that it is there already.',
    })
  return {
    site,
    problem: `\`${name}\` answers \`{aborted, Reason}\` when it fails, and nobody looks: the node goes on as if it held ${which}.`,
    failureScenario: [
      'The node that holds the table is down, or the node is not part of the schema.',
      `\`${name}\` answers \`{aborted, _}\`, which is dropped.`,
      `The node goes on without ${which}: each read goes to another node, or fails when that one is gone.`,
    ],
    reasons,
  }
}

function isReplicated(program: Program): boolean {
  return mnesiaTables(program).some(({ reach }) => reach === 'spanning')
}

/** A copy of what was created just now is there already. */
function isThere(program: Program, site: Site<Call>): boolean {
  return createdAbove(program, site) || copiedBefore(program, site)
}

/** The same function creates it. */
function createdAbove(program: Program, { expr, frame }: Site): boolean {
  return mnesiaTables(program).some(
    ({ site }) => site.frame.clause === frame.clause && site.expr.end <= expr.start,
  )
}

/** How the answer of a join is taken as success, in words; null where the list of nodes is looked at. */
function joinIgnored(program: Program, site: Site<Call>): string | null {
  if (asksAfterwards(site)) return null
  if (isDropped(program, site)) return 'Nobody looks at the answer.'
  const above = [...ancestorsOf(site)].reverse()
  const [next] = above
  if (!next || isClause(next)) return null
  if (next.kind === 'match' || next.kind === 'arrow')
    return next.value === site.expr && takesAny(next.pattern, site.frame.clause)
      ? 'Only `ok` is matched, not the nodes that were reached.'
      : null
  if (next.kind !== 'branch' || next.subject !== site.expr) return null
  const patterns = next.clauses.flatMap(({ patterns: [pattern] }) => (pattern ? [pattern] : []))
  if (patterns.some(namesList)) return null
  return next.clauses.some(
    (clause) => clause.guard === null && clause.patterns.some((p) => takesAny(p, clause)),
  )
    ? 'The clause for `ok` takes any list of nodes, the empty one too.'
    : null
}

/** `{ok, _}` or `{ok, Nodes}` whose list nobody uses in the clause. */
function takesAny(pattern: Expr, clause: Clause): boolean {
  if (pattern.kind !== 'tuple' || pattern.items.length !== 2) return false
  const [tag, list] = pattern.items
  if (tag?.kind !== 'atom' || tag.name !== 'ok' || list?.kind !== 'var') return false
  let uses = 0
  visitClause(clause, (expr) => {
    if (expr.kind === 'var' && expr.name === list.name) uses++
  })
  return list.name.startsWith('_') || uses <= 1
}

/** `{ok, []}`, `{ok, [_ | _]}`, `{ok, [Seed]}`. */
function namesList(pattern: Expr): boolean {
  return pattern.kind === 'tuple' && pattern.items[1]?.kind === 'list'
}

/** The running or known nodes are asked for later in the same clause. */
function asksAfterwards({ expr, frame }: Site): boolean {
  let asks = false
  visitClause(frame.clause, (inner) => {
    if (inner.kind !== 'call' || inner.module !== 'mnesia' || inner.name !== 'system_info') return
    const [item] = inner.args
    if (inner.start > expr.end && item?.kind === 'atom' && /db_nodes$/.test(item.name)) asks = true
  })
  return asks
}
