import type { Call, Op } from '../../../source/form.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import { namesOf } from '../../../source/program/names.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { anyOf } from '../../../source/program/words.ts'
import { decides } from '../../context.ts'
import { stampOf } from '../stamps.ts'
import { readingUses, terms, wallClock } from '../wall-clock.ts'

/** Time that has passed, or is left, measured by two readings of the wall clock. */
export interface Elapsed {
  readonly site: Site<Op | Call>
  /** The later reading. */
  readonly now: Site
  /** What it is compared with. */
  readonly earlier: Site
}

/** Names of a moment that a process remembers, to see later how long ago it was. */
const moments = new Set([
  'last',
  'start',
  'started',
  'since',
  'sent',
  'begin',
  'began',
  'deadline',
  'previous',
  'prev',
  'elapsed',
  'delivered',
])

/**
 * Decisions by the time that passed between two readings: a comparison of now with a reading that was kept, or the
 * rest of a wait, `max(0, deadline - now)`.
 */
export function* elapsedTimes(program: Program): Iterable<Elapsed> {
  const seen = new Set<Site['expr']>()
  for (const { reading: now, uses } of readingUses(program)) {
    if (now.frame.file.pathClass !== 'service') continue
    for (const use of uses) {
      const { expr, frame } = use.site
      if (seen.has(expr)) continue
      const site =
        use.kind === 'compared' && expr.kind === 'op'
          ? { expr, frame }
          : use.kind === 'argument' && isRest(use.site)
            ? use.site
            : null
      const earlier =
        site && (site.expr.kind === 'call' || decides(site)) ? earlierReading(program, site, now) : null
      if (!site || !earlier) continue
      seen.add(expr)
      yield { site, now, earlier }
    }
  }
}

/** `max(0, …)`, the rest of a wait. */
function isRest({ expr }: Site<Call>): boolean {
  return (
    expr.module === 'erlang' &&
    expr.name === 'max' &&
    expr.args.some((arg) => arg.kind === 'integer' && arg.value === 0)
  )
}

/** Terms of one comparison that are looked at: a value with more makings says nothing of one moment. */
const fewTerms = 6

/** The other moment of a difference or a comparison: a reading that was kept, by its flow or by its name. */
function earlierReading(program: Program, { expr, frame }: Site<Op | Call>, now: Site): Site | null {
  const all = expr.args.flatMap((arg) => origins(program, { expr: arg, frame }).flatMap(termsOf))
  if (all.length > fewTerms) return null
  for (const term of all) {
    // A number, a limit or a call is no moment that was kept; the reading itself is now.
    if (term.expr.kind !== 'var' && term.expr.kind !== 'field') continue
    if (wallClock(program, term)?.expr === now.expr) continue
    if (anyOf(namesOf(program, term), moments)) return term
    // What is kept has a place in a term; following every other name costs more than it finds.
    if (stampOf(term) && sourceOf(program, term, 'wall-clock')) return term
  }
  return null
}

function termsOf({ expr, frame }: Site): Site[] {
  return terms(expr).map((term) => ({ expr: term, frame }))
}
