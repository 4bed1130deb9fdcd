import { dimensions } from '../dimensions.ts'
import type { EvaluatedOption, Evaluation } from '../evaluation.ts'
import { nameOf } from '../options.ts'
import { answerText } from '../profile.ts'

/** A page for the repository, in Markdown: the decision, the answers that it stands on, and what would change it. */
export function documentation(evaluation: Evaluation, option: EvaluatedOption): string {
  const { profile, assumed, sensitivity, runnerUp, options } = evaluation
  const other = options.find(({ id }) => id === runnerUp)
  const answers = dimensions.map(({ key, question }) => {
    const mark = assumed.includes(key) ? ', assumed' : ''
    return `- ${question} \`${key}=${answerText(profile[key]) || '(none)'}\`${mark}`
  })
  const changes = sensitivity.slice(0, 12).map(({ dimension, value, winner }) => {
    return `- \`${dimension}=${answerText(value) || '(none)'}\`: ${winner === null ? 'nothing is left' : nameOf(winner)}`
  })
  return [
    `# Coordination: ${option.name}`,
    '',
    `Chosen for \`${profile.data}\` with ${option.score.toFixed(1)} of 10${other ? `, before ${other.name} with ${other.score.toFixed(1)}` : ''}. Scores rank by the rules of a model; they are not measurements.`,
    '',
    '## Answers that it stands on',
    '',
    ...answers,
    '',
    '## What to keep in mind',
    '',
    ...option.caveats.map((caveat) => `- ${caveat}`),
    ...(option.caveats.length === 0 ? ['- Nothing beyond the answers above.'] : []),
    '',
    '## What would change it',
    '',
    ...(changes.length === 0 ? ['- No single answer.'] : changes),
    '',
  ].join('\n')
}
