import { type DimensionKey, dimensions, type Profile } from '../../review/consensus/index.ts'
import type { Answers, Field, Form } from '../form.ts'

export const evaluationFormName = 'evaluate'
/** Tells "there is none" from "not answered", which an empty list cannot. */
const noService = 'none'

/**
 * One field for each dimension, filled in as far as the profile is known; those that are `assumed` say so. `context`
 * comes back with the answers.
 */
export function evaluationForm(
  profile: Partial<Profile>,
  context: string,
  assumed: ReadonlySet<DimensionKey> = new Set(),
): Form {
  return {
    name: evaluationFormName,
    title: 'Which mechanism fits?',
    intro:
      'Answer what you know and leave the rest open: what is open is tried in all ways, and asked where it decides.',
    fields: dimensions.map((dimension): Field => {
      const { key, question: label } = dimension
      const hint = assumed.has(key) ? `Assumed; set it or clear it. ${dimension.hint}` : dimension.hint
      if (dimension.kind === 'number') {
        const { min, max } = dimension
        return { kind: 'number', name: key, label, hint, min, max, value: numberOf(profile, key) }
      }
      const options = dimension.values.map(({ value, label }) => ({ value: String(value), label }))
      if (dimension.kind === 'choice') {
        return { kind: 'choice', name: key, label, hint, options, value: choiceOf(profile, key) }
      }
      const none = { value: noService, label: 'none of these' }
      return {
        kind: 'choices',
        name: key,
        label,
        hint,
        options: [...options, none],
        value: servicesOf(profile),
      }
    }),
    submit: 'Evaluate',
    context,
  }
}

/** What came back, as pairs for `readAnswers`; a field that was left open is left out. */
export function pairsOfForm(answers: Answers): string[] {
  const pairs: string[] = []
  for (const [name, answer] of Object.entries(answers)) {
    if (typeof answer === 'string') {
      if (answer.trim() !== '') pairs.push(`${name}=${answer.trim()}`)
    } else if (answer.length > 0) {
      pairs.push(`${name}=${answer.filter((each) => each !== noService).join(',')}`)
    }
  }
  return pairs
}

function numberOf(profile: Partial<Profile>, key: DimensionKey): number | null {
  const answer = profile[key]
  return typeof answer === 'number' ? answer : null
}

/** No answer to a yes-or-no question is a no. */
function choiceOf(profile: Partial<Profile>, key: DimensionKey): string | null {
  const answer = profile[key] ?? (key === 'shardable' || key === 'cross_service' ? false : null)
  return answer === null ? null : String(answer)
}

function servicesOf({ infra }: Partial<Profile>): readonly string[] {
  if (infra === undefined) return []
  return infra.length === 0 ? [noService] : infra
}
