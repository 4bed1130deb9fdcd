import type { Clause, Expr } from '../../form.ts'
import { type Ancestor, isClause } from '../../walk.ts'
import { facet } from '../facet.ts'
import { ancestorsOf, type Program, type Site } from '../program.ts'
import { type Access, isRead, isWrite } from './access.ts'
import { changesOf } from './changes.ts'
import { derivesFrom, derivesIn, isKeyOfRow } from './derives.ts'
import { sameKey } from './same-key.ts'
import { type Step, stepsByClause } from './steps.ts'

/** A read and a later write of the same table and key in one clause (or through get and put helpers of it). */
export interface ReadThenWrite {
  readonly read: Access
  readonly write: Access
  /** What is written is made from what was read; for a row of Ecto: one of the changed values is. */
  readonly computed: boolean
  /** The test on what was read that decides whether the write happens. */
  readonly condition: Site | null
}

/** The writes that overwrite: those that compute, compare or insert only what is new are safe by themselves. */
const overwriting = new Set(['write', 'insert', 'upsert', 'update-all', 'delete'])

/** Every read that is followed by a write of the same key, in the order of the accesses. */
export const readThenWrite = facet((program): readonly ReadThenWrite[] => {
  const found: ReadThenWrite[] = []
  for (const steps of stepsByClause(program).values()) {
    if (steps.length < 2) continue
    for (const write of steps) {
      if (!isWrite(write.access) || !overwriting.has(write.access.operation)) continue
      if (write.access.store === 'process-dictionary') continue
      for (const read of steps) {
        const sequence = sequenceOf(program, read, write)
        if (sequence) found.push(sequence)
      }
    }
  }
  return found
})

function sequenceOf(program: Program, read: Step, write: Step): ReadThenWrite | null {
  const from = read.access
  const to = write.access
  if (read === write || !isRead(from) || from.store !== to.store) return null
  if (!from.table || !to.table || from.table.id !== to.table.id) return null
  // Elixir's pipes fold the read into the write: then it starts no earlier, but stands inside.
  const { clause } = write.anchor.frame
  const inside = contains(write.anchor.expr, read.anchor.expr)
  if (!inside && read.anchor.expr.end > write.anchor.expr.start) return null
  if (!inside && areExclusive(read.anchor, write.anchor)) return null
  const condition = conditionOf(read.anchor.expr, write.anchor)
  if (!isSameKey(program, read, write, condition !== null)) return null
  const changes = changesOf(program, to)
  const computed = changes.some(
    (site) =>
      (to.store === 'ecto' || site.expr !== to.key?.expr) && derivesIn(clause, site, read.anchor.expr),
  )
  return { read: from, write: to, computed, condition }
}

/** Whether the write is of the key that was read, or of the row that was read. */
function isSameKey(program: Program, read: Step, write: Step, conditional: boolean): boolean {
  const from = read.access
  const to = write.access
  const { clause } = write.anchor.frame
  const derived = (site: Site | null) => site !== null && derivesIn(clause, site, read.anchor.expr)
  if (from.operation === 'aggregate') return to.operation !== 'delete' && derived(to.value)
  if (to.key && from.key && sameKey(program, from.key, to.key)) return true
  // The key or the row itself came out of the read; another key that was found there is another row.
  if (to.key) return isKeyOfRow(clause, to.key, read.anchor.expr)
  if (derived(to.value)) return true
  // Asked whether it is there, and added: the key of what is added is seldom spelled out.
  return to.value !== null && conditional && (to.operation === 'insert' || to.operation === 'upsert')
}

function contains(outer: Expr, inner: Expr): boolean {
  return outer !== inner && outer.start <= inner.start && inner.end <= outer.end
}

/** In two alternatives of one case, if or receive: only one of them happens. */
function areExclusive(a: Site, b: Site): boolean {
  const above = ancestorsOf(a)
  const other = ancestorsOf(b)
  for (let i = 0; i < above.length && i < other.length; i++) {
    const one = above[i]
    const two = other[i]
    if (one === two) continue
    return one !== undefined && two !== undefined && isClause(one) && isClause(two)
  }
  return false
}

/** The nearest subject or guard around the write that looks at what was read. */
function conditionOf(read: Expr, write: Site): Site | null {
  const { frame } = write
  const above = ancestorsOf(write)
  let below: Ancestor = write.expr
  for (let i = above.length - 1; i >= 0; i--) {
    const at = above[i] as Ancestor
    for (const test of testsOf(at, below)) {
      if (derivesFrom(frame.clause, test, read)) return { expr: test, frame }
    }
    below = at
  }
  return null
}

function testsOf(at: Ancestor, below: Ancestor): readonly Expr[] {
  if (isClause(at)) return at.guard && at.guard !== below ? [at.guard] : []
  if (at.kind === 'branch')
    return at.subject && at.subject !== below ? [at.subject] : guardsBefore(at.clauses, below)
  if (at.kind === 'with') return below === at.steps[0] ? [] : stepsBefore(at.steps, below)
  if (at.kind === 'op' && (at.op === 'and' || at.op === 'or') && at.args[0] && at.args[0] !== below)
    return [at.args[0]]
  return []
}

/** A later branch of `cond` happens only where the earlier ones did not. */
function guardsBefore(clauses: readonly Clause[], below: Ancestor): readonly Expr[] {
  const tests: Expr[] = []
  for (const clause of clauses) {
    if (clause === below) break
    if (clause.guard) tests.push(clause.guard)
  }
  return tests
}

function stepsBefore(steps: readonly Expr[], below: Ancestor): readonly Expr[] {
  const tests: Expr[] = []
  for (const step of steps) {
    if (step === below) break
    if (step.kind === 'arrow') tests.push(step.value)
  }
  return tests
}
