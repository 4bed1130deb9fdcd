import type { Report } from '../../review/report.ts'
import { minorThreshold } from '../../review/rules/evidence.ts'
import { type Choice, type Numbered, worstFirst } from '../cards/order.ts'

/**
 * The findings that a file has, worst first: those that are posted, with the numbers that they have everywhere, then
 * the minor ones that the counts count. With `all`, those below the posting threshold as well.
 */
export function counted(report: Report, choice: Choice): Numbered[] {
  const findings = worstFirst(report, { all: true })
  const shown = findings.filter(
    ({ finding: { posted, severity, confidence, accepted } }) =>
      choice.all || posted || (severity === 'minor' && confidence >= minorThreshold && accepted === null),
  )
  return shown.map(({ finding }, at) => ({ number: at + 1, finding }))
}
