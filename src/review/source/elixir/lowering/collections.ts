import type { Expr, MapExpr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { atom, list, none, other } from './build.ts'
import { lower, lowerAll } from './expressions.ts'
import type { Scope } from './scope.ts'
import { segment } from './segments.ts'

/** `[a, b | tail]`. */
export function listOf(node: Node, scope: Scope): Expr {
  const { kids, start, end } = node
  const last = kids[kids.length - 1]
  if (last === undefined) return list(none, null, start, end)
  if (last.kind !== Kind.binary || last.value !== '|') return list(lowerAll(kids, scope), null, start, end)
  const items = lowerAll([...kids.slice(0, -1), last.kids[0] as Node], scope)
  return list(items, lower(last.kids[1] as Node, scope), start, end)
}

/** `%{…}`, `%{base | …}`. */
export function mapOf(node: Node, scope: Scope): MapExpr {
  return mapWith(node, scope, node, null, null)
}

/** `%Name{…}`. A name that is computed or matched stands as the value of the key `__struct__`. */
export function struct(node: Node, scope: Scope): MapExpr {
  const map = node.kids[1] as Node
  const name = lower(node.kids[0] as Node, scope)
  if (name.kind === 'atom') return mapWith(map, scope, node, name.name, null)
  return mapWith(map, scope, node, null, name)
}

type Entry = MapExpr['entries'][number]

/** `name` is a struct's name that is not known. */
function mapWith(map: Node, scope: Scope, whole: Node, struct: string | null, name: Expr | null): MapExpr {
  const { start, end } = whole
  const { kids } = map
  const first = kids[0]?.kind === Kind.mapBase ? 1 : 0
  const base = first === 1 ? lower((kids[0] as Node).kids[0] as Node, scope) : null
  const before = name === null ? 0 : 1
  const count = kids.length - first + before
  if (count === 0) return { kind: 'map', struct, base, entries: none, start, end }
  const entries = new Array<Entry>(count)
  if (name !== null) entries[0] = { key: atom('__struct__', name.start, name.end), value: name }
  for (let i = first; i < kids.length; i++) entries[i - first + before] = entryOf(kids[i] as Node, scope)
  return { kind: 'map', struct, base, entries, start, end }
}

/** A pair, or what a macro or a splice leaves in its place. */
function entryOf(kid: Node, scope: Scope): Entry {
  if ((kid.kind === Kind.pair || kid.kind === Kind.association) && kid.kids.length === 2)
    return { key: lower(kid.kids[0] as Node, scope), value: lower(kid.kids[1] as Node, scope) }
  return { key: lower(kid, scope), value: other(none, kid.start, kid.end) }
}

/** `<<…>>`: the segments' values. One plain string is that string. */
export function bitstring(node: Node, scope: Scope): Expr {
  const { start, end } = node
  const items: Expr[] = []
  for (const kid of node.kids) items.push(segment(kid, scope))
  const only = items[0]
  if (only?.kind === 'text' && only.value !== null && items.length === 1) return { ...only, start, end }
  const last = items.at(-1)
  if (last?.kind !== 'arrow') return { kind: 'binary', items: items.slice(), start, end }
  // `<<c <- bytes>>` generates: the whole left side is the pattern.
  items[items.length - 1] = last.pattern
  const pattern: Expr = { kind: 'binary', items: items.slice(), start, end }
  return { kind: 'arrow', pattern, value: last.value, start, end }
}
