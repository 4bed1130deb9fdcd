import type { Refusal } from '../../review/refusal.ts'
import type { Card } from '../card.ts'
import { code, heading, line, list, prose, text } from './runs.ts'

/** What could not be done and what to do now; the sentences are the refusal's own. */
export function refusalCard(refusal: Pick<Refusal, 'message' | 'next'>): Card {
  const sentences = [refusal.message, refusal.next].filter((words) => words !== '')
  return { summary: sentences.join(' '), parts: sentences.map((words) => line(...prose(words))) }
}

/** One thing that people can say, and what they get. */
export interface HelpLine {
  readonly say: string
  readonly get: string
}

/** What can be said here, one a line. */
export function helpCard(lines: readonly HelpLine[]): Card {
  return {
    summary: 'What distreview understands.',
    parts: [
      heading('What you can say'),
      ...list(lines.map(({ say, get }) => [code(say), text(' '), ...prose(get)])),
    ],
  }
}
