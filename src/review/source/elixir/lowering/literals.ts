import type { Float, Integer } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import type { Scope } from './scope.ts'
import { decoded, unescaped } from './text-content.ts'

/** More digits than any double holds exactly. */
const mostDigits = 400
/** Every number of so many digits is a safe integer. */
const safeDigits = 15

export function integer(node: Node): Integer {
  return { kind: 'integer', value: exact(node.value), start: node.start, end: node.end }
}

function exact(literal: string): number {
  const digits = literal.includes('_') ? literal.replaceAll('_', '') : literal
  const value = Number(digits)
  if (digits.length <= safeDigits || Number.isSafeInteger(value)) return value
  const isExact = digits.length <= mostDigits && Number.isFinite(value) && BigInt(value) === BigInt(digits)
  return isExact ? value : Number.NaN
}

export function float(node: Node): Float {
  return { kind: 'float', value: Number(node.value.replaceAll('_', '')), start: node.start, end: node.end }
}

/** `?a`, `?\n`. */
export function character(node: Node, scope: Scope): Integer {
  const literal = decoded(node.value, scope.isAscii).slice(1)
  const value = (literal.length > 1 ? unescaped(literal) : literal).codePointAt(0) ?? Number.NaN
  return { kind: 'integer', value, start: node.start, end: node.end }
}
