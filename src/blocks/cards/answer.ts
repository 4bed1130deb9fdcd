import type { Answer } from '../../review/answers/index.ts'
import type { Card, Line, Part } from '../card.ts'
import { reviewed } from './coverage.ts'
import { type At, places } from './place.ts'
import { code, footnote, heading, joined, line, list, prose, strong, text } from './runs.ts'
import { sentence } from './words.ts'

/** Places shown for one sentence. */
const mostPlaces = 3

/** What a review says to a question: the answer, its claims with their places, what cannot be told, what to ask. */
export function answerCard(answer: Answer, at: At): Card {
  const { title, headline, groups, unknown, ask } = answer
  return {
    summary: `${sentence(title)} ${headline}`,
    parts: [
      heading(title),
      line(...prose(sentence(headline))),
      ...groups.flatMap((group): Part[] => [
        ...(group.title === null ? [] : [line(strong(`${group.title}:`))]),
        ...list(group.claims.map(({ words, evidence }) => claimLine(words, evidence, at))),
      ]),
      ...(unknown.length === 0
        ? []
        : [
            line(strong('Unknown:')),
            ...list(
              unknown.map(({ what, because }) => prose(`${what}, because ${sentence(lowered(because))}`)),
            ),
          ]),
      ...askNext(ask),
      footnote(...reviewed(at), text('. From the review alone: no model was asked, and nothing was run.')),
    ],
  }
}

/** What could be asked next, each as it is said. */
export function askNext(ask: readonly string[]): Part[] {
  if (ask.length === 0) return []
  const asked = ask.map((words): Line => [code(words)])
  return [line(strong('Ask next: '), ...joined(asked, ' · '))]
}

function claimLine(
  words: string,
  evidence: Answer['groups'][number]['claims'][number]['evidence'],
  at: At,
): Line {
  const shown = evidence.length === 0 ? [] : [text(' ('), ...places(evidence, at, mostPlaces), text(')')]
  return [...prose(sentence(words)), ...shown]
}

/** The start of a sentence, after "because"; names in capitals and code stay. */
function lowered(words: string): string {
  return /^(?:The|A|An|It|Its|No|Nothing|Nobody|Which|What|There|This|That|They|Each|Every|Both|One|Some|Only|Neither|Whether|How) /.test(
    words,
  )
    ? `${words.charAt(0).toLowerCase()}${words.slice(1)}`
    : words
}
