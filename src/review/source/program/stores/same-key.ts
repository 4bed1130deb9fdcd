import type { Expr } from '../../form.ts'
import { children } from '../../walk.ts'
import { patternBinding } from '../bindings.ts'
import type { Frame, Program, Site } from '../program.ts'

const maxDepth = 10

/** Calls that give another value each time. */
const fresh = /unique|uuid|ulid|generate|random|rand|make_ref|now|time|strong_rand/i

/**
 * Whether two expressions stand for the same key: equal literals, or the same variables of one clause put together
 * in the same way. A key inside a helper is compared through the arguments that its caller gave.
 */
export function sameKey(program: Program, a: Site, b: Site): boolean {
  return identityOf(program, a) === identityOf(program, b)
}

/** A text that is equal for values that are known to be equal, and for no others. */
function identityOf(program: Program, site: Site, depth = maxDepth): string {
  const { expr, frame } = site
  if (depth === 0) return place(expr, frame)
  const within = (part: Expr) => identityOf(program, { expr: part, frame }, depth - 1)
  switch (expr.kind) {
    case 'atom':
      return `:${expr.name}`
    case 'integer':
    case 'float':
      return `${expr.value}`
    case 'text':
      return expr.value === null ? `text(${expr.parts.map(within).join(' ')})` : JSON.stringify(expr.value)
    case 'var':
      return variable(program, expr.name, expr.start, frame, depth)
    case 'constant': {
      const constant = program.constantAt(frame, expr.name, expr.start)
      return constant && constant.params.length === 0 && constant.value !== expr
        ? identityOf(program, { expr: constant.value, frame: { ...frame, fn: null } }, depth - 1)
        : `?${expr.name}(${expr.args.map(within).join(' ')})`
    }
    case 'field':
      return `${within(expr.of)}.${expr.name}`
    case 'op':
      if (expr.op === '^' && expr.args[0]) return within(expr.args[0])
      return `${expr.op}(${expr.args.map(within).join(' ')})`
    case 'match':
      return within(expr.value)
    case 'call':
      if (expr.module === null || fresh.test(expr.name)) return place(expr, frame)
      return `${expr.module}:${expr.name}(${expr.args.map(within).join(' ')})`
    case 'tuple':
    case 'list':
    case 'binary':
      return `${expr.kind}(${children(expr).map(within).join(' ')})`
    case 'map':
      return `${expr.struct ?? ''}%(${children(expr).map(within).join(' ')})`
    default:
      return place(expr, frame)
  }
}

function variable(program: Program, name: string, offset: number, frame: Frame, depth: number): string {
  const binding = patternBinding(frame.clause, name, offset)
  if (binding?.kind === 'value') return identityOf(program, { expr: binding.value, frame }, depth - 1)
  if (binding?.kind === 'parameter') {
    const given = frame.caller?.expr.args[binding.index]
    if (given && frame.caller)
      return identityOf(program, { expr: given, frame: frame.caller.frame }, depth - 1)
    return `${name}@parameter ${binding.index} of ${frame.file.path}:${frame.clause.start}`
  }
  const at = binding ? binding.pattern.start : frame.clause.start
  return `${name}@${frame.file.path}:${at}`
}

function place(expr: Expr, { file }: Frame): string {
  return `@${file.path}:${expr.start}`
}
