import type { Location, Report } from '../../review/report.ts'
import type { Line, Run } from '../card.ts'
import { type At, places } from '../cards/place.ts'
import { joined, prose, text } from '../cards/runs.ts'
import { number, sentence } from '../cards/words.ts'
import type { Span, Words } from './document.ts'

/** Places of a claim that are named. */
const mostPlaces = 3

/** What the parts of a document need of the report: where places open, and what findings are called. */
export interface Context extends At {
  /** Numbers of the findings that have a section of their own. */
  readonly inFull: ReadonlySet<number>
  /** By fingerprint. */
  readonly numbers: ReadonlyMap<string, number>
  readonly depth: Report['depth']
}

/** A claim as a sentence, with its places in brackets. */
export function claim(words: string, evidence: readonly Location[], at: At): Line {
  return [...prose(sentence(words)), ...shownAt(evidence, at)]
}

/** ` (lib/a.ex:3, lib/b.ex:9)`, or nothing. */
export function shownAt(evidence: readonly Location[], at: At): Run[] {
  return evidence.length === 0 ? [] : [text(' ('), ...places(evidence, at, mostPlaces), text(')')]
}

/** Places alone, for a cell; a dash where there are none. */
export function cellOf(evidence: readonly Location[], at: At): Line {
  return evidence.length === 0 ? [text('–')] : places(evidence, at, mostPlaces)
}

/** A fact, or that it is unknown and why. */
export function known<T>(
  fact: { value: T; evidence: Location[] } | { value: 'unknown'; because: string },
  spoken: (value: T) => string,
  at: At,
): Line {
  if (!('evidence' in fact)) return [text('Unknown: '), ...prose(sentence(fact.because))]
  return [...prose(spoken(fact.value)), ...shownAt(fact.evidence, at)]
}

/** `findings 1, 3`, each leading to its section where it has one; one that is not shown is said to be so. */
export function findingsNamed(fingerprints: readonly string[], context: Context): Words {
  const named = fingerprints.flatMap((fingerprint): Span[] => {
    const at = context.numbers.get(fingerprint)
    if (at === undefined) return []
    const words = number(at)
    return context.inFull.has(at) ? [{ kind: 'jump', text: words, to: `finding-${at}` }] : [text(words)]
  })
  const hidden = new Set(fingerprints.filter((fingerprint) => !context.numbers.has(fingerprint))).size
  const spans: Span[] = named.length === 0 ? [] : [text(named.length === 1 ? 'finding ' : 'findings ')]
  for (const [at, span] of named.entries()) spans.push(...(at > 0 ? [text(', ')] : []), span)
  if (hidden > 0)
    spans.push(
      text(`${named.length > 0 ? ' and ' : ''}${hidden} that ${hidden === 1 ? 'is' : 'are'} not shown here`),
    )
  return spans
}

/** Short lines that are joined by semicolons. */
export function run(lines: readonly string[]): Line {
  return joined(
    lines.map((line) => prose(line.replace(/\.$/, ''))),
    '; ',
  )
}
