import type { Expr } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { derivesFrom, type ReadThenWrite, readThenWrite } from '../../../source/program/stores/index.ts'
import { origins } from '../../../source/program/values.ts'
import { visit } from '../../../source/walk.ts'
import { readModifyWrite } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'
import { isIsolated } from '../isolation.ts'
import { outermost, severalWriters } from '../writers.ts'
import { changeOf } from './change.ts'
import { type HeldCopy, heldCopies } from './held-copy.ts'

export default defineRule({
  id: 'race-read-modify-write',
  family: 'races',
  severity: 'critical',
  title: 'A value is read, computed and written back while others may write it',
  problem:
    'The new value is made from one that was read before, in separate steps that nothing holds together.',
  failureScenario: [
    'Two processes read the same value.',
    'Each computes its own new value from it.',
    'Both write; what the first wrote is lost.',
  ],
  impact:
    'Updates are lost without an error: counts are too low, limits let through too much, entries disappear.',
  guardsLookedFor: [
    'a transaction or lock around both steps, here or in callers',
    'a row lock, an optimistic lock, compare-and-set',
    'one process that makes all changes',
    'a key that only this process writes',
  ],
  fix: {
    summary:
      'Let the store compute the new value in one step, or give the value to one process that does both steps in one callback.',
    elixir: 'count = :ets.update_counter(table, key, {2, 1}, {key, 0})',
    erlang: 'Count = ets:update_counter(Table, Key, {2, 1}, {Key, 0})',
    residualRisk:
      'A value that is no number needs an owner process, a transaction or a compare-and-set loop with a bound.',
  },
  sources: [
    'OTP stdlib, ets:update_counter/4 and ets:select_replace/2 https://www.erlang.org/doc/apps/stdlib/ets.html',
    'OTP erts, atomics https://www.erlang.org/doc/apps/erts/atomics.html',
    'Ecto, Repo.update_all/3 with inc https://hexdocs.pm/ecto/Ecto.Repo.html',
  ],
  holds: 'values that are written back are guarded or have one writer',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const sequence of readThenWrite(program)) {
      // Mnesia's dirty calls have a hazard of their own, and so have values of a CRDT; the environment is set at start.
      if (['mnesia', 'delta-crdt', 'ra', 'registry', 'app-env'].includes(sequence.write.store)) continue
      if (!sequence.computed || sequence.read.operation === 'aggregate') continue
      // A new row that is made from another one takes nothing away.
      if (sequence.write.store === 'ecto' && sequence.write.operation === 'insert') continue
      examined.push(outermost(sequence.write.site))
      const hit = judge(program, sequence)
      if (hit) hits.push(hit)
    }
    const copies = heldCopies(program)
    for (const [index, first] of copies.entries()) {
      const same = copies.filter(({ taken }) => taken.expr === first.taken.expr)
      if (copies.indexOf(same[0] ?? first) !== index) continue
      examined.push(first.taken)
      hits.push(ofCopy(same, first))
    }
    return { hits: distinct(hits), examined }
  },
})

function judge(program: Program, sequence: ReadThenWrite): Hit | null {
  const { read, write } = sequence
  if (isIsolated(program, sequence)) return null
  const writers = severalWriters(program, write)
  if (!writers) return null
  const change = changeOf(program, sequence)
  if (!change) return null
  const site = outermost(write.site)
  const name = read.table?.name
  const reasons: Reason[] = [
    { name: 'shape', text: `A read and a later write of one key${name ? ` of \`${name}\`` : ''}.` },
    {
      name: 'followed',
      text: 'What is written was followed to what was read.',
      site: outermost(read.site),
    },
    ...writers,
  ]
  const witness =
    change.by === null ? null : readModifyWrite({ callers: 2, guard: 'none', initial: 0, change: change.by })
  const broken = witness && witness.answer === 'broken' ? witness : null
  if (broken)
    reasons.push({ name: 'computed-witness', text: 'An order of steps that loses an update was computed.' })
  else if (write.store === 'ets' && !isArithmetic(program, sequence))
    reasons.push({
      name: 'change-unseen',
      text: 'What is changed is no number: whether a lost update harms depends on what it means.',
    })
  return {
    site,
    reasons: [...reasons, ...placeReasons(site.frame)],
    // What one node keeps is lost with it anyway.
    severity: severityAt(
      site.frame,
      writers.some(({ name: each }) => each === 'shared-state') ? 'critical' : 'important',
    ),
    ...(broken ? { witness: broken } : {}),
  }
}

/** The value is a server's, and the new one is made outside of it, by one client or by several. */
function ofCopy(same: readonly HeldCopy[], { write, read, taken, field, other }: HeldCopy): Hit {
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: `\`${field}\` of a server is asked for, and later replaced by a message.`,
      site: taken,
    },
    { name: 'followed', text: 'What replaces it was followed to what was asked for.', site: read },
    other
      ? { name: 'many-writers', text: 'Another function replaces it as well.', site: other }
      : { name: 'many-writers', text: 'It runs in whatever process calls it.' },
  ]
  return {
    site: taken,
    also: same.map((each) => each.write),
    severity: severityAt(write.frame, 'important'),
    problem: `The server handles one message at a time, but the new \`${field}\` is made outside of it, from a copy. The clause that takes it puts it in place of whatever the server has by then.`,
    failureScenario: [
      `Two processes ask the server for \`${field}\` and get the same value.`,
      'Each makes its own new value from it.',
      'Both send theirs; the second replaces the first, whose change is gone.',
    ],
    reasons: [...reasons, ...placeReasons(write.frame)],
  }
}

/** A row of a table is often one process's own; a number in it that is computed from the old one is a count of many. */
function isArithmetic(program: Program, { read, write: { value } }: ReadThenWrite): boolean {
  if (!value) return false
  let found = false
  const look = (expr: Expr) => {
    if (expr.kind === 'op' && ['+', '-', '*'].includes(expr.op)) found = true
  }
  visit(value.expr, look)
  if (found) return true
  const { frame } = value
  visit(value.expr, (inner) => {
    if (inner.kind !== 'var') return
    for (const origin of origins(program, { expr: inner, frame }))
      if (
        origin.frame.clause === frame.clause &&
        derivesFrom(frame.clause, origin.expr, outermost(read.site).expr)
      )
        visit(origin.expr, look)
  })
  return found
}

/** One write is one place, however many reads come before it. */
function distinct(hits: readonly Hit[]): Hit[] {
  const seen = new Map<Hit['site']['expr'], Hit>()
  for (const hit of hits) if (!seen.has(hit.site.expr)) seen.set(hit.site.expr, hit)
  return [...seen.values()]
}
