import { z } from 'zod'
import { optionIds } from './options.ts'
import { Profile, services } from './profile.ts'

const OptionId = z.enum(optionIds)
const Dimension = z.enum(Profile.keyof().options)
const Answer = z.union([z.string(), z.number(), z.boolean(), z.array(z.enum(services)).readonly()])

export const EvaluatedOption = z.object({
  id: OptionId,
  name: z.string(),
  /** 0 to 10 with one decimal: the contributions' sum / 12 × 10; at most 2 where it is vetoed. */
  score: z.number().min(0).max(10),
  /** ≥ 8, ≥ 6, ≥ 4, less. */
  rating: z.enum(['recommended', 'sound', 'possible', 'poor', 'vetoed']),
  vetoes: z.array(z.object({ id: z.string(), rule: z.string(), reason: z.string() })),
  /** Those that are not 0, and the fit of the type. */
  contributions: z.array(z.object({ dimension: z.string(), points: z.number(), why: z.string() })),
  caveats: z.array(z.string()),
})

/** One answer that would change the winner, all others kept. */
export const Change = z.object({
  dimension: Dimension,
  value: Answer,
  /** null: nothing would be left. */
  winner: OptionId.nullable(),
  /** Of that winner. */
  score: z.number().nullable(),
})

export const Question = z.object({
  dimension: Dimension,
  question: z.string(),
  /** Share of what the other missing answers may be for which this answer changes the winner, 0 to 1. */
  decides: z.number().min(0).max(1),
  /** The winner for each answer that was tried, with the others as they are assumed. */
  answers: z.array(z.object({ value: Answer, winner: OptionId.nullable() })),
})

/** What the model says about a use case; every card and file is made from it. */
export const Evaluation = z.object({
  /** The answers that were given, and for the missing ones those that stand in for them. */
  profile: Profile,
  /** Dimensions that were not answered. */
  assumed: z.array(Dimension),
  /** Best first, the vetoed last, for `profile`. */
  options: z.array(EvaluatedOption).length(optionIds.length),
  /** null: nothing is left, or an answer that is missing decides. */
  recommendation: OptionId.nullable(),
  runnerUp: OptionId.nullable(),
  /** An invariant is wanted together with writes on every side, or offline; see the first caveat. */
  contradictory: z.boolean(),
  sensitivity: z.array(Change),
  /** Those whose answer decides the winner, the one that decides most first. */
  questions: z.array(Question),
  caveats: z.array(z.string()),
})

export type EvaluatedOption = z.infer<typeof EvaluatedOption>
export type Change = z.infer<typeof Change>
export type Question = z.infer<typeof Question>
export type Evaluation = z.infer<typeof Evaluation>
