import { z } from 'zod'
import { Refusal } from '../../review/refusal.ts'

/** What somebody saw of a running system, in their own words. */
export const IncidentWords = z.object({ kind: z.literal('incident'), said: z.string().min(1) })
export type IncidentWords = z.infer<typeof IncidentWords>

/** The words after `incident`. Throws a Refusal('usage') where there are none. */
export function readIncident(words: string): IncidentWords {
  const said = words
    .trim()
    .replace(/^(?:please\s+)?incident\b[\s:,]*/i, '')
    .replace(/^["'“”]+|["'“”]+$/g, '')
    .trim()
  if (said === '')
    throw new Refusal(
      'usage',
      'It is not said what happened.',
      'Write for example: incident after a network cut two nodes ran the nightly job.',
    )
  return { kind: 'incident', said }
}
