import type { EvaluatedOption, Evaluation } from '../../review/consensus/index.ts'
import type { Button, Card, Part } from '../card.ts'
import { buttonRow } from './actions.ts'
import { answered, changeLines, questionLines, signed } from './evaluation-lines.ts'
import { footnote, heading, line, list, paragraph, prose, strong, text } from './runs.ts'
import { sentence } from './words.ts'

const ratingWord: Record<EvaluatedOption['rating'], string> = {
  recommended: 'Recommended',
  sound: 'Sound',
  possible: 'Possible, with caveats',
  poor: 'Poor',
  vetoed: 'Out',
}

interface Beside {
  readonly buttons?: readonly Button[]
  /** What it was asked about, as `shop at 3f2a91c`. */
  readonly about?: string | null
  /** Stands under the verdict: what was read, and where it comes from. */
  readonly basis?: readonly Part[]
}

/**
 * Which mechanism fits: the one that is recommended and the one after it, every option with its points or its
 * vetoes, what single answer would change it, caveats, and the questions that are still open.
 */
export function evaluationCard(
  evaluation: Evaluation,
  { buttons = [], about = null, basis = [] }: Beside = {},
): Card {
  const title = evaluationTitle(evaluation)
  const chosen = optionOf(evaluation, evaluation.recommendation)
  const next = optionOf(evaluation, evaluation.runnerUp)
  return {
    summary: sentence(title),
    parts: [
      heading(title),
      ...verdict(chosen, next),
      ...basis,
      ...under(openTitle(evaluation), list(questionLines(evaluation))),
      ...(chosen === undefined ? general(evaluation) : []),
      ...table(evaluation),
      ...under(changeTitle(evaluation), list(changeLines(evaluation))),
      ...(chosen === undefined ? [] : general(evaluation)),
      ...caveats(chosen, next),
      footnote(text(answered(evaluation, about))),
      ...buttonRow(buttons),
    ],
  }
}

/** `Postgres fits best: 8.8 of 10`, or why nothing is recommended. */
export function evaluationTitle(evaluation: Evaluation): string {
  const chosen = optionOf(evaluation, evaluation.recommendation)
  if (chosen) return `${chosen.name} fits best: ${chosen.score.toFixed(1)} of 10`
  if (evaluation.questions.length > 0) return 'Which mechanism fits depends on answers that are missing'
  return evaluation.contradictory
    ? 'Contradictory requirements: no mechanism meets all of them'
    : 'No mechanism meets all of these needs'
}

function optionOf({ options }: Evaluation, id: string | null): EvaluatedOption | undefined {
  return options.find((each) => each.id === id)
}

function verdict(chosen: EvaluatedOption | undefined, next: EvaluatedOption | undefined): Part[] {
  if (chosen === undefined) return []
  const runnerUp =
    next === undefined ? 'No other is left.' : `Runner-up: ${next.name}, ${next.score.toFixed(1)}.`
  const reasons = chosen.contributions.map(({ why, points }) => `${why} (${signed(points)})`)
  return [
    line(strong(`${ratingWord[chosen.rating]}.`), text(` ${runnerUp}`)),
    ...paragraph(`Why: ${reasons.join('; ')}.`),
  ]
}

function openTitle({ recommendation }: Evaluation): string {
  return recommendation === null ? 'Answer these; the first decides most:' : 'Still open:'
}

/** Other answers are not varied at the same time, so it is said where they are guesses. */
function changeTitle({ assumed }: Evaluation): string {
  return assumed.length === 0 ? 'What would change it:' : 'What would change it, the rest as assumed:'
}

function under(title: string, parts: readonly Part[]): Part[] {
  return parts.length === 0 ? [] : [line(strong(title)), ...parts]
}

/** Every option; nothing where it is not known what the data is, for then the scores would be of something else. */
function table({ options, assumed }: Evaluation): Part[] {
  if (assumed.includes('data')) return []
  return [
    {
      kind: 'table',
      head: ['Mechanism', 'Score', 'Points, or why it is out'],
      rows: options.map((option) => [option.name, option.score.toFixed(1), grounds(option)]),
    },
  ]
}

function grounds({ rating, vetoes, contributions }: EvaluatedOption): string {
  if (vetoes.length > 0) {
    return `${ratingWord[rating]}: ${vetoes.map(({ id, reason }) => `${reason} (${id})`).join('; ')}`
  }
  const points = contributions.map((each) => `${each.dimension} ${signed(each.points)}`)
  return `${ratingWord[rating]}: ${points.join(', ')}`
}

/** What to know about the use case; where nothing is recommended it is the answer, and comes first. */
function general({ caveats: texts }: Evaluation): Part[] {
  return under('Mind:', list(texts.map(prose)))
}

function caveats(chosen: EvaluatedOption | undefined, next: EvaluatedOption | undefined): Part[] {
  if (chosen === undefined) return []
  const more = next?.caveats.filter((each) => !chosen.caveats.includes(each)) ?? []
  return [
    ...under(`Before you take ${chosen.name}:`, list(chosen.caveats.map(prose))),
    ...(next === undefined ? [] : under(`And for ${next.name}:`, list(more.map(prose)))),
  ]
}
