import type { Expr } from '../../../source/form.ts'
import { patternBinding } from '../../../source/program/bindings.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { visit } from '../../../source/walk.ts'

/** Kinds of expression that are the same for everybody. */
const constant = new Set(['atom', 'integer', 'text', 'binary', 'tuple', 'list'])

/** True only where every part is a literal: a parameter may carry anything, and then nothing is said. */
export function isConstant(program: Program, requester: Site): boolean {
  const all = origins(program, requester)
  return all.length > 0 && all.every(({ expr }) => literal(expr))
}

function literal(expr: Expr): boolean {
  let same = true
  visit(expr, (inner) => {
    if (!constant.has(inner.kind) || (inner.kind === 'text' && inner.value === null)) same = false
  })
  return same
}

const nameWords: ReadonlySet<string> = new Set([
  'id',
  'name',
  'key',
  'topic',
  'queue',
  'table',
  'account',
  'resource',
  'item',
])
const askerWords: ReadonlySet<string> = new Set([
  'pid',
  'ref',
  'self',
  'owner',
  'caller',
  'requester',
  'node',
  'process',
  'from',
  'holder',
  'client',
  'worker',
  'tag',
])

/**
 * `{shelf, ShelfId}`: what the lock is about stands where the one who asks belongs. Only for a parameter whose own
 * name says that it is a name, beside a resource that is a constant.
 */
export function isResourceName(program: Program, id: Site, requester: Site): boolean {
  const { expr, frame } = requester
  if (expr.kind !== 'var') return false
  const binding = patternBinding(frame.clause, expr.name, expr.start)
  if (binding?.kind === 'value') return false
  const words = new Set(split(expr.name))
  if (!anyOf(words, nameWords) || anyOf(words, askerWords)) return false
  return origins(program, id).every(
    (origin) =>
      origin.expr.kind === 'tuple' && origin.expr.items[0] !== undefined && literal(origin.expr.items[0]),
  )
}
