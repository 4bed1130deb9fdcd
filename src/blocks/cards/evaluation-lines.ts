import {
  type Answer,
  answerText,
  type Change,
  type DimensionKey,
  dimensions,
  type Evaluation,
  nameOf,
  type Question,
} from '../../review/consensus/index.ts'
import type { Line } from '../card.ts'
import { code, joined, text } from './runs.ts'

/** `+4`, `−0.5`. */
export function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`
}

/** One line a dimension: which answers would make which option the winner. What the data is comes last. */
export function changeLines(evaluation: Evaluation): Line[] {
  const keys = [...new Set(evaluation.sensitivity.map(({ dimension }) => dimension))]
  const ordered = keys.toSorted((a, b) => Number(a === 'data') - Number(b === 'data'))
  return ordered.map((key) => {
    const changes = evaluation.sensitivity.filter(({ dimension }) => dimension === key)
    return [code(key), text(' '), ...joined(outcomes(changes, evaluation), '; ')]
  })
}

/** Answers with the same outcome stand together: `0 or 1: Khepri (8.5)`. */
function outcomes(changes: readonly Change[], { profile }: Evaluation): Line[] {
  const groups = new Map<string, string[]>()
  for (const { dimension, value, winner, score } of changes) {
    const outcome = winner === null ? 'nothing is left' : `${nameOf(winner)} (${score?.toFixed(1)})`
    groups.set(outcome, [...(groups.get(outcome) ?? []), said(dimension, value, profile[dimension])])
  }
  return [...groups].map(([outcome, values]) => [text(`${alternatives(values)}: ${outcome}`)])
}

function said(key: DimensionKey, value: Answer, now: Answer): string {
  if (typeof value === 'object' && typeof now === 'object') {
    const added = value.filter((service) => !now.includes(service))
    const gone = now.filter((service) => !value.includes(service))
    return added.length > 0 ? `with ${added.join(', ')}` : `without ${gone.join(', ')}`
  }
  const isNumber = dimensions.some((each) => each.key === key && each.kind === 'number')
  if (!isNumber) return answerText(value)
  return `${answerText(value)} or ${Number(value) < Number(now) ? 'less' : 'more'}`
}

function alternatives(values: readonly string[]): string {
  const last = values.at(-1) ?? ''
  return values.length === 1 ? last : `${values.slice(0, -1).join(', ')} or ${last}`
}

/** The open questions, each with how often it decides and what its answers lead to. */
export function questionLines({ questions }: Evaluation): Line[] {
  return questions.map(({ dimension, question, decides, answers }) => [
    code(dimension),
    text(` ${question} It decides in ${share(decides)} of the cases.${leadsTo(answers)}`),
  ])
}

function share(decides: number): string {
  return decides < 0.01 ? 'fewer than 1 %' : `${Math.round(decides * 100)} %`
}

/** Nothing where the answers lead to the same option as far as the other answers are assumed. */
function leadsTo(answers: Question['answers']): string {
  const groups = new Map<string, string[]>()
  for (const { value, winner } of answers) {
    const outcome = winner === null ? 'nothing is left' : nameOf(winner)
    const words = answerText(value)
    groups.set(outcome, [...(groups.get(outcome) ?? []), words === '' ? 'none' : words])
  }
  if (groups.size < 2) return ''
  const parts = [...groups].map(([outcome, values]) => `${alternatives(values)}: ${outcome}`)
  return ` As far as is known, ${parts.join('; ')}.`
}

/** The answers in small print, those that were assumed apart, and what scores are not. */
export function answered({ profile, assumed }: Evaluation, about: string | null): string {
  const written = (keys: readonly DimensionKey[]): string =>
    keys.map((key) => `${key}=${answerText(profile[key]) || '(none)'}`).join(', ')
  const given = dimensions.map(({ key }) => key).filter((key) => !assumed.includes(key))
  const known = assumed.length > 0 ? given.filter((key) => profile[key] !== false) : given
  const sentences = [
    known.length === 0 ? '' : `Answers: ${written(known)}.`,
    assumed.length === 0 ? '' : `Assumed, not answered: ${written(assumed)}.`,
    about === null ? '' : `Asked about ${about}.`,
    'Scores rank by the rules of this model; they are not measurements.',
  ]
  return sentences.filter((words) => words !== '').join(' ')
}
