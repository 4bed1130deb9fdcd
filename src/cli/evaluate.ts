import { evaluationCard } from '../blocks/cards/evaluation.ts'
import { markdown } from '../blocks/markdown.ts'
import { terminal } from '../blocks/terminal.ts'
import { evaluate, readAnswers } from '../review/consensus/index.ts'
import type { EvaluateFormat } from './arguments.ts'
import type { Screen } from './print.ts'

/** `pairs` are `key=value`; with none it says which questions decide most. Throws a Refusal('usage'). */
export function printEvaluation(pairs: readonly string[], format: EvaluateFormat, screen: Screen): string {
  const evaluation = evaluate(readAnswers(pairs))
  switch (format) {
    case 'json':
      return `${JSON.stringify(evaluation, null, 2)}\n`
    case 'markdown':
      return markdown([evaluationCard(evaluation)])
    case 'terminal':
      return terminal([evaluationCard(evaluation)], screen)
  }
}
