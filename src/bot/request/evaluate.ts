import { z } from 'zod'

/** A use case in its own words and as `key=value`; without either a form asks. */
export const EvaluateWords = z.object({
  kind: z.literal('evaluate'),
  useCase: z.string().optional(),
  set: z.array(z.string()).optional(),
})
export type EvaluateWords = z.infer<typeof EvaluateWords>

const pair = /(?:^|\s)([a-z_]+=\S*)(?=\s|$)/gi

/** The words after `evaluate`; `data=order` among them are set, not said. */
export function readEvaluate(words: string): EvaluateWords {
  const rest = words.trim().replace(/^(?:please\s+)?evaluate\b[\s:,]*/i, '')
  const set = [...rest.matchAll(pair)].map(([, written = '']) => written.replace(/,$/, ''))
  const useCase = rest
    .replace(pair, ' ')
    .replace(/^["'“”]+|["'“”]+$/g, '')
    .trim()
  return {
    kind: 'evaluate',
    ...(useCase === '' ? {} : { useCase }),
    ...(set.length === 0 ? {} : { set }),
  }
}
