import { type Cap, capOf, criteria } from './criteria.ts'
import { type Option, options } from './options.ts'
import type { Profile } from './profile.ts'
import { type VetoRule, vetoRules } from './vetoes.ts'

export interface Scored {
  readonly option: Option
  /** 0 to 10, not rounded; at most 2 where it is vetoed. */
  readonly score: number
  readonly vetoes: readonly VetoRule[]
  readonly cap: Cap | null
}

/** The sum that counts as 10. */
const full = 12
/** A vetoed option is shown with this at most. */
const vetoedMost = 2

/** Every option, best first and the vetoed last; ties by the order of the table. */
export function ranked(profile: Profile): Scored[] {
  const all = options.map((option): Scored => {
    const vetoes = vetoRules.filter((rule) => rule.rulesOut(option, profile))
    const cap = capOf(option, profile)
    return { option, vetoes, cap, score: scoreOf(option, profile, vetoes.length > 0, cap) }
  })
  // Array sort is stable, which keeps the order of the table.
  return all.sort((a, b) => Number(a.vetoes.length > 0) - Number(b.vetoes.length > 0) || b.score - a.score)
}

/** The best option, or null where all are vetoed; the same as the first of `ranked`, for many profiles at once. */
export function winnerOf(profile: Profile): Pick<Scored, 'option' | 'score'> | null {
  let best: Pick<Scored, 'option' | 'score'> | null = null
  for (const option of options) {
    if (vetoRules.some((rule) => rule.rulesOut(option, profile))) continue
    const score = scoreOf(option, profile, false, capOf(option, profile))
    if (best === null || score > best.score) best = { option, score }
  }
  return best
}

function scoreOf(option: Option, profile: Profile, vetoed: boolean, cap: Cap | null): number {
  let sum = 0
  for (const criterion of criteria) sum += criterion.points(option, profile)
  const score = Math.min(10, Math.max(0, (sum * 10) / full))
  return Math.min(score, cap?.most ?? 10, vetoed ? vetoedMost : 10)
}

/** One decimal as it is shown; a half goes to the even digit, so that 6.25 is 6.2 and 8.75 is 8.8. */
export function rounded(score: number): number {
  const tenths = score * 10
  const below = Math.floor(tenths)
  const rest = tenths - below
  const up = rest > 0.5 || (rest === 0.5 && below % 2 === 1)
  return (up ? below + 1 : below) / 10
}
