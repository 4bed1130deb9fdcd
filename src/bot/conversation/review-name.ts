import { createHash } from 'node:crypto'
import { z } from 'zod'
import { limits } from '../../blocks/limits.ts'
import { Refusal } from '../../review/refusal.ts'

/** One review, named so fully by its buttons that it can be made again after a restart. */
export interface ReviewName {
  readonly repository: string
  /** Full object id; null is a folder without git. */
  readonly commit: string | null
  /** null: too many for a button; `digest` still tells whether a kept review is the one. */
  readonly paths: readonly string[] | null
  readonly digest: string
}

/** A button's value holds the name of the review and, after it, what else the button speaks of. */
const longest = limits.slack.button.value.max_length - 200

/** Short keys: paths must share the room of one button with the rest. */
const Written = z.strictObject({
  r: z.string().min(1).max(100),
  c: z
    .string()
    .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
    .nullable(),
  p: z.array(z.string().min(1)).optional(),
  d: z.string().length(32).optional(),
})

/** Stands for a set of paths, whatever their order; 128 bits of SHA-256 as hex. */
export function digestOf(paths: readonly string[]): string {
  const sorted = JSON.stringify([...paths].sort())
  return createHash('sha256').update(sorted).digest('hex').slice(0, 32)
}

/** Compact JSON without a space and of at most 1,800 characters; paths that do not fit become their digest. */
export function writeReviewName(repository: string, commit: string | null, paths: readonly string[]): string {
  const whole = JSON.stringify({ r: repository, c: commit, p: paths }).replaceAll(' ', '\\u0020')
  if (whole.length <= longest) return whole
  return JSON.stringify({ r: repository, c: commit, d: digestOf(paths) })
}

/** Throws Refusal('not-found') where the text is not a name that we wrote. */
export function readReviewName(written: string): ReviewName {
  const { data: given } = Written.safeParse(parseJson(written))
  if (!given || (given.p === undefined) === (given.d === undefined)) {
    throw new Refusal('not-found', 'This button is not one of this distreview.', 'Ask for the review again.')
  }
  return {
    repository: given.r,
    commit: given.c,
    paths: given.p ?? null,
    digest: given.d ?? digestOf(given.p ?? []),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
