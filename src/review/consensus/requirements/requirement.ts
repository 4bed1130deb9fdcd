import { z } from 'zod'
import { Location } from '../../report.ts'
import { Profile, services } from '../profile.ts'

const Answer = z.union([z.string(), z.number(), z.boolean(), z.array(z.enum(services)).readonly()])

/** One dimension of a use case with its answer, and where the answer comes from. */
export const Requirement = z.object({
  key: z.enum(Profile.keyof().options),
  value: Answer,
  /** `set`: given as key=value or in the form. `said`: read from words. `shown`: by the repository. `assumed`: by nobody. */
  source: z.enum(['set', 'said', 'shown', 'assumed']),
  /** Of what is said: the words, and their offset in the use case in characters. */
  quote: z.string().nullable(),
  at: z.int().min(0).nullable(),
  /** Of what is shown: file and line. */
  places: z.array(Location),
  /** Why this value, in one clause. */
  because: z.string(),
  /** It counts as an answer; false: it only stands in, every other value is tried as well. */
  counts: z.boolean(),
})
export type Requirement = z.infer<typeof Requirement>
