import type { Finding, Location } from '../report.ts'
import { postingThreshold } from '../rules/evidence.ts'
import { digest } from '../rules/findings.ts'
import { type Hazard, hazardOf } from '../rules/hazards.ts'
import { rules } from '../rules/index.ts'
import { placeOf } from '../source/program/place.ts'
import type { SourceFile } from '../source/program/program.ts'
import { inapplicable } from './applicability.ts'
import type { Claim } from './claim.ts'
import { falseWords } from './mentions.ts'
import { plainWords } from './plain.ts'
import type { Sight } from './sight.ts'

/** A judgement without a rule behind it is never surer than this; without a hazard of the catalogue, less. */
const ceiling = { listed: 80, unlisted: 70 } as const
/** How a finding is called for which the catalogue has no hazard. */
const unlisted = 'unlisted'
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
  const hazard = hazardFor(claim)
  if ('reason' in hazard) return hazard
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
  const untrue =
    inapplicable(hazard.id, file, sight) ??
    wrongFunction(claim, file) ??
    falseWords(claim, sight) ??
    standingGuard(claim, file, sight)
  if (untrue !== null) return { reason: untrue }
  // What a rule saw and did not post is for the expert to judge.
  const same = taken.find(
    (finding) =>
      (finding.posted || finding.origin === 'model') &&
      finding.rule === hazard.id &&
      (hazard.id !== unlisted || finding.title === hazard.title) &&
      overlaps(finding, file.path, claim),
  )
  if (same)
    return { reason: `it is reported already, by a ${same.origin === 'rule' ? 'rule' : 'claim before it'}` }
  return { finding: findingOf(claim, hazard, file) }
}

/** A hazard of the catalogue, or one of its own where the claim says why none fits. */
function hazardFor({ rule, title, whyNoHazard, severity }: Claim): Hazard | { readonly reason: string } {
  if (rule !== 'none') return hazardOf(rule) ?? { reason: `there is no hazard ${rule} in the list` }
  if (!title || !whyNoHazard)
    return { reason: 'it names no hazard, and does not say by title and whyNoHazard why none fits' }
  return { id: unlisted, family: unlisted, severity, title: clean(title) }
}

/** The function that is named must be there, and hold the lines. */
function wrongFunction({ function: named, startLine, endLine }: Claim, file: SourceFile): string | null {
  if (named === undefined) return null
  const [, name = named, arity] = /([^.:/\s]+)(?:\/(\d+))?$/.exec(named) ?? []
  const start = offsetOf(file.text, startLine)
  const end = offsetOf(file.text, endLine + 1)
  for (const { functions } of file.form.modules) {
    for (const fn of functions) {
      const same = fn.name === name && (arity === undefined || fn.arity === Number(arity))
      if (same && fn.start < end && fn.end > start) return null
    }
  }
  return `no function ${named} stands at ${file.path}:${startLine}-${endLine}`
}

/** A guard that is said to be missing must not stand where it was looked for. Comments are no guards. */
function standingGuard({ lookedFor }: Claim, file: SourceFile, sight: Sight): string | null {
  for (const { guard, letters, under } of lookedFor) {
    if (letters === null) continue
    if (letters.length < 3) return `"${clean(letters)}" is too short to show that ${clean(guard)} is missing`
    const path = (under ?? file.path).replace(/^\.?\/+|\/+$/g, '')
    const searched = [...sight.files, ...sight.documents].filter(
      (each) => path === '.' || path === '' || each.path === path || each.path.startsWith(`${path}/`),
    )
    if (searched.length === 0) return `there is no file or folder ${path} to look for ${clean(guard)} in`
    for (const each of searched) {
      const line = sight.lines(each).findIndex((text) => text.includes(letters) && !isComment(text, each))
      if (line >= 0)
        return `"${clean(letters)}" stands at ${each.path}:${line + 1}, so ${clean(guard)} may be there`
    }
  }
  return null
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

function findingOf(claim: Claim, hazard: Hazard, file: SourceFile): Finding {
  const location = placeOfLines(claim, file)
  const confidence = Math.min(ceiling[hazard.id === unlisted ? 'unlisted' : 'listed'], claim.confidence)
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
      ...(claim.whyNoHazard && hazard.id === unlisted
        ? [{ name: 'no-hazard-fits', weight: 0, text: clean(claim.whyNoHazard), location: null }]
        : []),
    ],
    guardsLookedFor: claim.lookedFor.map(({ guard }) => clean(guard)),
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
export function placeOfLines(
  { startLine, endLine }: Pick<Claim, 'startLine' | 'endLine'>,
  file: SourceFile,
): Location {
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

/** One line of prose. */
function clean(words: string): string {
  return plainWords(words).replace(/\s+/g, ' ').trim()
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
