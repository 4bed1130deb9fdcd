import type { Expr } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import {
  type Access,
  type ReadThenWrite,
  readThenWrite,
  tables,
} from '../../../source/program/stores/index.ts'
import { origins } from '../../../source/program/values.ts'
import { visit } from '../../../source/walk.ts'
import { checkThenAct } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'
import { isIsolated } from '../isolation.ts'
import { outermost, severalWriters } from '../writers.ts'

export default defineRule({
  id: 'max-plus-one',
  family: 'races',
  severity: 'important',
  title: 'The next number is the largest one plus one',
  problem:
    'The largest number is read and the next one is inserted in a second step: two writers read the same largest.',
  failureScenario: [
    'Two writers read the same largest number.',
    'Both add one.',
    'Both insert the same number.',
  ],
  impact: 'Two rows with one number: positions, invoices or versions that should be unique.',
  guardsLookedFor: [
    'a unique index',
    'a lock around both steps',
    'a sequence or a counter row',
    'one process that numbers',
  ],
  fix: {
    summary: 'Let a sequence or a counter row give the number.',
    elixir:
      '{1, [number]} =\n  Repo.update_all(\n    from(c in Counter, where: c.name == ^name, select: c.value),\n    inc: [value: 1]\n  )',
    erlang: 'Number = ets:update_counter(Counters, Name, {2, 1}, {Name, 0})',
    residualRisk:
      'A sequence has gaps after a rollback; where none may be, the counter row is locked until the commit.',
  },
  sources: [
    'PostgreSQL, sequences https://www.postgresql.org/docs/current/sql-createsequence.html',
    'OTP stdlib, ets:update_counter/4 https://www.erlang.org/doc/apps/stdlib/ets.html',
  ],
  holds: 'numbers that come after the largest are guarded by an index or a lock',
  check(program) {
    const hits = new Map<Expr, Hit>()
    const examined: Site[] = []
    for (const sequence of readThenWrite(program)) {
      const { read, write } = sequence
      if (!['insert', 'write', 'upsert'].includes(write.operation) || !asksLargest(program, read)) continue
      // In a table in memory the number is the key, and the sequence itself follows it.
      if (!(sequence.computed || write.store === 'ets') || !addsOne(program, write)) continue
      const site = outermost(write.site)
      examined.push(site)
      const hit = judge(program, sequence)
      if (hit && !hits.has(site.expr)) hits.set(site.expr, hit)
    }
    return { hits: [...hits.values()], examined }
  },
})

function judge(program: Program, sequence: ReadThenWrite): Hit | null {
  const { read, write } = sequence
  if (isIsolated(program, sequence)) return null
  const writers = severalWriters(program, write)
  if (!writers) return null
  if (write.store === 'ecto' && (write.operation === 'upsert' || isUnique(program, write))) return null
  const site = outermost(write.site)
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: 'The largest number is read, and one more is inserted.',
      site: outermost(read.site),
    },
    { name: 'followed', text: 'What is inserted was followed to the largest one.' },
    ...writers,
  ]
  const trace = checkThenAct({ callers: 2, act: 'insert', guard: 'none' })
  return {
    site,
    severity: severityAt(site.frame, 'important'),
    reasons: [...reasons, ...placeReasons(site.frame)],
    ...(trace.answer === 'broken' ? { witness: trace } : {}),
  }
}

/** `aggregate(_, :max, _)`, `select: max(x.n)`, `ets:last`. */
function asksLargest(program: Program, { store, operation, site }: Access): boolean {
  if (store === 'ets') return operation === 'aggregate' && site.expr.name === 'last'
  if (store !== 'ecto') return false
  let largest = false
  for (const arg of site.expr.args) {
    for (const { expr } of origins(program, { expr: arg, frame: site.frame })) {
      visit(expr, (inner) => {
        if (inner.kind === 'call' && inner.name === 'max' && inner.args.length <= 2) largest = true
        else if (operation === 'aggregate' && inner.kind === 'atom' && inner.name === 'max') largest = true
      })
    }
  }
  return largest
}

function addsOne(program: Program, { value, key }: Access): boolean {
  let adds = false
  const look = (expr: Expr) => {
    if (
      expr.kind === 'op' &&
      expr.op === '+' &&
      expr.args.some((arg) => arg.kind === 'integer' && arg.value === 1)
    )
      adds = true
  }
  for (const site of [value, key]) {
    if (!site) continue
    visit(site.expr, (inner) => {
      look(inner)
      if (inner.kind !== 'var') return
      for (const { expr, frame } of origins(program, { expr: inner, frame: site.frame }))
        if (frame.clause === site.frame.clause) visit(expr, look)
    })
  }
  return adds
}

/** Any unique index of the table, or a constraint in the schema: the second insert is refused. */
function isUnique(program: Program, { table }: Access): boolean {
  const schema = table?.name ? tables(program).schemas.get(table.name) : undefined
  if (schema && schema.uniqueConstraints.length > 0) return true
  const source = schema?.source ?? table?.name
  return tables(program).uniqueIndexes.some((index) => index.source === source)
}
