import type { Call, Span } from '../source/form.ts'
import type { Site, SourceFile } from '../source/program/program.ts'
import type { Rewrite } from './rewrite.ts'

/** Columns that the usual formatters keep to. */
const widest = { elixir: 98, erlang: 100 } as const

interface Added {
  /** Code of a new first argument. */
  readonly first?: string
  /** Code of new last arguments. */
  readonly last?: readonly string[]
  /** The last ones are keywords, which may stand behind other keywords. */
  readonly keywords?: boolean
}

/**
 * A call with more arguments, laid out as it was; one that grows too wide for its line is broken as the formatters of
 * its language do. Null where its arguments do not stand between its own parentheses: a pipe of all of them, a call
 * without parentheses, keywords without brackets at the end (unless more of them are added), a comment between.
 */
export function withArguments(
  site: Site<Call>,
  { first, last = [], keywords = false }: Added,
): Rewrite[] | null {
  const { expr, frame } = site
  const { file } = frame
  const { text, form } = file
  const close = expr.end - 1
  const given = expr.args.filter(({ start, end }) => start > expr.start && end < expr.end)
  const bare = given.at(-1)
  const inside: Span[] =
    keywords && bare?.kind === 'list' && isBareKeywords(text, bare)
      ? [...given.slice(0, -1), ...bare.items]
      : given
  const [head] = inside
  const tail = inside.at(-1)
  if (text[close] !== ')' || !head || !tail) return null
  const between = text.slice(tail.end, close)
  if (between.trim() !== '') return null
  const open = text.slice(0, head.start).trimEnd().length - 1
  // What a macro stands for takes the arguments that the macro takes.
  if (text[open] !== '(' || !text.slice(expr.start, open).endsWith(expr.name)) return null
  // A first argument that is piped in stands outside: there is no place before it.
  if (first !== undefined && given.length !== expr.args.length) return null
  if (form.language === 'elixir' && !keywords && isBareKeywords(text, tail)) return null
  const added = { file, first, last }
  const length = [first ?? '', ...last].reduce((sum, code) => sum + code.length + 2, 0)
  if (!text.slice(open, close).includes('\n')) {
    const width = widthAt(text, close)
    const fits = width + length <= widest[form.language] || width > widest[form.language]
    if (fits) return inLine(added, head, tail)
    return form.language === 'elixir'
      ? [exploded(added, inside, open, close)]
      : [...inLine({ file, first, last: [] }, head, tail), ...below(added, head, tail)]
  }
  const rows = inside.every(({ start }) => isFirstInLine(text, start))
  return rows ? inRows(added, head, tail) : inLine(added, head, tail)
}

type Within = Added & { readonly file: SourceFile; readonly last: readonly string[] }

function inLine({ file, first, last }: Within, head: Span, tail: Span): Rewrite[] {
  const rewrites: Rewrite[] = []
  if (first !== undefined) rewrites.push({ file, start: head.start, end: head.start, text: `${first}, ` })
  const text = last.map((code) => `, ${code}`).join('')
  if (text !== '') rewrites.push({ file, start: tail.end, end: tail.end, text })
  return rewrites
}

/** Each argument on a line of its own, as those that are there. */
function inRows({ file, first, last }: Within, head: Span, tail: Span): Rewrite[] {
  const indent = (offset: number) => file.text.slice(lineStart(file.text, offset), offset)
  const rewrites: Rewrite[] = []
  if (first !== undefined)
    rewrites.push({ file, start: head.start, end: head.start, text: `${first},\n${indent(head.start)}` })
  const text = last.map((code) => `,\n${indent(tail.start)}${code}`).join('')
  rewrites.push({ file, start: tail.end, end: tail.end, text })
  return rewrites
}

/** The last arguments below the first one, as Erlang's editors align them. */
function below({ file, last }: Within, head: Span, tail: Span): Rewrite[] {
  const column = ' '.repeat(head.start - lineStart(file.text, head.start))
  return [{ file, start: tail.end, end: tail.end, text: last.map((code) => `,\n${column}${code}`).join('') }]
}

/** As the formatter of Elixir breaks a call that is too wide. */
function exploded(
  { file, first, last }: Within,
  inside: readonly Span[],
  open: number,
  close: number,
): Rewrite {
  const { text } = file
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, open), open))?.[0] ?? ''
  const codes = [
    ...(first === undefined ? [] : [first]),
    ...inside.map(({ start, end }) => text.slice(start, end)),
    ...last,
  ]
  const rows = codes.map((code) => `${indent}  ${code}`).join(',\n')
  return { file, start: open + 1, end: close, text: `\n${rows}\n${indent}` }
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

function isFirstInLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === ''
}

function widthAt(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return (end < 0 ? text.length : end) - lineStart(text, offset)
}

function isBareKeywords(text: string, tail: { readonly start: number }): boolean {
  return /^[a-z_]\w*[?!]?:\s/.test(text.slice(tail.start, tail.start + 80))
}
