import type { Program, Site } from '../../../source/program/program.ts'
import { type ReadThenWrite, readThenWrite, tables } from '../../../source/program/stores/index.ts'
import { checkThenAct } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'
import { isIsolated } from '../isolation.ts'
import { outermost, severalWriters } from '../writers.ts'
import { freshThing } from './fresh.ts'

export default defineRule({
  id: 'check-then-insert',
  family: 'races',
  severity: 'important',
  title: 'Two may both find nothing and both insert',
  problem:
    'Whether a row is there is asked first, and it is inserted in a second step that does not ask again.',
  failureScenario: [
    'Two callers look for the same thing and find nothing.',
    'Each inserts it.',
    'There are two, or the second replaces the first.',
  ],
  impact:
    'Duplicates that later reads do not expect, or a counter, lock or process that somebody holds and nobody finds.',
  guardsLookedFor: [
    'a unique index, or on_conflict',
    'a row or advisory lock around both steps',
    'insert_new, or a table that one process writes',
  ],
  fix: {
    summary:
      'Let the store decide: a unique index with on_conflict, or insert_new and a second look for whoever lost.',
    elixir:
      'def get_or_create(user_id) do\n  row = %{user_id: user_id}\n  Repo.insert_all("profiles", [row], on_conflict: :nothing, conflict_target: [:user_id])\n  Repo.get_by!(Profile, user_id: user_id)\nend',
    erlang:
      'get_or_create(Table, Key) ->\n    ets:insert_new(Table, {Key, counters:new(1, [])}),\n    [{_, Counter}] = ets:lookup(Table, Key),\n    Counter.',
    residualRisk: 'A unique index cannot be made while there are duplicates: they have to be merged first.',
  },
  sources: [
    'Ecto guide, Constraints and Upserts https://hexdocs.pm/ecto/constraints-and-upserts.html',
    'PostgreSQL, INSERT with ON CONFLICT https://www.postgresql.org/docs/current/sql-insert.html',
    'OTP stdlib, ets:insert_new/2 https://www.erlang.org/doc/apps/stdlib/ets.html',
  ],
  holds: 'what is inserted when nothing was found is guarded by an index, a lock or one writer',
  check(program) {
    const hits = new Map<Site['expr'], Hit>()
    const examined: Site[] = []
    for (const sequence of readThenWrite(program)) {
      const { write, condition } = sequence
      if (write.operation !== 'insert' || !condition) continue
      const site = outermost(write.site)
      examined.push(site)
      const hit = write.store === 'ecto' ? ofRow(program, sequence) : ofEntry(program, sequence)
      if (hit && !hits.has(site.expr)) hits.set(site.expr, hit)
    }
    return { hits: [...hits.values()], examined }
  },
})

const witness = (): Hit['witness'] => {
  const result = checkThenAct({ callers: 2, act: 'insert', guard: 'none' })
  return result.answer === 'broken' ? result : undefined
}

/** A row of a database: whether an index forbids a second one is seen in the migrations. */
function ofRow(program: Program, sequence: ReadThenWrite): Hit | null {
  const { read, write } = sequence
  if (read.operation === 'scan' || isIsolated(program, sequence)) return null
  // The primary key is unique by itself.
  if (/^get!?$/.test(read.site.expr.name)) return null
  const schema = write.table?.name ? tables(program).schemas.get(write.table.name) : undefined
  const source = schema?.source ?? (write.table?.by === 'name' ? write.table.name : null)
  const { uniqueIndexes } = tables(program)
  // Without migrations nothing is known of indexes.
  if (source === null || uniqueIndexes.length === 0) return null
  if (uniqueIndexes.some((index) => index.source === source)) return null
  if ((schema?.uniqueConstraints.length ?? 0) > 0) return null
  const broken = witness()
  const site = outermost(write.site)
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: `A row of \`${source}\` is looked for, and inserted where there is none.`,
      site: outermost(read.site),
    },
    { name: 'followed', text: 'What was found decides whether it is inserted.' },
    { name: 'searched-everywhere', text: `No migration makes a unique index on \`${source}\`.` },
    { name: 'shared-state', text: 'All nodes insert into one table.' },
  ]
  return {
    site,
    severity: severityAt(site.frame, 'important'),
    reasons: [...reasons, ...placeReasons(site.frame)],
    ...(broken ? { witness: broken } : {}),
  }
}

/** An entry of a table in memory: the second insert replaces the first, which somebody may hold already. */
function ofEntry(program: Program, sequence: ReadThenWrite): Hit | null {
  const { read, write } = sequence
  if (write.store !== 'ets' || isIsolated(program, sequence)) return null
  const made = freshThing(program, write)
  const writers = made && severalWriters(program, write)
  if (!made || !writers) return null
  const broken = witness()
  const site = outermost(write.site)
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: 'A key is looked up, and inserted where it is not there.',
      site: outermost(read.site),
    },
    {
      name: 'followed',
      text: `What is inserted is made anew each time, by \`${made}\`: the second one replaces the first.`,
    },
    ...writers,
  ]
  return {
    site,
    severity: severityAt(site.frame, 'important'),
    reasons: [...reasons, ...placeReasons(site.frame)],
    ...(broken ? { witness: broken } : {}),
  }
}
