import type { Apply, Atom, Block, Expr, Fun, List, Match, Op, Other, Text, Tuple, Var } from '../../form.ts'

/** What is empty is one array, since a large review holds hundreds of thousands of them. */
export const none: readonly never[] = []

export function atom(name: string, start: number, end: number): Atom {
  return { kind: 'atom', name, start, end }
}

export function variable(name: string, start: number, end: number): Var {
  return { kind: 'var', name, start, end }
}

export function text(value: string | null, parts: readonly Expr[], start: number, end: number): Text {
  return { kind: 'text', value, parts, start, end }
}

export function tuple(items: readonly Expr[], start: number, end: number): Tuple {
  return { kind: 'tuple', items, start, end }
}

export function list(items: readonly Expr[], tail: Expr | null, start: number, end: number): List {
  return { kind: 'list', items, tail, start, end }
}

export function block(body: readonly Expr[], start: number, end: number): Block {
  return { kind: 'block', body, start, end }
}

export function op(name: string, args: readonly Expr[], start: number, end: number): Op {
  return { kind: 'op', op: name, args, start, end }
}

export function match(pattern: Expr, value: Expr, start: number, end: number): Match {
  return { kind: 'match', pattern, value, start, end }
}

export function apply(fun: Expr, args: readonly Expr[], start: number, end: number): Apply {
  return { kind: 'apply', fun, args, start, end }
}

export function fun(clauses: Fun['clauses'], start: number, end: number): Fun {
  return { kind: 'fun', clauses, start, end }
}

export function other(children: readonly Expr[], start: number, end: number): Other {
  return { kind: 'other', children, start, end }
}
