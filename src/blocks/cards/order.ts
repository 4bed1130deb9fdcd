import { type Finding, type Report, severities } from '../../review/report.ts'

/** Which findings are spoken of: those over the posting threshold, or all. */
export interface Choice {
  readonly all?: boolean
}

/** A finding with the number that people call it by: 1 is the worst. */
export interface Numbered {
  readonly number: number
  readonly finding: Finding
}

/**
 * The findings that cards speak of, worst first: severity, then confidence, then place. With `all`, those below the
 * posting threshold come last, so that the numbers of the others stay.
 */
export function worstFirst(report: Report, { all = false }: Choice = {}): Numbered[] {
  return report.findings
    .filter((finding) => all || finding.posted)
    .sort(
      (a, b) =>
        Number(b.posted) - Number(a.posted) ||
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        b.confidence - a.confidence ||
        byText(firstPlace(a), firstPlace(b)),
    )
    .map((finding, index) => ({ number: index + 1, finding }))
}

/** Minor findings get no card of their own; they are listed. */
export function isMinor({ finding }: Numbered): boolean {
  return finding.severity === 'minor'
}

function firstPlace(finding: Finding): string {
  const [first] = finding.locations
  // Padded, so that line 9 comes before line 10.
  return first === undefined ? '' : `${first.path}:${String(first.startLine).padStart(9, '0')}`
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
