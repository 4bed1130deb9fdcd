import type { Location } from '../location.ts'

/** One sentence about the code, with where it is shown. */
export interface Claim {
  readonly words: string
  readonly evidence: readonly Location[]
}

/** What a report says to one question, in order; nothing in it is made up for the question. */
export interface Answer {
  readonly title: string
  /** The answer in a sentence. */
  readonly headline: string
  readonly groups: readonly {
    /** null: the group needs no name. */
    readonly title: string | null
    readonly claims: readonly Claim[]
  }[]
  /** What cannot be told from the code, and why. */
  readonly unknown: readonly { readonly what: string; readonly because: string }[]
  /** What could be asked instead or next, as it is said. */
  readonly ask: readonly string[]
}

export function claim(words: string, evidence: readonly Location[] = []): Claim {
  return { words, evidence }
}

/** Groups that have something to say. */
export function filled(groups: Answer['groups']): Answer['groups'] {
  return groups.filter(({ claims }) => claims.length > 0)
}

/** Where a report was made before it had the parts that a question is about. */
export function withoutSections(title: string): Answer {
  return {
    title,
    headline: 'I can’t tell from this review.',
    groups: [],
    unknown: [{ what: title, because: 'the review was made by a version that did not look at it' }],
    ask: ['review again'],
  }
}

/** What is unknown for one reason is said once. */
export function becauseOf(
  each: readonly { readonly what: string; readonly because: string }[],
): { what: string; because: string }[] {
  const reasons = new Map<string, string[]>()
  for (const { what, because } of each) reasons.set(because, [...(reasons.get(because) ?? []), what])
  return [...reasons].map(([because, whats]) => ({ what: whats.join('; '), because }))
}

/** `1 file`, `3 files`. */
export function counted(value: number, what: string): string {
  return `${value.toLocaleString('en')} ${what}${value === 1 ? '' : 's'}`
}
