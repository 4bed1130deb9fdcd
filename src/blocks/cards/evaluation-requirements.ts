import { answerText, type Consultation, dimensions, nameOf } from '../../review/consensus/index.ts'
import type { Line, Part } from '../card.ts'
import { code, joined, line, list, prose, strong, text } from './runs.ts'

/** What it is about, every requirement with its source, what was set aside, and what leads while questions are open. */
export function requirementParts(consultation: Consultation): Part[] {
  const { useCase, requirements, notes } = consultation
  const known = requirements.filter(({ source }) => source !== 'assumed')
  const follows = requirements.filter(({ source, counts }) => source === 'assumed' && counts)
  const open = requirements.filter(({ counts }) => !counts)
  return [
    ...(useCase === null ? [] : [line(strong('Use case: '), text(useCase.replace(/\s+/g, ' ').trim()))]),
    ...under('Read or set:', known.map(requirementLine)),
    ...under('Assumed, until somebody says otherwise:', follows.map(requirementLine)),
    ...(open.length === 0
      ? []
      : [line(strong('Open, tried in all ways; for the scores: '), ...joined(open.map(answerOf), ', '))]),
    ...under('Set aside:', notes.map(prose)),
    ...leading(consultation),
  ]
}

function answerOf({ key, value }: Consultation['requirements'][number]): Line {
  return [code(`${key}=${answerText(value) || '(none)'}`)]
}

function requirementLine({
  key,
  value,
  source,
  quote,
  places,
  because,
}: Consultation['requirements'][number]): Line {
  const label = labelOf(key, value)
  const where = places.map(({ path, startLine }) => `${path}:${startLine}`)
  const grounds = {
    set: ', set',
    said: quote === null ? ', said' : `, said: "${quote}"`,
    shown: `, shown: ${because}`,
    assumed: `: ${because}`,
  }[source]
  return [
    code(`${key}=${answerText(value) || '(none)'}`),
    text(`${label === null ? '' : ` ${label}`}${grounds}${where.length === 0 ? '' : ' ('}`),
    ...where.flatMap((place, at) => (at === 0 ? [code(place)] : [text(', '), code(place)])),
    ...(where.length === 0 ? [] : [text(')')]),
  ]
}

/** The words of a number of a scale: `0: eventual` is said as `eventual`. */
function labelOf(key: string, value: Consultation['requirements'][number]['value']): string | null {
  const dimension = dimensions.find((each) => each.key === key)
  if (dimension?.kind !== 'choice' || typeof value !== 'number') return null
  const label = dimension.values.find((each) => each.value === value)?.label
  return label === undefined ? null : `(${label.replace(/^\d: /, '')})`
}

function leading({ recommendation, answer, questions, options }: Consultation): Part[] {
  if (recommendation !== null || answer === null) return []
  const score = options.find(({ id }) => id === answer.option)?.score.toFixed(1)
  const count = questions.length === 1 ? 'one open answer' : `${questions.length} open answers`
  return [
    line(
      strong(
        `With what is assumed ${nameOf(answer.option)} leads with ${score} of 10; ${count} could change that.`,
      ),
    ),
  ]
}

function under(title: string, items: readonly Line[]): Part[] {
  return items.length === 0 ? [] : [line(strong(title)), ...list(items)]
}
