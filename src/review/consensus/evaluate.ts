import { caveatsOf, caveatsOfUseCase } from './caveats.ts'
import { criteria } from './criteria.ts'
import type { EvaluatedOption, Evaluation } from './evaluation.ts'
import type { Profile } from './profile.ts'
import { ranked, rounded, type Scored } from './score.ts'
import { sensitivityOf } from './sensitivity.ts'
import { resolveUnknowns } from './unknowns.ts'
import { contradicts } from './vetoes.ts'

/** Points between the first two within which other weights could turn them round. */
const near = 0.5

/**
 * Which coordination mechanism fits a use case: vetoes, then additive scores, then what would change the winner.
 * A missing answer is tried in all its values; where it decides, nothing is recommended and it becomes a question.
 * `standIns` are what is usual for this use case: scores are shown for them, and every other value is tried as well.
 * The same profile gives the same evaluation.
 */
export function evaluate(given: Partial<Profile>, standIns: Partial<Profile> = {}): Evaluation {
  const { profile, missing, settled, questions } = resolveUnknowns(given, standIns)
  const all = ranked(profile)
  const [first, second] = all.filter(({ vetoes }) => vetoes.length === 0)
  const chosen = settled ? first : undefined
  const next = chosen === undefined ? undefined : second
  return {
    profile,
    assumed: missing.map(({ key }) => key),
    options: all.map((scored) => evaluatedOption(scored, profile)),
    recommendation: chosen?.option.id ?? null,
    runnerUp: next?.option.id ?? null,
    contradictory: settled && contradicts(profile),
    sensitivity: settled ? sensitivityOf(profile, new Set(missing.map(({ key }) => key))) : [],
    questions,
    caveats: [...outcomeCaveats(profile, settled, chosen, next), ...answeredCaveats(given, profile)],
  }
}

function evaluatedOption(scored: Scored, profile: Profile): EvaluatedOption {
  const { option, vetoes, cap } = scored
  const score = rounded(scored.score)
  return {
    id: option.id,
    name: option.name,
    score,
    rating: vetoes.length > 0 ? 'vetoed' : ratingOf(score),
    vetoes: vetoes.map(({ id, rule, reason }) => ({ id, rule, reason })),
    contributions: criteria
      .map((criterion) => ({
        dimension: criterion.dimension,
        points: criterion.points(option, profile),
        why: criterion.why(option, profile),
      }))
      .filter(({ dimension, points }) => points !== 0 || dimension === 'type'),
    caveats: [
      ...(cap === null ? [] : [`Held at ${cap.most} at most: ${cap.why}.`]),
      ...caveatsOf(option, profile),
    ],
  }
}

function ratingOf(score: number): EvaluatedOption['rating'] {
  if (score >= 8) return 'recommended'
  if (score >= 6) return 'sound'
  return score >= 4 ? 'possible' : 'poor'
}

function outcomeCaveats(
  profile: Profile,
  settled: boolean,
  chosen: Scored | undefined,
  next: Scored | undefined,
): string[] {
  if (!settled) return []
  const contradiction = contradicts(profile) ? [contradictionText(chosen !== undefined)] : []
  if (chosen === undefined) {
    return contradiction.length > 0
      ? contradiction
      : ['No option meets all of these needs: weaken one of them.']
  }
  const caveats = [...contradiction]
  if (rounded(chosen.score) < 4) caveats.push('Even the best is poor: look at the needs again.')
  const apart = next === undefined ? null : rounded(rounded(chosen.score) - rounded(next.score))
  if (next !== undefined && apart !== null && apart <= near) {
    caveats.push(
      `The first two are ${apart.toFixed(1)} apart, which other weights could turn round: take the one that you run already.`,
    )
  }
  return caveats
}

function contradictionText(compensated: boolean): string {
  const left = compensated
    ? 'Only acceptance with later compensation is left: others see what is not confirmed yet.'
    : 'Reserve a share per site (escrow); or accept first and confirm later, with a compensation (saga); or weaken one of the two.'
  return `These are contradictory requirements (CAP): an invariant, or one order of writes, cannot be kept while every side or an offline client accepts writes. ${left}`
}

/** What to know about the use case, where it is known what the data is. */
function answeredCaveats(given: Partial<Profile>, profile: Profile): string[] {
  return given.data === undefined ? [] : caveatsOfUseCase(profile)
}
