import type { Call, Expr } from '../../source/form.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { origins } from '../../source/program/values.ts'
import { children } from '../../source/walk.ts'

/** Functions whose result is no time any more although an argument is one: a hash, a length, a seed, a yes or no. */
const ends =
  /^(erlang:(phash2?|length|is_\w+|abs|send_after|start_timer)|(rand|crypto|logger|Logger|telemetry|Process|timer):\w+|Integer:to_string)$/

/**
 * The reading of monotonic time that a value holds as a point in time; null where it holds none, or only a duration:
 * the difference of two readings may leave the VM.
 */
export function monotonicTime(program: Program, site: Site, depth = 8): Site | null {
  if (depth === 0) return null
  for (const origin of origins(program, site)) {
    const found = ofOrigin(program, origin, depth - 1)
    if (found) return found
  }
  return null
}

function ofOrigin(program: Program, origin: Site, depth: number): Site | null {
  const { expr, frame } = origin
  const inner = (part: Expr | undefined) =>
    part ? monotonicTime(program, { expr: part, frame }, depth) : null
  if (expr.kind === 'call') {
    if (isReading(expr)) return origin
    if (expr.module === null || ends.test(`${expr.module}:${expr.name}`)) return null
    // A function of the program that could not be followed says nothing of what it keeps.
    if (program.definitions(expr.module, expr.name, expr.args.length).length > 0) return null
    return firstOf(expr.args, inner)
  }
  if (expr.kind === 'op') {
    const [left, right] = expr.args
    if (expr.op === '-') return right && isSpan(program, { expr: right, frame }) ? inner(left) : null
    return ['+', '++', 'div', '*'].includes(expr.op) ? firstOf(expr.args, inner) : null
  }
  if (expr.kind === 'map') return firstOf(expr.entries, ({ value }) => inner(value))
  return expr.kind === 'tuple' || expr.kind === 'list' ? firstOf(children(expr), inner) : null
}

/** A length of time: spelled out. What is kept elsewhere may be a reading, and the difference of two is no point in time. */
function isSpan(program: Program, site: Site): boolean {
  return origins(program, site).every(({ expr }) => ['integer', 'constant', 'float'].includes(expr.kind))
}

function firstOf<T>(items: readonly T[], look: (item: T) => Site | null): Site | null {
  for (const item of items) {
    const found = look(item)
    if (found) return found
  }
  return null
}

function isReading({ module, name }: Call): boolean {
  return module === 'erlang' && name === 'monotonic_time'
}
