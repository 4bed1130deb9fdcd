import type { Expr, MapExpr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { lower, lowerAll } from './lower.ts'
import type { Scope } from './scope.ts'

/** `[A, B | Tail]`. */
export function lowerCons(node: Node, scope: Scope): Expr {
  const items = lowerAll(node.kids, scope)
  const tail = items.pop() ?? null
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
    return { kind: 'text', value: text.value, parts: [], start, end }
  }
  return { kind: 'binary', items: lowerAll(kids, scope), start, end }
}

/** The segment's value; a computed size stays with it, so that what it calls is seen. */
export function lowerSegment(node: Node, scope: Scope): Expr {
  const [value, size] = node.kids as [Node, Node?]
  const isComputed = size !== undefined && size.kind !== Kind.integer && size.kind !== Kind.variable
  if (!isComputed) return lower(value, scope)
  return { kind: 'other', children: lowerAll(node.kids, scope), start: node.start, end: node.end }
}

/** `#{K => V}`, `Base#{K := V}`. */
export function lowerMap(node: Node, scope: Scope): Expr {
  const isUpdate = node.kind === Kind.mapUpdate
  const [first] = node.kids
  const base = isUpdate && first ? lower(first, scope) : null
  const fields = isUpdate ? node.kids.slice(1) : node.kids
  const entries = fields.map((field) => {
    const [key, value] = field.kind === Kind.association ? lowerAll(field.kids, scope) : []
    if (key && value) return { key, value }
    const macro = lower(field, scope)
    return { key: macro, value: macro }
  })
  return { kind: 'map', struct: null, base, entries, start: node.start, end: node.end }
}

/** `K => V` where no map is around it: a pair. */
export function lowerAssociation(node: Node, scope: Scope): Expr {
  return { kind: 'tuple', items: lowerAll(node.kids, scope), start: node.start, end: node.end }
}

/** `#name{…}`, `Base#name{…}`, and -record itself, whose fields hold their defaults. */
export function lowerRecord(node: Node, scope: Scope): MapExpr {
  const isUpdate = node.kind === Kind.recordUpdate
  const [first] = node.kids
  const base = isUpdate && first ? lower(first, scope) : null
  const fields = isUpdate ? node.kids.slice(1) : node.kids
  const entries = fields.map((field) => {
    const [name, value] = lowerAll(field.kids, scope) as [Expr, Expr?]
    return { key: name, value: value ?? ({ ...name, kind: 'atom', name: 'undefined' } as Expr) }
  })
  const struct = scope.recordName(node.value)
  return { kind: 'map', struct, base, entries, start: node.start, end: node.end }
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
  const of: Expr = { kind: 'atom', name: scope.recordName(value), start, end: field.start - 1 }
  return { kind: 'field', of, name: fieldName(field, scope), start, end }
}

function fieldName(field: Node, scope: Scope): string {
  if (field.kind !== Kind.macro) return field.value
  return scope.atomOf(field.value) ?? `?${field.value}`
}
