import { type Failed, failure } from '../engine/failed.ts'
import type { Mend } from '../fixes/rewrite.ts'
import { inOrder } from '../in-order.ts'
import type { Examined, Finding, Severity } from '../report.ts'
import { locationOf } from '../source/program/place.ts'
import type { Program } from '../source/program/program.ts'
import { turn } from '../turn.ts'
import { findingsOf } from './findings.ts'
import { rules } from './index.ts'
import type { Outcome, Rule } from './rule.ts'

const rank: Record<Severity, number> = { critical: 0, important: 1, minor: 2 }

interface Judged {
  readonly findings: Finding[]
  readonly examined: Examined[]
  /** Rules that broke off by a fault of their own; each lost only itself. */
  readonly failed: Failed[]
  /** How findings are mended, of those whose rules say it; nothing of it is checked yet. */
  readonly mends: ReadonlyMap<Finding, Mend>
}

/**
 * Applies every rule but those `without`; findings come worst first, then by confidence, then by place. `before` hears
 * of each rule, and what it throws ends the work.
 */
export async function judge(
  program: Program,
  without: readonly string[] = [],
  before: (id: string) => void = () => {},
): Promise<Judged> {
  const findings: Finding[] = []
  const examined: Examined[] = []
  const failed: Failed[] = []
  const mends = new Map<Finding, Mend>()
  for (const rule of rules) {
    if (without.includes(rule.id)) continue
    await turn()
    before(rule.id)
    try {
      const outcome = rule.check(program)
      for (const { finding, mend } of findingsOf(rule, outcome.hits)) {
        findings.push(finding)
        if (mend) mends.set(finding, mend)
      }
      examined.push(examinedBy(rule, outcome))
    } catch (error) {
      failed.push(failure(`Rule ${rule.id}`, error))
    }
  }
  return { findings: worstFirst(findings), examined, failed, mends }
}

function examinedBy(rule: Rule, outcome: Outcome): Examined {
  const hit = new Set(outcome.hits.flatMap(({ site, also = [] }) => [site, ...also].map(({ expr }) => expr)))
  const places = outcome.examined.filter(({ frame }) => frame.file.inScope)
  const holding = places.filter(({ expr }) => !hit.has(expr))
  return {
    rule: rule.id,
    title: rule.title,
    places: places.length,
    holding: holding.length,
    holds: rule.holds,
    examples: holding.slice(0, 3).map(locationOf),
  }
}

/** By severity, then confidence, then place. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      rank[a.severity] - rank[b.severity] || b.confidence - a.confidence || inOrder(place(a), place(b)),
  )
}

function place({ locations: [first] }: Finding): string {
  return first ? `${first.path}:${String(first.startLine).padStart(7, '0')}` : ''
}
