import { whatIfCard } from '../blocks/cards/what-if.ts'
import { printable } from '../blocks/json.ts'
import { markdown } from '../blocks/markdown.ts'
import { terminal } from '../blocks/terminal.ts'
import type { Report } from '../review/report.ts'
import { readQuestion, whatIf } from '../review/what-if/index.ts'
import type { EvaluateFormat } from './arguments.ts'
import type { Screen } from './print.ts'

/** Answers a question over a review that was just made. Throws a Refusal for words that cannot be read. */
export function printWhatIf(
  question: string,
  report: Report,
  format: EvaluateFormat,
  screen: Screen,
): string {
  const answer = whatIf(question, report)
  switch (format) {
    case 'json':
      return printable(answer)
    case 'markdown':
      return markdown([whatIfCard(answer, report)])
    case 'terminal':
      return terminal([whatIfCard(answer, report)], screen)
  }
}

/** Throws the Refusal that the question would end in, whatever the repository holds. */
export function checkQuestion(question: string): void {
  readQuestion(question)
}
