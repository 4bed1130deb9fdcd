import type { Finding, Report } from '../report.ts'
import type { Program } from '../source/program/program.ts'
import { draw } from './patch.ts'
import { type Judge, refusal } from './proof.ts'
import type { Mend } from './rewrite.ts'

interface Checking {
  readonly program: Program
  /** Worst first. */
  readonly findings: readonly Finding[]
  readonly mends: ReadonlyMap<Finding, Mend>
  readonly atoms: readonly string[]
  readonly judge: Judge
  /** Milliseconds, from any beginning. */
  readonly clock: () => number
  /** Milliseconds after which none is tried any more, of posted findings and of others. */
  readonly budget: { readonly posted: number; readonly others: number }
}

interface Checked {
  readonly findings: Finding[]
  readonly fixes: Report['fixes']
}

/**
 * Gives findings the patches that stand their check: each is applied in memory, parsed, and judged by every rule in
 * the program. Those that do not keep their advice in words, and are named with the reason. What is posted comes
 * first; when the time is over, the rest is named as not checked.
 */
export async function checkFixes(checking: Checking): Promise<Checked> {
  const { findings, mends, clock, budget } = checking
  const began = clock()
  const subject = { ...checking, baselines: new Map<string, readonly Finding[]>() }
  const mended = new Map<Finding, Finding>()
  const rejected: Report['fixes']['rejected'] = []
  const turns = [...findings.filter(({ posted }) => posted), ...findings.filter(({ posted }) => !posted)]
  for (const finding of turns) {
    const mend = mends.get(finding)
    if (!mend) continue
    const spent = clock() - began
    const outcome =
      spent >= (finding.posted ? budget.posted : budget.others)
        ? 'not checked: time'
        : await patchOf(subject, finding, mend)
    if (typeof outcome === 'string') {
      const { rule, locations } = finding
      rejected.push({ rule, path: locations[0]?.path ?? '', because: outcome })
    } else mended.set(finding, outcome)
  }
  return {
    findings: findings.map((finding) => mended.get(finding) ?? finding),
    fixes: { shown: mended.size, rejected },
  }
}

async function patchOf(
  subject: Parameters<typeof refusal>[0],
  finding: Finding,
  mend: Mend,
): Promise<Finding | string> {
  const drawn = draw(mend)
  if (typeof drawn === 'string') return drawn
  const against = await refusal(subject, finding, drawn.texts)
  if (against !== null) return against
  const { fix } = finding
  const risks = [mend.risk, fix.residualRisk].filter((risk) => risk)
  return {
    ...finding,
    fix: { ...fix, patch: drawn.patch, residualRisk: risks.length > 0 ? risks.join(' ') : null },
  }
}
