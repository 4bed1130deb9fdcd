import type { Expr, Float, Integer } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { skipName } from '../lexing/characters.ts'
import { atom, call, list, text } from './build.ts'
import { lowerSequence, moduleName } from './expressions.ts'
import type { Scope } from './scope.ts'
import { decoded, pieces, unescaped } from './text-content.ts'

/** More digits than any double holds exactly. */
const mostDigits = 400

export function integer(node: Node): Integer {
  return { kind: 'integer', value: exact(node.value.replaceAll('_', '')), start: node.start, end: node.end }
}

function exact(digits: string): number {
  const value = Number(digits)
  if (Number.isSafeInteger(value)) return value
  const isExact = digits.length <= mostDigits && Number.isFinite(value) && BigInt(value) === BigInt(digits)
  return isExact ? value : Number.NaN
}

export function float(node: Node): Float {
  return { kind: 'float', value: Number(node.value.replaceAll('_', '')), start: node.start, end: node.end }
}

/** `?a`, `?\n`. */
export function character(node: Node): Integer {
  const literal = decoded(node.value).slice(1)
  const value = (literal.length > 1 ? unescaped(literal) : literal).codePointAt(0) ?? Number.NaN
  return { kind: 'integer', value, start: node.start, end: node.end }
}

/** A string, charlist, sigil or quoted atom. A sigil of words is the list that it stands for. */
export function textOf(node: Node, scope: Scope): Expr {
  const { text: source } = scope.file
  const fragments = node.kids.filter((kid) => kid.kind === Kind.fragment)
  const isRaw = node.kind === Kind.sigil && !/^[scw]$/.test(node.value)
  const contents = pieces(source, node, fragments).map((piece) => (isRaw ? piece : unescaped(piece)))
  const interpolates = fragments.length < node.kids.length
  if (!interpolates) {
    const value = contents.join('')
    if (node.kind === Kind.quotedAtom) return atom(moduleName(value), node)
    if (node.kind === Kind.sigil && /^[wW]$/.test(node.value)) return words(value, node, source)
    return text(value, [], node)
  }
  let next = 0
  const parts = node.kids.map((kid) => {
    if (kid.kind === Kind.fragment) return text(contents[next++] ?? '', [], kid)
    return lowerSequence(kid.kids, scope.inner(), kid)
  })
  const whole = text(
    null,
    parts.filter((part) => part.kind !== 'text' || part.value !== ''),
    node,
  )
  if (node.kind !== Kind.quotedAtom) return whole
  return call('erlang', 'binary_to_atom', [whole, atom('utf8', node)], node)
}

/** `~w(a b)`, and `~w(a b)a` of atoms. */
function words(value: string, node: Node, source: string): Expr {
  const delimiterAt = skipName(source, node.start + 1)
  const modifier = /[a-z]*$/.exec(source.slice(delimiterAt + 1, node.end))?.[0]
  const items = value.split(/\s+/).filter((word) => word !== '')
  return list(
    items.map((word) => (modifier === 'a' ? atom(moduleName(word), node) : text(word, [], node))),
    null,
    node,
  )
}
