import type { Finding, Report } from './report.ts'

/** What became of the findings between two reviews of the same target; only findings that people were shown count. */
export interface Comparison {
  /** As the later review has them. */
  readonly fresh: readonly Finding[]
  /** As the later review has them; one that fell below the posting threshold is still there. */
  readonly persisting: readonly Finding[]
  /** As the earlier review had them. */
  readonly fixed: readonly Finding[]
  /** As the earlier review had them: not found again, in files that the later review could not read whole. */
  readonly unseen: readonly Finding[]
}

/**
 * Two findings are one where either fingerprint agrees, each at most once: those that agree in both first, then in
 * the form of the code at its path, then in the symbol.
 */
export function compare(earlier: Report, later: Report): Comparison {
  const matches = match(earlier.findings, later.findings)
  const matched = new Map([...matches].map(([before, after]) => [after, before]))
  const unreadable = new Set([...later.coverage.skipped, ...later.coverage.unread].map(({ path }) => path))
  const gone = earlier.findings.filter((finding) => finding.posted && !matches.has(finding))
  const unseen = (finding: Finding) => finding.locations.some(({ path }) => unreadable.has(path))
  return {
    fresh: later.findings.filter((finding) => finding.posted && !matched.get(finding)?.posted),
    persisting: later.findings.filter((finding) => matched.get(finding)?.posted),
    fixed: gone.filter((finding) => !unseen(finding)),
    unseen: gone.filter(unseen),
  }
}

const agreements: readonly ((before: Finding, after: Finding) => boolean)[] = [
  (before, after) => sameForm(before, after) && sameSymbol(before, after),
  sameForm,
  sameSymbol,
]

/** Each earlier finding that is still there, with the later one that it is. */
function match(earlier: readonly Finding[], later: readonly Finding[]): Map<Finding, Finding> {
  const matches = new Map<Finding, Finding>()
  const free = new Set(later)
  for (const agree of agreements) {
    for (const before of earlier) {
      if (matches.has(before)) continue
      for (const after of free) {
        if (!agree(before, after)) continue
        matches.set(before, after)
        free.delete(after)
        break
      }
    }
  }
  return matches
}

function sameForm(before: Finding, after: Finding): boolean {
  return before.fingerprint === after.fingerprint
}

function sameSymbol(before: Finding, after: Finding): boolean {
  return before.symbolFingerprint === after.symbolFingerprint
}
