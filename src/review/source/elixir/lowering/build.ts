import { canonical } from '../../canonical.ts'
import type {
  Apply,
  Atom,
  Block,
  Call,
  Expr,
  Fun,
  List,
  Match,
  Op,
  Other,
  Span,
  Text,
  Tuple,
  Var,
} from '../../form.ts'

/** Erlang's and Elixir's function names of what the shared form calls an operator, by `name/arity` of module erlang. */
const operatorFunctions = new Set(
  'div/2 rem/2 +/2 -/2 */2 //2 +/1 -/1 ++/2 --/2 <>/2 ==/2 !=/2 ===/2 !==/2 </2 >/2 <=/2 >=/2 and/2 or/2 not/1 in/2'.split(
    ' ',
  ),
)

export function atom(name: string, span: Span): Atom {
  return { kind: 'atom', name, start: span.start, end: span.end }
}

export function variable(name: string, span: Span): Var {
  return { kind: 'var', name, start: span.start, end: span.end }
}

export function text(value: string | null, parts: readonly Expr[], span: Span): Text {
  return { kind: 'text', value, parts, start: span.start, end: span.end }
}

export function tuple(items: readonly Expr[], span: Span): Tuple {
  return { kind: 'tuple', items, start: span.start, end: span.end }
}

export function list(items: readonly Expr[], tail: Expr | null, span: Span): List {
  return { kind: 'list', items, tail, start: span.start, end: span.end }
}

export function block(body: readonly Expr[], span: Span): Block {
  return { kind: 'block', body, start: span.start, end: span.end }
}

export function op(name: string, args: readonly Expr[], span: Span): Op {
  return { kind: 'op', op: name, args, start: span.start, end: span.end }
}

export function match(pattern: Expr, value: Expr, span: Span): Match {
  return { kind: 'match', pattern, value, start: span.start, end: span.end }
}

export function apply(fun: Expr, args: readonly Expr[], span: Span): Apply {
  return { kind: 'apply', fun, args, start: span.start, end: span.end }
}

export function fun(clauses: Fun['clauses'], span: Span): Fun {
  return { kind: 'fun', clauses, start: span.start, end: span.end }
}

export function other(children: readonly Expr[], span: Span): Other {
  return { kind: 'other', children, start: span.start, end: span.end }
}

/** A call whose module is known by name, or is not known at all; operators and `then` get their own form. */
export function call(
  module: string | null,
  name: string,
  args: readonly Expr[],
  span: Span,
): Call | Op | Apply {
  if (module === null)
    return { kind: 'call', module, target: null, name, args, start: span.start, end: span.end }
  const [home, canonicalName] = canonical(module, name, args.length)
  if (home === 'erlang') {
    if (operatorFunctions.has(`${canonicalName}/${args.length}`)) return op(canonicalName, args, span)
    const [value, continuation] = args
    if (canonicalName === 'then' && value && continuation && args.length === 2)
      return apply(continuation, [value], span)
  }
  return {
    kind: 'call',
    module: home,
    target: null,
    name: canonicalName,
    args,
    start: span.start,
    end: span.end,
  }
}

/** A call whose module is computed. */
export function computedCall(target: Expr, name: string, args: readonly Expr[], span: Span): Call {
  return { kind: 'call', module: null, target, name, args, start: span.start, end: span.end }
}
