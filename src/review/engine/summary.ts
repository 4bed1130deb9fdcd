import type { Skipped } from '../checkout/snapshot.ts'
import { placeOf } from '../source/program/place.ts'
import type { SourceFile } from '../source/program/program.ts'
import { isSource } from '../source/reading.ts'
import type { Summary } from './study.ts'

export function summaryOf(
  files: readonly SourceFile[],
  documents: readonly SourceFile[],
  skipped: readonly Skipped[],
  { foreign, unjudged }: { readonly foreign: number; readonly unjudged: number },
): Summary {
  const read = files.filter((file) => file.inScope && isSource(file.path))
  return {
    files: read.length,
    lines: read.reduce((sum, { text }) => sum + lineCount(text), 0),
    bytes: read.reduce((sum, { text }) => sum + text.length, 0),
    contextFiles: files.length + documents.length - read.length,
    unjudged,
    languages: (['elixir', 'erlang'] as const).filter((language) =>
      read.some(({ form }) => form.language === language),
    ),
    skipped: [...skipped],
    unread: files.filter(({ inScope }) => inScope).flatMap(unreadOf),
    foreign,
  }
}

function unreadOf(file: SourceFile): Summary['unread'] {
  return file.form.unread.map((part) => {
    const { path, startLine, endLine } = placeOf(file, part, null)
    return { path, startLine, endLine, reason: part.reason }
  })
}

function lineCount(text: string): number {
  let lines = text === '' || text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
