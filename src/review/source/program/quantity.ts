import type { Expr } from '../form.ts'
import { keyOf } from '../key.ts'
import type { Program, Site } from './program.ts'
import { origins } from './values.ts'

/**
 * A number as a function of one size that is only known at run time: `div(length(members), 2) + 1` is
 * n -> floor(n / 2) + 1 over the size `length(members)`.
 */
export interface Quantity {
  at(n: number): number
  /** The one run-time value in it; null for a number that the code spells out. */
  readonly size: Site | null
}

const arithmetic: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  div: (a, b) => Math.trunc(a / b),
  rem: (a, b) => a % b,
  bsr: (a, b) => Math.floor(a / 2 ** b),
  '>>>': (a, b) => Math.floor(a / 2 ** b),
}

const binary: Record<string, (a: number, b: number) => number> = {
  'erlang:max': Math.max,
  'erlang:min': Math.min,
  'Integer:floor_div': (a, b) => Math.floor(a / b),
}

const unary: Record<string, (a: number) => number> = {
  'erlang:round': Math.round,
  'erlang:trunc': Math.trunc,
  'erlang:ceil': Math.ceil,
  'erlang:floor': Math.floor,
  'math:ceil': Math.ceil,
  'math:floor': Math.floor,
  'Float:ceil': Math.ceil,
  'Float:floor': Math.floor,
  'Float:round': Math.round,
}

/**
 * Reads a value as a Quantity, following it to its arithmetic. Null where it is no arithmetic over at most one
 * size (two different sizes, several possible values, or an operator that is not arithmetic).
 */
export function quantity(program: Program, site: Site, depth = 8): Quantity | null {
  // A counter that a loop hands on to itself is arithmetic without an end.
  if (depth === 0) return plain(site)
  // A constant that is spelled out is a size that somebody chose: `@cluster_size 5` stands for any size.
  if (site.expr.kind === 'constant') {
    const constant = program.constantAt(site.frame, site.expr.name, site.expr.start)
    if (constant?.value.kind === 'integer' && constant.value.value > 2) return plain(site)
  }
  const from = origins(program, site)
  const [origin] = from
  if (!origin || from.length > 1) return plain(site)
  const { expr, frame } = origin
  const part = (of: Expr) => quantity(program, { expr: of, frame }, depth - 1)
  if (expr.kind === 'integer' || expr.kind === 'float') return { at: () => expr.value, size: null }
  if (expr.kind === 'op' && expr.args.length === 2) return combine(arithmetic[expr.op], expr.args, part)
  if (expr.kind === 'call' && expr.module !== null) {
    const name = `${expr.module}:${expr.name}`
    if (expr.args.length === 2 && binary[name]) return combine(binary[name], expr.args, part)
    const [only] = expr.args
    const round = unary[name]
    if (only && expr.args.length === 1 && round) {
      const inner = part(only)
      return inner && { at: (n) => round(inner.at(n)), size: inner.size }
    }
  }
  return plain(origin)
}

function plain(site: Site): Quantity {
  return { at: (n) => n, size: site }
}

function combine(
  operation: ((a: number, b: number) => number) | undefined,
  args: readonly Expr[],
  part: (of: Expr) => Quantity | null,
): Quantity | null {
  const [left, right] = args
  if (!operation || !left || !right) return null
  const a = part(left)
  const b = part(right)
  if (!a || !b) return null
  if (a.size && b.size && keyOf(a.size.expr) !== keyOf(b.size.expr)) return null
  return { at: (n) => operation(a.at(n), b.at(n)), size: a.size ?? b.size }
}

/** How a count and a threshold are compared, with the count on the left. */
export type Comparison = '>=' | '>' | '<' | '<=' | '=='

export const mirrored: Record<string, Comparison> = {
  '>=': '<=',
  '>': '<',
  '<': '>',
  '<=': '>=',
  '==': '==',
  '===': '==',
}
export const straight: Record<string, Comparison> = {
  '>=': '>=',
  '>': '>',
  '<': '<',
  '<=': '<=',
  '==': '==',
  '===': '==',
}

/**
 * The smallest count that passes. `count < t` and `count <= t` ask for the opposite and are read as their negation,
 * so `count < t` (too few) passes from t on, and `count <= t` from just above t.
 */
export function needed(comparison: Comparison, threshold: number): number {
  const above = comparison === '>' || comparison === '<='
  return above ? Math.floor(threshold) + 1 : Math.ceil(threshold)
}
