import type { Severity } from '../../review/report.ts'
import type { Line, Part, Run } from '../card.ts'
import type { Picture } from '../pictures/scene.ts'

/** A run, or words that lead to another place of the same document: `to` is the id of a section. */
export type Span = Run | { readonly kind: 'jump'; readonly text: string; readonly to: string }
export type Words = readonly Span[]

/** What a document has besides the parts of a card. Text is data: each format escapes it. */
export type Block =
  | Exclude<Part, { kind: 'heading' | 'buttons' | 'picture' }>
  /** Lines that a program reads: a diff, commands, a file. */
  | { readonly kind: 'source'; readonly text: string; readonly language: SourceLanguage }
  /** A picture; what it says stands in words in the blocks beside it. */
  | { readonly kind: 'figure'; readonly picture: Picture }
  /** A table with links and code in its cells. */
  | { readonly kind: 'grid'; readonly head: readonly string[]; readonly rows: readonly (readonly Words[])[] }
  /** Names with what is known of each. */
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: string, value: Line])[] }
  /** Counts that are seen first. */
  | { readonly kind: 'tallies'; readonly tallies: readonly Tally[] }
  /** Findings by number, each leading to its section. */
  | { readonly kind: 'leads'; readonly leads: readonly Words[] }

export type SourceLanguage = 'diff' | 'sh' | 'promql' | 'markdown' | 'elixir' | 'erlang'

export interface Tally {
  readonly count: string
  readonly word: string
  readonly severity?: Severity
}

/** A titled part of a document; its subsections are one level below it. */
export interface Section {
  /** Unique in the document; letters, digits and hyphens. */
  readonly id: string
  readonly title: string
  readonly severity?: Severity
  readonly blocks: readonly Block[]
  readonly sections: readonly Section[]
}

/** A report as a file that is read from top to bottom; made once for every format. */
export interface Document {
  readonly title: string
  /** What was reviewed, when and how: one line under the title. */
  readonly subtitle: Line
  /** What matters, on the first screen. */
  readonly opening: readonly Block[]
  readonly sections: readonly Section[]
}

export function section(
  id: string,
  title: string,
  blocks: readonly Block[],
  sections: readonly Section[] = [],
): Section {
  return { id, title, blocks, sections }
}

export function source(text: string, language: SourceLanguage): Block {
  return { kind: 'source', text, language }
}

/** A table, or one sentence where it would be empty. */
export function grid(head: readonly string[], rows: readonly (readonly Words[])[], empty: string): Block {
  return rows.length > 0
    ? { kind: 'grid', head, rows }
    : { kind: 'line', line: [{ kind: 'text', text: empty }] }
}

/** The parts of a card that a document has as well: no heading, no buttons. */
export function blocksOf(parts: readonly Part[]): Block[] {
  return parts.filter((part) => part.kind !== 'heading' && part.kind !== 'buttons' && part.kind !== 'picture')
}
