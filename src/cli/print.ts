import { blockKit } from '../blocks/block-kit.ts'
import { wholeCards } from '../blocks/cards.ts'
import { htmlReport } from '../blocks/html-report.ts'
import { json } from '../blocks/json.ts'
import { markdownReport } from '../blocks/markdown-report.ts'
import { sarif } from '../blocks/sarif.ts'
import { terminal } from '../blocks/terminal.ts'
import type { Report, Severity } from '../review/report.ts'
import { rules } from '../review/rules/index.ts'
import type { FailOn, Format } from './arguments.ts'

export interface Screen {
  readonly color: boolean
  /** Columns. */
  readonly width: number
}

/** The report in one format. Without `all`, what is below the posting threshold is left out and counted. */
export function printReport(report: Report, format: Format, all: boolean, screen: Screen): string {
  const shown = all ? report : { ...report, findings: report.findings.filter(({ posted }) => posted) }
  switch (format) {
    case 'json':
      return json(shown)
    case 'markdown':
      return markdownReport(report, { all })
    case 'html':
      return htmlReport(report, { all })
    case 'sarif':
      return sarif(report, { all })
    case 'block-kit':
      return `${JSON.stringify(blockKit(wholeCards(report, { all })), null, 2)}\n`
    case 'terminal':
      return terminal(wholeCards(report, { all }), screen)
  }
}

export function printRules(format: 'terminal' | 'json'): string {
  if (format === 'json') {
    return `${JSON.stringify(
      rules.map(({ id, family, severity, title }) => ({ id, family, severity, title })),
      null,
      2,
    )}\n`
  }
  const width = Math.max(...rules.map(({ id }) => id.length))
  return rules
    .map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(9)}  ${title}\n`)
    .join('')
}

const rank: Record<Severity, number> = { critical: 0, important: 1, minor: 2 }

/** Whether a finding that is posted (or minor, which is only counted in a summary) reaches the threshold. */
export function fails(report: Report, failOn: FailOn): boolean {
  if (failOn === 'none') return false
  return report.findings.some(
    (finding) => rank[finding.severity] <= rank[failOn] && (finding.posted || finding.severity === 'minor'),
  )
}
