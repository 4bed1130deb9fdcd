import { inOrder } from '../../in-order.ts'
import type { Finding } from '../../report.ts'
import type { Recommendation, TestCase } from '../shape.ts'
import { placeText } from '../subject.ts'
import { type ChangeKind, changes, comesAfter, kindOfChange, observed } from './plans.ts'

type Draft = Omit<Recommendation, 'rank' | 'priority' | 'dependsOn'> & {
  readonly rule: string
  readonly risk: number
  readonly hours: number
}

/** Weight of one finding of full confidence. */
const weights = { critical: 9, important: 3, minor: 1 } as const
const dayHours = 8

/**
 * What to mend, one item a rule, by risk removed for each hour; what another needs first stands before it.
 * @param findings those that are posted and not accepted
 */
export function recommendations(findings: readonly Finding[], tests: readonly TestCase[]): Recommendation[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding])
  const drafts = [...groups].map(([rule, own]) => draft(rule, own, tests))
  drafts.sort((a, b) => b.risk / b.hours - a.risk / a.hours || inOrder(a.id, b.id))
  const ordered = inTurn(drafts)
  return ordered.map(({ rule, risk, hours, ...rest }, index) => ({
    rank: index + 1,
    ...rest,
    priority: priority(index, risk, hours),
    dependsOn: needed(rule, groups).map(([, first]) => `mend:${first}`),
    steps: [
      ...needed(rule, groups).map(([, first, because]) => `After \`mend:${first}\`: ${because}.`),
      ...rest.steps,
    ],
  }))
}

/** The first three that can be done within a week, then what is critical or quickly done. */
function priority(index: number, risk: number, hours: number): Recommendation['priority'] {
  if (index < 3 && hours <= 5 * dayHours) return 'now'
  return risk >= 5 || hours <= dayHours ? 'next' : 'later'
}

function needed(rule: string, groups: ReadonlyMap<string, unknown>): typeof comesAfter {
  return comesAfter.filter(([later, first]) => later === rule && groups.has(first))
}

function inTurn(drafts: readonly Draft[]): Draft[] {
  const byRule = new Map(drafts.map((one) => [one.rule, one]))
  const done = new Set<string>()
  const found: Draft[] = []
  const take = (one: Draft) => {
    if (done.has(one.rule)) return
    done.add(one.rule)
    for (const [later, first] of comesAfter) {
      const needed = later === one.rule ? byRule.get(first) : undefined
      if (needed) take(needed)
    }
    found.push(one)
  }
  for (const one of drafts) take(one)
  return found
}

function draft(rule: string, findings: readonly Finding[], tests: readonly TestCase[]): Draft {
  const [first] = findings
  const kind: ChangeKind = kindOfChange[rule] ?? 'server'
  const change = changes[kind]
  const places = findings.flatMap(({ locations }) => locations)
  const { low, high, unit, each } = change.effort
  const times = each ? places.length : 1
  const fingerprints = findings.map(({ fingerprint }) => fingerprint)
  const shown = places.slice(0, 3).map(placeText)
  const where = places.length > 3 ? `${shown.join(', ')} and ${places.length - 3} more` : shown.join(', ')
  const proof = tests.filter(({ covers }) => covers.some((one) => fingerprints.includes(one)))
  const patched = findings.filter(({ fix }) => fix.patch !== null).length
  return {
    id: `mend:${rule}`,
    rule,
    title: sentence(first?.fix.summary ?? rule),
    why: `${first?.impact ?? ''} ${counted(places.length, 'place')}: ${where}.`.trim(),
    mends: fingerprints,
    effort: {
      low: low * times,
      high: high * times,
      unit,
      basis: each ? `${counted(times, 'place')}: ${change.basis}` : change.basis,
    },
    riskOfChange: change.risk,
    steps: [
      ...change.before,
      patched > 0
        ? `Apply ${patched === findings.length ? 'the patch of each finding' : `the patches of ${patched} of ${findings.length} findings, and change the others by hand`}.`
        : `Change ${where}: ${first?.fix.summary ?? ''}`,
      ...change.after,
      ...(proof[0] ? [`Run the test \`${proof[0].id}\`.`] : []),
    ],
    rollback: change.rollback,
    doneWhen: doneWhen(rule, proof),
    evidence: places.slice(0, 3),
    risk: findings.reduce((sum, { severity, confidence }) => sum + (weights[severity] * confidence) / 100, 0),
    hours: ((low + high) / 2) * (unit === 'days' ? dayHours : 1) * times,
  }
}

function doneWhen(rule: string, proof: readonly TestCase[]): string {
  const parts = [`a review of the changed commit no longer reports ${rule}`]
  const [test] = proof
  if (test) parts.push(`the test \`${test.id}\` passes`)
  const seen = observed[rule]
  if (seen) parts.push(seen)
  return sentence(parts.join('; '))
}

function counted(amount: number, word: string): string {
  return `${amount} ${word}${amount === 1 ? '' : 's'}`
}

function sentence(text: string): string {
  const whole = /[.!?]$/.test(text) ? text : `${text}.`
  return `${whole.charAt(0).toUpperCase()}${whole.slice(1)}`
}
