import { z } from 'zod'

/** Lines are 1-based and inclusive; `path` is relative to the root of the repository. */
export const Location = z.object({
  path: z.string(),
  startLine: z.int().positive(),
  endLine: z.int().positive(),
  /** `Module.function/arity` in the language's own spelling, or the module, or null at top level. */
  symbol: z.string().nullable(),
  /** The bytes at these lines, at most 15 of them. */
  snippet: z.string(),
})
export type Location = z.infer<typeof Location>

/** A fact with its places, or an honest unknown. */
const known = <T extends z.ZodType>(value: T) => z.object({ value, evidence: z.array(Location) })
const Unknown = z.object({ value: z.literal('unknown'), because: z.string() })
export const fact = <T extends z.ZodType>(value: T) => z.union([known(value), Unknown])
