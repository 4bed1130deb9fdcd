import { Refusal } from '../refusal.ts'
import type { Examined, Finding, Report } from '../report.ts'
import { type Check, checks } from './checks.ts'
import { type Symptom, symptoms } from './symptoms.ts'

/** One finding of the review as an explanation of what happened. */
export interface Cause {
  readonly finding: Finding
  /** 0 to 100, for the order: how well it explains what was said, times how sure the finding is. */
  readonly score: number
  /** Titles of the symptoms that it explains. */
  readonly explains: readonly string[]
}

export interface Incident {
  /** As it was said. */
  readonly said: string
  /** What was understood of it: a symptom, and the words that say so. */
  readonly symptoms: readonly { readonly id: string; readonly title: string; readonly words: string }[]
  /** Best first. */
  readonly causes: readonly Cause[]
  /** Causes that are left out of the list. */
  readonly more: number
  /** What rules looked at everywhere and found in order: it speaks against these. */
  readonly against: readonly { readonly rule: string; readonly holds: string; readonly places: number }[]
  readonly checkFirst: readonly Check[]
}

const mostCauses = 5
const mostChecks = 4
const mostAgainst = 4
const severityWeight = { critical: 1, important: 0.8, minor: 0.5 } as const
/** A candidate is a shape that somebody must still judge. */
const candidateWeight = 0.6

/**
 * Ranks which findings of a review explain what somebody saw, and what to check first. From the words alone: no model
 * is asked. Throws Refusal('not-understood') where they name nothing that is known here.
 */
export function explainIncident(said: string, report: Report): Incident {
  const read = readSymptoms(said)
  const seen = read.map(({ symptom }) => symptom)
  const causes = report.findings
    .filter(({ accepted }) => accepted === null)
    .map((finding) => causeOf(finding, seen))
    .filter((cause) => cause !== null)
    .sort((a, b) => b.score - a.score || a.finding.fingerprint.localeCompare(b.finding.fingerprint))
  return {
    said: said.trim(),
    symptoms: read.map(({ symptom: { id, title }, words }) => ({ id, title, words })),
    causes: causes.slice(0, mostCauses),
    more: Math.max(0, causes.length - mostCauses),
    against: against(report.examined, seen),
    checkFirst: checksOf(seen),
  }
}

/** What is known of the words. Throws Refusal('not-understood') where nothing is. */
export function readSymptoms(said: string): { symptom: Symptom; words: string }[] {
  const found: { symptom: Symptom; words: string }[] = []
  for (const symptom of symptoms) {
    const [words] = symptom.said.exec(said) ?? []
    if (words !== undefined) found.push({ symptom, words })
  }
  if (found.length === 0) {
    throw new Refusal(
      'not-understood',
      'Nothing in these words says what was seen.',
      'Say it for example as: after a network cut two nodes ran the nightly job, or: an order was lost during a deploy.',
    )
  }
  return found
}

function causeOf(finding: Finding, seen: readonly Symptom[]): Cause | null {
  let weight = 0
  const explains: string[] = []
  for (const symptom of seen) {
    const own = weightOf(finding.rule, symptom)
    if (own === 0) continue
    weight += own
    explains.push(symptom.title)
  }
  if (weight === 0) return null
  const sure =
    (finding.confidence / 100) * severityWeight[finding.severity] * (finding.posted ? 1 : candidateWeight)
  return { finding, score: Math.round((100 * weight * sure) / (3 * seen.length)), explains }
}

/** Of the entries that fit, the longest decides: it says most. */
function weightOf(rule: string, { hazards }: Symptom): number {
  let best = ''
  for (const beginning of Object.keys(hazards))
    if (rule.startsWith(beginning) && beginning.length > best.length) best = beginning
  return hazards[best] ?? 0
}

/** Rules that would explain it well, looked somewhere, and found every place in order. */
function against(examined: readonly Examined[], seen: readonly Symptom[]): Incident['against'] {
  return examined
    .filter(({ places, holding }) => places > 0 && places === holding)
    .map((each) => ({ each, weight: Math.max(...seen.map((symptom) => weightOf(each.rule, symptom))) }))
    .filter(({ weight }) => weight >= 2)
    .sort((a, b) => b.weight - a.weight || b.each.places - a.each.places)
    .slice(0, mostAgainst)
    .map(({ each: { rule, holds, places } }) => ({ rule, holds, places }))
}

/** The first check of each symptom, then the second of each, and so on. */
function checksOf(seen: readonly Symptom[]): Check[] {
  const wanted: string[] = []
  for (let at = 0; at < 4; at++) {
    for (const symptom of seen) {
      const id = symptom.checks[at]
      if (id !== undefined && !wanted.includes(id)) wanted.push(id)
    }
  }
  return wanted.slice(0, mostChecks).flatMap((id) => checks.filter((check) => check.id === id))
}
