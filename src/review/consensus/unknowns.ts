import { type Dimension, defaulted, dimensions, triedAnswers } from './dimensions.ts'
import type { Question } from './evaluation.ts'
import type { OptionId } from './options.ts'
import { type Answer, type Profile, withAnswer } from './profile.ts'
import { winnerOf } from './score.ts'

/** Up to here every combination of the missing answers is tried; above, this many are drawn. */
const mostCombinations = 256

export interface Unknowns {
  /** The given answers, and for the missing ones those that stand in. */
  readonly profile: Profile
  /** Missing dimensions; the two that default to false are not missing. */
  readonly missing: readonly Dimension[]
  /** Whether the winner is the same whatever the missing answers are. */
  readonly settled: boolean
  readonly questions: Question[]
}

/**
 * Tries the answers that are missing, both ends and between, and tells which of them decide the winner. `standIns` stand
 * in for those that are missing, where scores are shown all the same.
 */
export function resolveUnknowns(given: Partial<Profile>, standIns: Partial<Profile>): Unknowns {
  const profile = completed(given, standIns)
  const missing = dimensions.filter(({ key }) => given[key] === undefined && !defaulted.has(key))
  const drawn = combinations(profile, missing)
  const winners = new Set<OptionId | null>()
  const changes = missing.map(() => 0)
  for (const combination of drawn) {
    winners.add(winnerId(combination))
    for (const [at, dimension] of missing.entries()) {
      const found = new Set(triedWinners(combination, dimension).map(({ winner }) => winner))
      for (const winner of found) winners.add(winner)
      if (found.size > 1) changes[at] = (changes[at] ?? 0) + 1
    }
  }
  const questions = missing.flatMap((dimension, at): Question[] => {
    const decides = (changes[at] ?? 0) / drawn.length
    if (decides === 0) return []
    const { key, question } = dimension
    return [{ dimension: key, question, decides, answers: triedWinners(profile, dimension) }]
  })
  questions.sort((a, b) => b.decides - a.decides)
  return { profile, missing, settled: winners.size <= 1, questions }
}

function completed(given: Partial<Profile>, standIns: Partial<Profile>): Profile {
  const assumed = Object.fromEntries(dimensions.map(({ key, assumed }) => [key, standIns[key] ?? assumed]))
  const answered = Object.entries(given).filter(([, answer]) => answer !== undefined)
  return { ...assumed, ...Object.fromEntries(answered) } as Profile
}

function triedWinners(profile: Profile, dimension: Dimension) {
  return triedAnswers(dimension).map((value) => ({
    value,
    winner: winnerId(withAnswer(profile, dimension.key, value)),
  }))
}

function winnerId(profile: Profile): OptionId | null {
  return winnerOf(profile)?.option.id ?? null
}

function combinations(profile: Profile, missing: readonly Dimension[]): Profile[] {
  const all = missing.reduce((product, dimension) => product * triedAnswers(dimension).length, 1)
  if (all > mostCombinations) return draws(profile, missing)
  let found = [profile]
  for (const dimension of missing) {
    found = found.flatMap((each) =>
      triedAnswers(dimension).map((value) => withAnswer(each, dimension.key, value)),
    )
  }
  return found
}

/** Drawn by a generator with a fixed seed (Park and Miller, minimal standard): the same use case, the same draws. */
function draws(profile: Profile, missing: readonly Dimension[]): Profile[] {
  let state = 20_011
  const next = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return Math.floor((state / 2_147_483_647) * below)
  }
  return Array.from({ length: mostCombinations }, () => {
    let drawn = profile
    for (const dimension of missing) {
      const values = triedAnswers(dimension)
      drawn = withAnswer(drawn, dimension.key, values[next(values.length)] as Answer)
    }
    return drawn
  })
}
