import type { Mend, Rewrite } from '../../../fixes/rewrite.ts'
import { appended, codeAt, replaced } from '../../../fixes/spelled.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { quantity } from '../../../source/program/quantity.ts'
import { origins } from '../../../source/program/values.ts'
import { splitOfFixedSize } from '../../../witness/split.ts'
import type { Threshold } from '../threshold.ts'

/** More than half, exactly. */
function isMajority(needs: (n: number) => number): boolean {
  for (let n = 2; n <= 101; n++) if (needs(n) !== Math.floor(n / 2) + 1) return false
  return true
}

/**
 * The threshold as more than half of the same voters: one more where it is the half that was cut, `>` where it is the
 * exact half, and the majority spelled out where it is rounded up or capped.
 */
export function asMajority(
  program: Program,
  threshold: Threshold,
  all: readonly Threshold[],
): Mend | undefined {
  const { limit, countsLost } = threshold
  if (countsLost) return undefined
  const from = origins(program, limit)
  const [origin] = from
  if (!origin || from.length > 1) return undefined
  // Whoever asks for more than half by the same number would ask for one too many.
  const others = all.filter(
    (other) => other !== threshold && origins(program, other.limit)[0]?.expr === origin.expr,
  )
  if (others.some((other) => splitOfFixedSize(other.needs, other.fixedSize) === null)) return undefined
  const rewrite =
    oneMore(program, origin) ?? stricter(program, threshold, origin) ?? spelledOut(program, origin)
  return rewrite ? { rewrites: [rewrite] } : undefined
}

/** `div(n, 2)` becomes `div(n, 2) + 1`. */
function oneMore(program: Program, origin: Site): Rewrite | null {
  const { expr, frame } = origin
  const value = quantity(program, origin)
  if (!value?.size || expr.kind !== 'op' || !isMajority((n) => value.at(n) + 1)) return null
  if (expr.op === 'div' || expr.op === '-') return appended(origin, ' + 1')
  if (expr.op !== 'bsr' && expr.op !== '>>>') return null
  return { ...replaced({ expr, frame }, `(${codeAt(origin)}) + 1`) }
}

/** `n / 2` stays, and more than it is asked for. */
function stricter(program: Program, { site, limit }: Threshold, origin: Site): Rewrite | null {
  const value = quantity(program, origin)
  if (!value?.size || !isMajority((n) => Math.floor(value.at(n)) + 1)) return null
  if (origin.expr !== limit.expr) return null
  const strict: Record<string, string> = { '>=': '>', '<=': '<', '=<': '<', '<': '<=' }
  const [left, right] = site.expr.args
  if (!left || !right) return null
  const { file } = site.frame
  const between = file.text.slice(left.end, right.start)
  const written = /^(\s*)(>=|<=|=<)(\s*)$/.exec(between)
  const to = written && strict[written[2] ?? '']
  if (!written || !to) return null
  const start = left.end + (written[1] ?? '').length
  return { file, start, end: start + (written[2] ?? '').length, text: to }
}

/** `ceil(n / 2)` and the like become the majority of the same size, where that is written in the same place. */
function spelledOut(program: Program, origin: Site): Rewrite | null {
  const uncapped = uncappedIn(program, origin)
  if (uncapped) return replaced(origin, codeAt(uncapped))
  const value = quantity(program, origin)
  const size = value?.size
  if (!size || size.frame.clause !== origin.frame.clause || size.frame.file !== origin.frame.file) return null
  if (size.expr.start < origin.expr.start || size.expr.end > origin.expr.end) return null
  if (origin.expr.kind !== 'call' && origin.expr.kind !== 'op') return null
  const elixir = origin.frame.file.form.language === 'elixir'
  return replaced(origin, elixir ? `div(${codeAt(size)}, 2) + 1` : `${codeAt(size)} div 2 + 1`)
}

/** The majority within `min(3, majority)`; null where the other argument is no plain number. */
function uncappedIn(program: Program, { expr, frame }: Site): Site | null {
  if (expr.kind !== 'call' || expr.name !== 'min' || expr.args.length !== 2) return null
  const [number, another] = expr.args.filter(({ kind }) => kind === 'integer' || kind === 'constant')
  const [inner] = expr.args.filter((arg) => arg !== number)
  if (!number || another || !inner) return null
  const value = quantity(program, { expr: inner, frame })
  return value?.size && isMajority((n) => value.at(n)) ? { expr: inner, frame } : null
}
