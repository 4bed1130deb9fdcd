import type { Finding } from '../report.ts'

/** Why the findings after a change say that it is no fix of `mended`; null where it is gone and nothing is new. */
export function objection(
  mended: Finding,
  before: readonly Finding[],
  after: readonly Finding[],
): string | null {
  const others = without(before, mended)
  if (isStillThere(mended, others, after)) return 'the finding is still there after it'
  const unpaired = [...others]
  // Those that did not change are paired first: what is left has changed with the code around it.
  const changed = after.filter((finding) => !takeAway(unpaired, (other) => isSame(other, finding)))
  for (const finding of changed) {
    const other =
      takeAway(unpaired, (each) => isAlike(each, finding)) ??
      takeAway(unpaired, (each) => isNear(each, finding))
    if (!other) return `${finding.rule} fires after it, at ${placeOf(finding)}`
    if (finding.posted && !other.posted) return `${finding.rule} weighs more after it, at ${placeOf(finding)}`
  }
  return null
}

/** The same code in the same function, twice the same code, or other code where no other finding of the rule was. */
function isStillThere(mended: Finding, others: readonly Finding[], after: readonly Finding[]): boolean {
  if (after.some((finding) => isSame(finding, mended))) return true
  const alike = (findings: readonly Finding[]) =>
    findings.filter((finding) => isAlike(finding, mended)).length
  if (alike(after) > alike(others)) return true
  // Two verdicts on one function number its symbol: the second one moves up when the first is gone.
  return after.some((finding) => isNear(finding, mended) && !others.some((other) => isAlike(other, finding)))
}

function without(findings: readonly Finding[], finding: Finding): Finding[] {
  const rest = [...findings]
  takeAway(rest, (each) => isSame(each, finding))
  return rest
}

function takeAway(findings: Finding[], matches: (finding: Finding) => boolean): Finding | undefined {
  const at = findings.findIndex(matches)
  return at < 0 ? undefined : findings.splice(at, 1)[0]
}

function isSame(a: Finding, b: Finding): boolean {
  return isAlike(a, b) && isNear(a, b)
}

function isAlike(a: Finding, b: Finding): boolean {
  return a.fingerprint === b.fingerprint
}

function isNear(a: Finding, b: Finding): boolean {
  return a.symbolFingerprint === b.symbolFingerprint
}

function placeOf({ locations: [first] }: Finding): string {
  return first ? `${first.path}:${first.startLine}` : 'an unknown place'
}
