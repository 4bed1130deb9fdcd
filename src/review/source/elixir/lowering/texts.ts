import type { Expr } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { skipName } from '../lexing/characters.ts'
import { atom, list, none, text } from './build.ts'
import { lower, moduleName } from './expressions.ts'
import type { Scope } from './scope.ts'
import { callOf } from './targets.ts'
import { decoded, Pieces } from './text-content.ts'

/** A string or charlist. Most are one piece without escapes. */
export function stringOf(node: Node, scope: Scope): Expr {
  const { kids, value, start, end } = node
  if (kids.length === 0) return text('', none, start, end)
  const only = kids[0] as Node
  if (kids.length === 1 && value.length === 1 && only.kind === Kind.fragment) {
    const piece = decoded(scope.text.slice(only.start, only.end), scope.isAscii)
    if (!piece.includes('\\')) return text(piece, none, start, end)
  }
  return textOf(node, scope, false)
}

/** A sigil; one of words is the list that it stands for. */
export function sigilOf(node: Node, scope: Scope): Expr {
  const { value } = node
  const isRaw = value !== 's' && value !== 'c' && value !== 'w'
  const whole = textOf(node, scope, isRaw)
  if ((value !== 'w' && value !== 'W') || whole.value === null) return whole
  return words(whole.value, node, scope.text)
}

/** `:"…"` and the key of `"…": value`. */
export function quotedAtomOf(node: Node, scope: Scope): Expr {
  const { start, end } = node
  const whole = textOf(node, scope, false)
  if (whole.value !== null) return atom(moduleName(whole.value), start, end)
  return callOf('erlang', 'binary_to_atom', [whole, atom('utf8', start, end)], start, end)
}

function textOf(node: Node, scope: Scope, isRaw: boolean) {
  const { kids, start, end } = node
  const pieces = new Pieces(scope.text, scope.isAscii, node, isRaw)
  const interpolates = kids.some((kid) => kid.kind !== Kind.fragment)
  if (!interpolates) {
    let value = ''
    for (const kid of kids) value += pieces.of(kid)
    return text(value, none, start, end)
  }
  const parts: Expr[] = []
  for (const kid of kids) {
    if (kid.kind !== Kind.fragment) parts.push(lower(kid, scope))
    else {
      const piece = pieces.of(kid)
      if (piece !== '') parts.push(text(piece, none, kid.start, kid.end))
    }
  }
  return text(null, parts.slice(), start, end)
}

/** `~w(a b)`, and `~w(a b)a` of atoms. */
function words(value: string, node: Node, source: string): Expr {
  const { start, end } = node
  const delimiterAt = skipName(source, start + 1)
  const modifier = /[a-z]*$/.exec(source.slice(delimiterAt + 1, end))?.[0]
  const items: Expr[] = []
  for (const word of value.split(/\s+/)) {
    if (word === '') continue
    items.push(modifier === 'a' ? atom(moduleName(word), start, end) : text(word, none, start, end))
  }
  return list(items.slice(), null, start, end)
}
