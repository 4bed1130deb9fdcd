import type { Card } from '../card.ts'
import { buttonRow } from './actions.ts'
import { line, list, prose, text } from './runs.ts'

interface FailedTries {
  readonly tries: number
  /** What was finished, in the words of its phases. */
  readonly finished: readonly string[]
  /** Names the request for the button that begins it once more. */
  readonly request: string
}

/** Says that a review failed again and again, what of it was finished, and how to have it tried once more. */
export function failedTriesCard({ tries, finished, request }: FailedTries): Card {
  const problem = `The review failed ${tries} times and is not tried again by itself.`
  const next = 'The reason is in the log of distreview; tell whoever runs it if another try does not help.'
  return {
    summary: problem,
    parts: [
      line(text(problem)),
      line(text(finished.length === 0 ? 'Nothing was finished.' : 'What was finished:')),
      ...list(finished.map((words) => [text('✓ '), ...prose(words)])),
      line(text(next)),
      ...buttonRow([{ label: 'Try again', action: 'try-again', value: request }]),
    ],
  }
}
