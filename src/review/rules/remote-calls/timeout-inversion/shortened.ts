import type { Mend } from '../../../fixes/rewrite.ts'
import { codeAt, replaced } from '../../../fixes/spelled.ts'
import type { Site } from '../../../source/program/program.ts'

/** Milliseconds that are left to the server for everything else, of a caller that waits `outer`. */
function margin(outer: number): number {
  return outer >= 3_000 ? 1_000 : Math.round(outer / 4)
}

/** The inner limit below the outer one, where it is a number in place. */
export function shortened(limit: Site | null, outer: number): Mend | undefined {
  if (limit?.expr.kind !== 'integer' || !/^[\d_]+$/.test(codeAt(limit))) return undefined
  const ms = outer - margin(outer)
  if (ms < 100) return undefined
  const { language } = limit.frame.file.form
  const code = language === 'elixir' ? String(ms).replace(/\B(?=(\d{3})+$)/g, '_') : String(ms)
  return {
    rewrites: [replaced(limit, code)],
    risk: `The limit of \`${code}\` ms is the callers’ ${outer} ms less ${margin(outer)} ms for the rest of the work; where the inner call needs longer, raise the callers’ limit instead.`,
  }
}
