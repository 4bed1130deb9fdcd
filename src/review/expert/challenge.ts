import type { ExpertRun, Finding } from '../report.ts'
import { postingThreshold } from '../rules/evidence.ts'
import type { Allowance } from './budget.ts'
import type { Model } from './client.ts'
import { exchange, type Ran, type Turns } from './exchange.ts'
import { challengeInstructions } from './instructions.ts'
import { plainWords } from './plain.ts'
import { totalOf } from './prices.ts'
import type { Purse } from './purse.ts'
import { added } from './runs.ts'
import type { Tool } from './tools/tool.ts'
import type { Verdict } from './tools/verdict.ts'

interface Challenge {
  readonly model: Model
  /** For all claims together; turns are those of one. */
  readonly allowance: Allowance
  readonly purse?: Purse
  readonly signal?: AbortSignal
  desk(finding: Finding): Promise<{ tools: Tool[]; task: string }>
  verdict(): Promise<Verdict | null>
  turns(nth: number): Turns | undefined
  watch(turns: number): void
}

interface Challenged {
  readonly findings: Finding[]
  readonly refuted: ExpertRun['refuted']
  /** null: nothing had to be challenged. */
  readonly run: Ran | null
}

/** What a finding loses that nobody tried to refute, or whose reading did not decide. */
const unsure = { unchallenged: -15, unclear: -10 } as const

/**
 * Lets a fresh context try to refute each finding that would be posted. What is refuted is taken out and counted; what
 * could not be challenged is less sure, and says so.
 */
export async function challengeAll(claimed: readonly Finding[], challenge: Challenge): Promise<Challenged> {
  const { model, allowance, purse, signal } = challenge
  const findings: Finding[] = []
  const refuted: { claim: string; reason: string }[] = []
  let run: Ran | null = null
  let left = { tokens: allowance.tokens, usd: allowance.usd }
  let missed = 0
  let nth = 0
  for (const finding of claimed) {
    if (!finding.posted) {
      findings.push(finding)
      continue
    }
    nth += 1
    let verdict: Verdict | null = null
    if (run === null || run.stoppedBy !== 'error') {
      const { tools, task } = await challenge.desk(finding)
      const system = challengeInstructions
      const before: number = run?.turns ?? 0
      const { run: ran, spent } = await exchange({
        ...{ model, tools, system, task, purse, signal, turns: challenge.turns(nth) },
        allowance: { ...allowance, ...left },
        watch: (turns) => challenge.watch(before + turns),
      })
      left = { tokens: left.tokens - totalOf(spent), usd: left.usd - ran.costUsd }
      verdict = await challenge.verdict()
      run = run === null ? ran : added(run, ran, model.name)
    }
    if (verdict?.verdict === 'refuted') {
      const [first] = finding.locations
      const claim = `${finding.rule} at ${first?.path}:${first?.startLine}-${first?.endLine}`
      refuted.push({ claim, reason: plainWords(verdict.because) })
      continue
    }
    if (verdict === null) missed += 1
    findings.push(withVerdict(finding, verdict))
  }
  return { findings, refuted, run: run && { ...run, ...endingOf(run, missed) } }
}

/** A second reading that a cap ended early says how many claims it left. */
function endingOf({ stoppedBy, note }: Ran, missed: number): Pick<Ran, 'stoppedBy' | 'note'> {
  if (missed === 0) return { stoppedBy: null, note: null }
  const claims = missed === 1 ? '1 claim was' : `${missed} claims were`
  const why = note === null ? '' : ` ${note}`
  return {
    stoppedBy,
    note: `${claims} not challenged by a second reading and ${missed === 1 ? 'is' : 'are'} less sure.${why}`,
  }
}

function withVerdict(finding: Finding, verdict: Verdict | null): Finding {
  const location = finding.locations[0] ?? null
  if (verdict?.verdict === 'stands') {
    const text = 'A second reading of the code, told to refute it, could not.'
    return { ...finding, evidence: [...finding.evidence, { name: 'challenged', weight: 0, text, location }] }
  }
  const weight = verdict === null ? unsure.unchallenged : unsure.unclear
  const confidence = Math.max(0, finding.confidence + weight)
  const text =
    verdict === null
      ? 'No second reading tried to refute it.'
      : 'A second reading found that the code does not decide it.'
  const name = verdict === null ? 'not-challenged' : 'challenge-unclear'
  return {
    ...finding,
    confidence,
    posted: finding.posted && confidence >= postingThreshold[finding.severity],
    evidence: [...finding.evidence, { name, weight: confidence - finding.confidence, text, location }],
  }
}
