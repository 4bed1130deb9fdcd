import { pieces } from '../block-kit/weight.ts'
import type { Line, Run } from '../card.ts'
import { visible, webAddress } from '../escape.ts'
import type { RichTextBlock, TextRun } from './schema.ts'
import { byBytes } from './size.ts'

type Look = Omit<TextRun, 'type' | 'text'>

/** Bytes of one block of text at most, so that several fit into a message. */
const blockMost = 20_000
/** Code points of one run at most. */
const runMost = 4_000

/**
 * Places at which a run is cut in two, since a client reads the whole there, and each run by itself: mentions
 * (`<at>`), and `{{DATE(…)}}` and `{{TIME(…)}}`, which become a date in the reader's language.
 */
const read = /(?<=<)(?=\/?at\b)|(?<=\{)(?=\{(?:DATE|TIME)\()/gi

/** Text in runs that joined are the text, with what is unseen made visible; none where it is empty. */
export function runs(text: string, look: Look = {}): TextRun[] {
  return visible(text)
    .split(read)
    .flatMap((part) => pieces(part, runMost))
    .map((piece) => ({ type: 'TextRun', text: piece, ...look }))
}

/** For text that is not made of runs: what is unseen is visible, and a client finds nothing to read. */
export function plain(text: string): string {
  return visible(text).split(read).join('\u2060')
}

/**
 * Code as runs. A browser folds blanks into one: where they matter they are no-break spaces, which become ordinary
 * ones again when they are copied; a tab is four.
 */
export function codeRuns(code: string, look: Look = {}): TextRun[] {
  const kept = code
    .replaceAll('\t', '    ')
    .replace(/^ +| {2,}/gm, (blanks) => '\u00a0'.repeat(blanks.length))
  return runs(kept, { ...look, fontType: 'Monospace' })
}

/** A line of a card in blocks, in as many as it needs; none where it has no words. */
export function lineBlocks(line: Line, look: Look = {}): RichTextBlock[] {
  return blocks(line.flatMap((run) => runsOf(run, look)))
}

/** Runs in blocks; none where there is nothing to see. */
export function blocks(inlines: readonly TextRun[]): RichTextBlock[] {
  if (inlines.every(({ text }) => text.trim() === '')) return []
  return byBytes(inlines, blockMost).map((group) => ({ type: 'RichTextBlock', inlines: group }))
}

function runsOf(run: Run, look: Look): TextRun[] {
  if (run.kind === 'code') return codeRuns(run.text, look)
  if (run.kind === 'text') return runs(run.text, run.strong ? { ...look, weight: 'Bolder' } : look)
  const url = webAddress(run.url)
  // An address that a browser may not open is words.
  if (url === null) return runs(run.text === '' ? run.url : `${run.text} (${run.url})`, look)
  return runs(run.text === '' ? url : run.text, { ...look, selectAction: { type: 'Action.OpenUrl', url } })
}
