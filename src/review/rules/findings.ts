import { createHash } from 'node:crypto'
import type { Mend, Rewrite } from '../fixes/rewrite.ts'
import type { Evidence, Finding, Location, Severity, Witness } from '../report.ts'
import { keyOf } from '../source/key.ts'
import { locationOf, locationWith, symbolOf } from '../source/program/place.ts'
import type { Frame } from '../source/program/program.ts'
import { confidence, postingThreshold, weights } from './evidence.ts'
import type { Hit, Rule } from './rule.ts'
import { lowered } from './severity.ts'

/** A finding, and how all of its places are mended, where the rule says it of each. */
interface Found {
  readonly finding: Finding
  readonly mend: Mend | null
}

/** Makes findings of a rule's hits in scope: those of one function (or module) with the same verdict are one finding. */
export function findingsOf(rule: Rule, hits: readonly Hit[]): Found[] {
  const groups = new Map<string, Hit[]>()
  for (const hit of hits) {
    if (!hit.site.frame.file.inScope) continue
    const { value } = confidence(hit.reasons.map(({ name }) => name))
    const { file } = hit.site.frame
    const key = [
      file.path,
      ownerOf(rule, hit.site.frame) ?? hit.site.expr.start,
      severityOf(rule, hit),
      value,
      hit.precise === true,
    ].join('\n')
    const group = groups.get(key)
    if (group) group.push(hit)
    else groups.set(key, [hit])
  }
  // A second verdict on the same owner must not bear the first one's fingerprint.
  const seen = new Map<string, number>()
  return [...groups.values()].map((unordered) => {
    const group = unordered.toSorted((a, b) => a.site.expr.start - b.site.expr.start)
    const [first] = group as [Hit, ...Hit[]]
    const owner = ownerOf(rule, first.site.frame) ?? first.site.frame.file.path
    const nth = (seen.get(owner) ?? 0) + 1
    seen.set(owner, nth)
    return { finding: finding(rule, group, nth === 1 ? owner : `${owner} ${nth}`), mend: mendOf(group) }
  })
}

/** A patch that leaves one of the places as it is would not clear the finding. */
function mendOf(group: readonly Hit[]): Mend | null {
  const risks = new Set<string>()
  const rewrites: Rewrite[] = []
  for (const { mend } of group) {
    if (!mend) return null
    rewrites.push(...mend.rewrites)
    if (mend.risk) risks.add(mend.risk)
  }
  return { rewrites, ...(risks.size > 0 ? { risk: [...risks].join(' ') } : {}) }
}

/** Tests, tasks and scripts are a step less severe than the service. */
function severityOf(rule: Rule, { severity = rule.severity, reasons }: Hit): Severity {
  return reasons.some(({ name }) => name === 'not-the-service') ? lowered(severity) : severity
}

function ownerOf({ together }: Rule, frame: Frame): string | null {
  return together === 'module' ? (frame.module?.name ?? null) : symbolOf(frame)
}

function finding(rule: Rule, group: readonly Hit[], owner: string): Finding {
  const [first] = group as [Hit, ...Hit[]]
  const { frame } = first.site
  const severity = severityOf(rule, first)
  const { value, basis } = confidence(first.reasons.map(({ name }) => name))
  const language = frame.file.form.language
  const keys = group.map(({ site }) => keyOf(site.expr)).sort()
  return {
    rule: rule.id,
    family: rule.family,
    severity,
    confidence: value,
    confidenceBasis: basis,
    posted: (rule.candidate !== true || first.precise === true) && value >= postingThreshold[severity],
    fingerprint: digest(rule.id, frame.file.path, ...keys),
    symbolFingerprint: digest(rule.id, owner),
    title: first.title ?? rule.title,
    problem: first.problem ?? rule.problem,
    failureScenario: [...(first.failureScenario ?? rule.failureScenario)],
    impact: rule.impact,
    locations: distinct(group.flatMap(placesOf)),
    evidence: first.reasons.map(
      ({ name, text, site }): Evidence => ({
        name,
        weight: weights[name],
        text,
        location: site ? locationOf(site) : null,
      }),
    ),
    guardsLookedFor: [...rule.guardsLookedFor],
    witness: first.witness ?? noWitness,
    fix: {
      summary: rule.fix.summary,
      code: rule.fix[language],
      language,
      residualRisk: rule.fix.residualRisk,
      patch: null,
    },
    sources: [...rule.sources],
    origin: 'rule',
    accepted: null,
  }
}

function placesOf({ site, also = [], reasons }: Hit): Location[] {
  const causes = reasons.flatMap((reason) => (reason.site ? [reason.site] : []))
  return [locationWith(site, causes), ...also.map(locationOf)]
}

const noWitness: Witness = {
  kind: 'none',
  because: 'This kind of finding has no threshold or schedule that a small model could break.',
}

function distinct(locations: readonly Location[]): Location[] {
  const seen = new Map<string, Location>()
  for (const location of locations)
    seen.set(`${location.path}:${location.startLine}:${location.endLine}`, location)
  return [...seen.values()]
}

/** 16 hex digits that stand for the parts. */
export function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16)
}
