import type { Finding, Location } from '../report.ts'
import { postingThreshold } from '../rules/evidence.ts'
import { digest } from '../rules/findings.ts'
import { hazardOf } from '../rules/hazards.ts'
import { rules } from '../rules/index.ts'
import { placeOf } from '../source/program/place.ts'
import type { SourceFile } from '../source/program/program.ts'
import { masked } from '../source/program/secrets.ts'
import type { Claim } from './claim.ts'
import type { Sight } from './sight.ts'

/** A judgement without a rule behind it is never surer than this. */
const ceiling = 80
/** A finding is a place, not a file. */
const mostLines = 40
/** Fewer letters than this show nothing: `end` stands everywhere. */
const fewestLetters = 6

/**
 * Turns a claim into a finding if its quote stands letter for letter at its lines, in a file that is under review,
 * and nothing says the same already; else says why not. `taken` are findings of rules and earlier claims.
 */
export function ground(
  claim: Claim,
  sight: Sight,
  taken: readonly Finding[],
): { readonly finding: Finding } | { readonly reason: string } {
  const hazard = hazardOf(claim.rule)
  if (!hazard) return { reason: `there is no hazard ${claim.rule} in the list` }
  const file = sight.file(claim.path)
  if (!file) return { reason: `there is no file ${claim.path} among those that were read` }
  if (!file.inScope) return { reason: `${file.path} is outside the reviewed paths` }
  const lines = sight.lines(file)
  const { startLine, endLine } = claim
  if (endLine < startLine) return { reason: `line ${endLine} is before line ${startLine}` }
  if (endLine > lines.length) return { reason: `${file.path} ends at line ${lines.length}` }
  if (endLine - startLine >= mostLines) return { reason: `${endLine - startLine + 1} lines are no place` }
  if (!stands(claim.quote, lines.slice(startLine - 1, endLine)))
    return { reason: `the quote does not stand at ${file.path}:${startLine}-${endLine}` }
  if (claim.quote.replace(/[^\p{L}\p{N}]/gu, '').length < fewestLetters)
    return { reason: 'the quote is too short to show anything' }
  if (isComment(claim.quote, file)) return { reason: 'the quote is a comment, not code' }
  // What a rule saw and did not post is for the expert to judge.
  const same = taken.find(
    (finding) =>
      (finding.posted || finding.origin === 'model') &&
      finding.rule === hazard.id &&
      overlaps(finding, file.path, claim),
  )
  if (same)
    return { reason: `it is reported already, by a ${same.origin === 'rule' ? 'rule' : 'claim before it'}` }
  return { finding: findingOf(claim, hazard, file) }
}

/** From its first line to its last: the quote has as many lines, and only blanks may be missing at its ends. */
function stands(quote: string, lines: readonly string[]): boolean {
  const quoted = withoutBlankEnds(quote.split(/\r?\n/))
  const there = withoutBlankEnds(lines)
  return quoted.length === there.length && there.join('\n').includes(quoted.join('\n').trimEnd())
}

function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const isCode = (line: string) => line.trim() !== ''
  return lines.slice(Math.max(0, lines.findIndex(isCode)), lines.findLastIndex(isCode) + 1)
}

function isComment(quote: string, { form }: SourceFile): boolean {
  const sign = form.language === 'elixir' ? '#' : '%'
  return quote.split('\n').every((line) => line.trim() === '' || line.trimStart().startsWith(sign))
}

function overlaps({ locations }: Finding, path: string, { startLine, endLine }: Claim): boolean {
  return locations.some(
    (location) => location.path === path && location.startLine <= endLine && location.endLine >= startLine,
  )
}

function findingOf(
  claim: Claim,
  hazard: NonNullable<ReturnType<typeof hazardOf>>,
  file: SourceFile,
): Finding {
  const location = locationOf(claim, file)
  const confidence = Math.min(ceiling, claim.confidence)
  const { severity } = claim
  return {
    rule: hazard.id,
    family: hazard.family,
    severity,
    confidence,
    confidenceBasis: 'model',
    posted: confidence >= postingThreshold[severity],
    fingerprint: digest(hazard.id, 'model', file.path, claim.quote.replace(/\s+/g, ' ').trim()),
    symbolFingerprint: digest(hazard.id, location.symbol ?? file.path),
    title: rules.find(({ id }) => id === hazard.id)?.title ?? capital(hazard.title),
    problem: clean(claim.problem),
    failureScenario: claim.failureScenario.map(clean),
    impact: clean(claim.impact),
    locations: [location],
    evidence: [
      {
        name: 'model-judgement',
        weight: confidence,
        text: 'A model judged it; the quoted code was found at these lines, the judgement was not computed.',
        location,
      },
    ],
    guardsLookedFor: claim.lookedFor.map(clean),
    witness: { kind: 'none', because: 'A model proposed this finding; no small model was explored for it.' },
    fix: {
      summary: clean(claim.fix),
      code: null,
      language: file.form.language,
      residualRisk: claim.residualRisk === undefined ? null : clean(claim.residualRisk),
      patch: null,
    },
    sources: [],
    origin: 'model',
    accepted: null,
  }
}

/** The lines as a Location, with the function that holds the first of them. */
function locationOf({ startLine, endLine }: Claim, file: SourceFile): Location {
  const start = offsetOf(file.text, startLine)
  const span = { start, end: offsetOf(file.text, endLine + 1) }
  return placeOf(file, span, symbolAt(file, start, span.end))
}

/** Byte offset at which a line begins, or the end of the text. */
function offsetOf(text: string, line: number): number {
  let at = 0
  for (let passed = 1; passed < line; passed++) {
    const next = text.indexOf('\n', at)
    if (next < 0) return text.length
    at = next + 1
  }
  return at
}

function symbolAt({ form }: SourceFile, start: number, end: number): string | null {
  const separator = form.language === 'elixir' ? '.' : ':'
  for (const { name, functions } of form.modules) {
    for (const fn of functions) {
      if (fn.start < end && fn.end > start) return `${name}${separator}${fn.name}/${fn.arity}`
    }
  }
  return form.modules.length === 1 ? (form.modules[0]?.name ?? null) : null
}

/** One line of prose; what looks like a secret is masked in it as well. */
function clean(words: string): string {
  return masked(words).replace(/\s+/g, ' ').trim()
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
