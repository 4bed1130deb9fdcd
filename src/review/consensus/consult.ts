import { z } from 'zod'
import { Answer, answerFor } from './answer/answer.ts'
import { evaluate } from './evaluate.ts'
import { Evaluation } from './evaluation.ts'
import type { Profile } from './profile.ts'
import { readUseCase } from './prose/read-use-case.ts'
import { gather } from './requirements/gather.ts'
import { Requirement } from './requirements/requirement.ts'
import type { Shown } from './requirements/shown.ts'

/** An evaluation with where each answer comes from, and how to build what leads. */
export const Consultation = Evaluation.extend({
  /** As it was said; null where it was only set. */
  useCase: z.string().nullable(),
  /** Whose files were looked at; null where none were. */
  repository: z.object({ name: z.string(), commit: z.string().nullable() }).nullable(),
  /** One a dimension, in their order. */
  requirements: z.array(Requirement),
  /** What was set aside in reading, in sentences. */
  notes: z.array(z.string()),
  /** How to build the recommended option, or the one that leads while questions are open; null where none is left. */
  answer: Answer.nullable(),
})
export type Consultation = z.infer<typeof Consultation>

export interface Asked {
  /** null or left out: no words. */
  readonly words?: string | null
  /** Answers that are certain; they go before words, and words before what a repository shows. */
  readonly set?: Partial<Profile>
  readonly shown?: readonly Shown[]
  readonly repository?: Consultation['repository']
}

/** Reads, gathers, evaluates, and says how to build what leads. Throws Refusal('usage') for words that cannot be read. */
export function consult({ words = null, set = {}, shown = [], repository = null }: Asked): Consultation {
  const read = words === null ? null : readUseCase(words)
  const { requirements, given, standIns, notes } = gather({ set, words: read, shown })
  const evaluation = evaluate(given, standIns)
  return {
    ...evaluation,
    useCase: words,
    repository,
    requirements: [...requirements],
    notes: [...notes],
    answer: answerFor(evaluation, given),
  }
}
