import { compare } from '../compare.ts'
import type { Finding, Report } from '../report.ts'
import { type Answer, type Claim, claim, filled } from './answer.ts'
import type { NumberOf } from './plans.ts'

/** What became of the findings since the earlier review of the same paths; null: there was none. */
export function changes(earlier: Report | null, later: Report, numberOf: NumberOf): Answer {
  const title = 'What changed since last time'
  if (earlier === null) {
    return {
      title,
      headline: 'I can’t tell: no earlier review of this is kept here.',
      groups: [],
      unknown: [],
      ask: ['review again', 'findings'],
    }
  }
  const { fresh, persisting, fixed, unseen } = compare(earlier, later)
  /** Those below the posting threshold have no number, and come last. */
  const now = (findings: readonly Finding[]): Claim[] => {
    const numbered = findings.map((finding) => ({ finding, number: numberOf(finding.fingerprint) }))
    numbered.sort((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity))
    return numbered.map(({ finding, number }) => found(finding, number))
  }
  const before = (finding: Finding) => found(finding, null)
  const at = (report: Report) =>
    `${report.ranAt.slice(0, 10)}${report.commit === null ? '' : ` (${report.commit.slice(0, 7)})`}`
  return {
    title,
    headline: `${fresh.length} new, ${persisting.length} still there, ${fixed.length} fixed, from ${at(earlier)} to ${at(later)}.`,
    groups: filled([
      { title: 'New', claims: now(fresh) },
      { title: 'Still there', claims: now(persisting) },
      { title: 'Fixed, as the earlier review had them', claims: fixed.map(before) },
    ]),
    unknown: [
      ...unseen.map((finding) => ({
        what: finding.title,
        because: 'its file could not be read whole this time',
      })),
      ...(earlier.tool.version === later.tool.version
        ? []
        : [
            {
              what: 'How much of this is a change of the code',
              because: `distreview ${earlier.tool.version} reviewed then and ${later.tool.version} now, and its rules may differ`,
            },
          ]),
    ],
    ask: ['findings', 'recommendations'],
  }
}

function found({ title, severity, locations }: Finding, number: number | null): Claim {
  const name = number === null ? '' : `${number} · `
  return claim(
    `${name}${severity.charAt(0).toUpperCase()}${severity.slice(1)} · ${title}`,
    locations.slice(0, 1),
  )
}
