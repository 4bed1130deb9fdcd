import type { Location } from '../../report.ts'
import { documentKind } from './deployment/paths.ts'
import type { Frame, Site, SourceFile } from './program.ts'
import { masked, maskedDocument } from './secrets.ts'

/** A card shows no more of a place than this. */
const snippetLines = 15

const lineStarts = new WeakMap<SourceFile, readonly number[]>()

function startsOf(file: SourceFile): readonly number[] {
  const known = lineStarts.get(file)
  if (known) return known
  const starts = [0]
  for (let at = file.text.indexOf('\n'); at >= 0; at = file.text.indexOf('\n', at + 1)) starts.push(at + 1)
  lineStarts.set(file, starts)
  return starts
}

/** 1-based line of a byte offset. */
export function lineAt(file: SourceFile, offset: number): number {
  const starts = startsOf(file)
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}

/** The lines of a byte range, as a Location; the snippet is whole lines, without their common indentation. */
export function placeOf(
  file: SourceFile,
  span: { start: number; end: number },
  symbol: string | null,
): Location {
  const startLine = lineAt(file, span.start)
  const endLine = lineAt(file, Math.max(span.start, span.end - 1))
  const starts = startsOf(file)
  const from = starts[startLine - 1] ?? 0
  const until = starts[Math.min(endLine, startLine + snippetLines - 1)] ?? file.text.length
  return {
    path: file.path,
    startLine,
    endLine,
    symbol,
    snippet: shownCode(file.path, dedent(decode(file.text.slice(from, until)))),
  }
}

function shownCode(path: string, code: string): string {
  return documentKind(path) === null ? masked(code) : maskedDocument(path, code)
}

export function locationOf(site: Site): Location {
  return shownPart(placeOf(site.frame.file, site.expr, symbolOf(site.frame)))
}

/** The head of a long fold or case is what is meant; its last lines may be a page away, and are not shown. */
function shownPart(location: Location): Location {
  return { ...location, endLine: Math.min(location.endLine, location.startLine + snippetLines - 1) }
}

/** Lines above a finding that are shown with it, so that a value and the place where it came from stand together. */
const reach = 12

/** The place of a finding, begun at the nearest of its causes that stands a few lines above in the same clause. */
export function locationWith(site: Site, causes: readonly Site[]): Location {
  const { file } = site.frame
  const last = lineAt(file, site.expr.start)
  let { start } = site.expr
  for (const { expr, frame } of causes) {
    if (frame.clause === site.frame.clause && expr.start < start && last - lineAt(file, expr.start) <= reach)
      start = expr.start
  }
  return shownPart(placeOf(file, { start, end: site.expr.end }, symbolOf(site.frame)))
}

/** `Module.function/arity` as the language writes it. */
export function symbolOf({ file, module, fn }: Frame): string | null {
  if (!module) return null
  if (!fn) return module.name
  return `${module.name}${file.form.language === 'elixir' ? '.' : ':'}${fn.name}/${fn.arity}`
}

function decode(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}

function dedent(text: string): string {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
  let indent = Number.POSITIVE_INFINITY
  for (const line of lines)
    if (line.trim() !== '') indent = Math.min(indent, line.length - line.trimStart().length)
  return Number.isFinite(indent) ? lines.map((line) => line.slice(indent)).join('\n') : text
}
