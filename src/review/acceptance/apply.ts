import type { Finding } from '../report.ts'
import type { Acceptance, Accepted } from './acceptance.ts'

/**
 * Marks what the repository accepts. Nothing is taken away: an accepted finding is counted and named in the summary,
 * and a critical one keeps its card.
 */
export function withAccepted(findings: readonly Finding[], { accepted }: Acceptance): Finding[] {
  return findings.map((finding) => {
    const entry = accepted.find((each) => covers(each, finding))
    if (!entry) return finding
    const { reason, path, line } = entry
    return {
      ...finding,
      posted: finding.posted && finding.severity === 'critical',
      accepted: { reason, path, line },
    }
  })
}

/** The same rule, and every place of the finding in the one file, module or function that is named. */
function covers({ rule, place }: Accepted, finding: Finding): boolean {
  return (
    rule === finding.rule &&
    finding.locations.every(
      ({ path, symbol }) =>
        path === place || (symbol !== null && (symbol === place || moduleOf(symbol) === place)),
    )
  )
}

/** `Shop.Cache.load/1` and `shop_cache:load/1` without the function. */
function moduleOf(symbol: string): string {
  return symbol.replace(/[.:][^.:]+\/\d+$/, '')
}
