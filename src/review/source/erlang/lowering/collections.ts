import type { Expr, MapExpr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { lower, lowerAll, lowerSome } from './lower.ts'
import { nothing, row } from './rows.ts'
import type { Scope } from './scope.ts'

/** `[A, B | Tail]`. */
export function lowerCons(node: Node, scope: Scope): Expr {
  const last = node.kids.length - 1
  const items = lowerSome(node.kids, scope, 0, last)
  const tail = lower(node.kids[last] as Node, scope)
  return { kind: 'list', items, tail, start: node.start, end: node.end }
}

/** Strings and macros side by side. */
export function lowerTexts(node: Node, scope: Scope): Expr {
  return { kind: 'text', value: null, parts: lowerAll(node.kids, scope), start: node.start, end: node.end }
}

/** `<<"text">>` is a text like any other. */
export function lowerBinary(node: Node, scope: Scope): Expr {
  const { start, end, kids } = node
  const [only] = kids
  const text = only?.kids[0]
  const isText = kids.length === 1 && text?.kind === Kind.string && only?.kids.length === 1
  if (isText && (only?.value === '' || only?.value === 'utf8')) {
    return { kind: 'text', value: text.value, parts: nothing, start, end }
  }
  return { kind: 'binary', items: lowerAll(kids, scope), start, end }
}

/** The segment's value; a size that is no number stays with it, since it reads variables and may call. */
export function lowerSegment(node: Node, scope: Scope): Expr {
  const [value, size] = node.kids as [Node, Node?]
  if (size === undefined || size.kind === Kind.integer) return lower(value, scope)
  return { kind: 'other', children: lowerAll(node.kids, scope), start: node.start, end: node.end }
}

type Entry = MapExpr['entries'][number]

/** `#{K => V}`, `Base#{K := V}`. */
export function lowerMap(node: Node, scope: Scope): Expr {
  return mapExpr(null, node, node.kind === Kind.mapUpdate ? 1 : 0, mapEntry, scope)
}

function mapEntry(field: Node, scope: Scope): Entry {
  if (field.kind === Kind.association) {
    const [key, value] = field.kids as [Node, Node]
    return { key: lower(key, scope), value: lower(value, scope) }
  }
  const macro = lower(field, scope)
  return { key: macro, value: macro }
}

/** Where `from` is 1, the first of the kids is what the update starts from. */
function mapExpr(
  struct: string | null,
  { kids, start, end }: Node,
  from: 0 | 1,
  one: (field: Node, scope: Scope) => Entry,
  scope: Scope,
): MapExpr {
  const base = from === 1 ? lower(kids[0] as Node, scope) : null
  const entries = row<Entry>(kids.length - from)
  for (let index = from; index < kids.length; index++) entries[index - from] = one(kids[index] as Node, scope)
  return { kind: 'map', struct, base, entries, start, end }
}

/** `K => V` where no map is around it: a pair. */
export function lowerAssociation(node: Node, scope: Scope): Expr {
  return { kind: 'tuple', items: lowerAll(node.kids, scope), start: node.start, end: node.end }
}

/** `#name{…}`, `Base#name{…}`, and -record itself, whose fields hold their defaults. */
export function lowerRecord(node: Node, scope: Scope): MapExpr {
  const struct = scope.nameIn(node.value)
  return mapExpr(struct, node, node.kind === Kind.recordUpdate ? 1 : 0, recordEntry, scope)
}

function recordEntry(field: Node, scope: Scope): Entry {
  const [name, given] = field.kids as [Node, Node?]
  const value: Expr = given
    ? lower(given, scope)
    : { kind: 'atom', name: 'undefined', start: name.start, end: name.end }
  return { key: lower(name, scope), value }
}

/** `Base#name.field`. */
export function lowerRecordAccess(node: Node, scope: Scope): Expr {
  const [base, field] = node.kids as [Node, Node]
  const of = lower(base, scope)
  return { kind: 'field', of, name: fieldName(field, scope), start: node.start, end: node.end }
}

/** `#name.field`, the field's position: a field of the record's name. */
export function lowerRecordIndex(node: Node, scope: Scope): Expr {
  const { start, end, value, kids } = node
  const [field] = kids as [Node]
  const of: Expr = { kind: 'atom', name: scope.nameIn(value), start, end: field.start - 1 }
  return { kind: 'field', of, name: fieldName(field, scope), start, end }
}

function fieldName(field: Node, scope: Scope): string {
  if (field.kind !== Kind.macro) return scope.nameIn(field.value)
  return scope.atomOf(field.value) ?? `?${field.value}`
}
