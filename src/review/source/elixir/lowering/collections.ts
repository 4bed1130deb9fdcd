import type { Binary, Expr, MapExpr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { atom, list, other } from './build.ts'
import { lower, lowerAll } from './expressions.ts'
import type { Scope } from './scope.ts'

/** `[a, b | tail]`. */
export function listOf(node: Node, scope: Scope): Expr {
  const last = node.kids.at(-1)
  if (last?.kind !== Kind.binary || last.value !== '|') return list(lowerAll(node.kids, scope), null, node)
  const [before, tail] = last.kids as [Node, Node]
  const items = lowerAll([...node.kids.slice(0, -1), before], scope)
  return list(items, lower(tail, scope), node)
}

/** `%{…}`, `%{base | …}`. */
export function mapOf(node: Node, scope: Scope): MapExpr {
  return mapWith(node, scope, node, null, [])
}

/** `%Name{…}`. A name that is computed or matched stands as the value of the key `__struct__`. */
export function struct(node: Node, scope: Scope): MapExpr {
  const [nameNode, map] = node.kids as [Node, Node]
  const name = lower(nameNode, scope)
  if (name.kind === 'atom') return mapWith(map, scope, node, name.name, [])
  return mapWith(map, scope, node, null, [{ key: atom('__struct__', name), value: name }])
}

function mapWith(
  map: Node,
  scope: Scope,
  span: Node,
  structName: string | null,
  first: MapExpr['entries'],
): MapExpr {
  let base: Expr | null = null
  const entries = [...first]
  for (const kid of map.kids) {
    const [key, value] = kid.kids
    if (kid.kind === Kind.mapBase && key) base = lower(key, scope)
    else if ((kid.kind === Kind.pair || kid.kind === Kind.association) && key && value)
      entries.push({ key: lower(key, scope), value: lower(value, scope) })
    else entries.push({ key: lower(kid, scope), value: other([], kid) })
  }
  return { kind: 'map', struct: structName, base, entries, start: span.start, end: span.end }
}

/** `<<…>>`: the segments' values; sizes and types are left out. One plain string is that string. */
export function bitstring(node: Node, scope: Scope): Expr {
  const items = node.kids.map((kid) => lower(segmentValue(kid), scope))
  const only = items[0]
  if (only?.kind === 'text' && only.value !== null && items.length === 1)
    return { ...only, start: node.start, end: node.end }
  const binary: Binary = { kind: 'binary', items, start: node.start, end: node.end }
  const last = items.at(-1)
  if (last?.kind !== 'arrow') return binary
  // `<<c <- bytes>>` generates: the whole left side is the pattern.
  const pattern: Binary = { ...binary, items: [...items.slice(0, -1), last.pattern] }
  return { ...last, pattern, start: node.start, end: node.end }
}

function segmentValue(kid: Node): Node {
  const value = kid.kids[0]
  return kid.kind === Kind.binary && kid.value === '::' && value ? value : kid
}
