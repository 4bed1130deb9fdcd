import { type Node, SyntaxFault } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { OperatorCode } from '../operators.ts'
import { expression } from './expressions.ts'
import type { Reader } from './reader.ts'

/** A file with more unreadable parts than this is not Elixir. */
const mostUnread = 500

const moduleWords = new Set(['defmodule', 'defimpl', 'defprotocol'])

/** True for the words whose do-blocks hold definitions. */
export function isModuleWord(name: string): boolean {
  return moduleWords.has(name)
}

/**
 * By layout: the do-block of a module whose first word starts at `moduleStart`. A definition that cannot be read is
 * noted in `reader.unread` and left out; an `end` that is missing or one too many is noted and taken for a slip.
 */
export function moduleSection(reader: Reader, moduleStart: number): Node {
  const start = reader.start()
  const column = columnOf(reader, moduleStart)
  reader.advance()
  const headEnd = reader.lastEnd
  const { withoutDo, definitionColumn, definitionToken } = reader
  reader.withoutDo = false
  const content = definitions(reader, column)
  reader.withoutDo = withoutDo
  reader.definitionColumn = definitionColumn
  reader.definitionToken = definitionToken
  const section = reader.node(Kind.section, start, 'do', content)
  if (reader.is(Token.endWord)) {
    reader.advance()
  } else {
    reader.unread.push({ start: moduleStart, end: headEnd, reason: 'this module has no `end`' })
  }
  return reader.node(Kind.doBlock, start, '', [section])
}

/** By layout: the expressions of a whole file. */
export function fileByLayout(reader: Reader): Node[] {
  return definitions(reader, null)
}

/** The column of the first word of a module, or -1 where it is not the first of its line. */
function columnOf(reader: Reader, moduleStart: number): number {
  const { tokens, columns } = reader
  let i = reader.at
  while (i > 0 && (tokens.start[i] as number) > moduleStart) i--
  return columns?.[i] ?? -1
}

/**
 * Expressions up to the `end` of the module at column `owner`, which is left; -1 stands for a module whose column says
 * nothing, null for the file itself, which goes on to its last token.
 */
function definitions(reader: Reader, owner: number | null): Node[] {
  const content: Node[] = []
  for (;;) {
    reader.skipSeparators()
    if (reader.is(Token.end)) return content
    if (reader.unread.length >= mostUnread) {
      giveUp(reader)
      return content
    }
    const column = reader.columns?.[reader.at] ?? -1
    const knowsColumns = owner !== null && owner >= 0 && column >= 0
    if (reader.is(Token.endWord)) {
      const isStray = owner === null || (knowsColumns && column > owner)
      if (!isStray) return content
      const start = reader.start()
      reader.advance()
      reader.unread.push({ start, end: reader.lastEnd, reason: 'an `end` too many' })
      continue
    }
    if (knowsColumns && column <= owner) return content
    const node = definition(reader, column)
    if (node) content.push(node)
  }
}

/** The rest of a file that has proved unreadable is one unread part. */
function giveUp(reader: Reader): void {
  const start = reader.start()
  reader.moveTo(reader.tokens.count - 1)
  reader.lastEnd = reader.text.length
  reader.unread.push({
    start,
    end: reader.text.length,
    reason: `more than ${mostUnread} parts before this were unreadable`,
  })
}

/** One expression of a module's body, or null where it could not be read; then the reader is past it. */
function definition(reader: Reader, column: number): Node | null {
  const first = reader.at
  const { depth, withoutDo, top } = reader
  reader.definitionColumn = column
  reader.definitionToken = first
  try {
    const node = expression(reader, 0)
    if (!isEnded(reader)) reader.fail('expected a line break or an operator')
    return node
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault
    reader.depth = depth
    reader.withoutDo = withoutDo
    reader.top = top
    const start = reader.tokens.start[first] as number
    resume(reader, first, column)
    reader.unread.push({ start, end: Math.max(reader.lastEnd, start), reason: fault.message })
    return null
  }
}

/** True where a definition may end: at a line break, an `end`, or the first token of a line. */
function isEnded(reader: Reader): boolean {
  if (reader.isSeparator() || reader.is(Token.end) || reader.is(Token.endWord)) return true
  return (reader.columns?.[reader.at] ?? -1) >= 0
}

/**
 * Moves behind a definition whose first token and column are given and which failed at the next token: past the first
 * `end` in its column, or to the next line that starts in its column or left of it.
 */
function resume(reader: Reader, first: number, column: number): void {
  const { tokens, columns } = reader
  let at = Math.max(first + 1, reader.at)
  const reach = column < 0 ? Number.POSITIVE_INFINITY : column
  for (; tokens.kind[at] !== Token.end; at++) {
    const own = columns?.[at] ?? -1
    if (own < 0 || own > reach) continue
    const kind = tokens.kind[at]
    if (kind === Token.endWord) {
      if (own === column) at++
      break
    }
    if (kind === Token.identifier || kind === Token.alias) break
    if (kind === Token.operator && tokens.value[at] === OperatorCode.attribute) break
  }
  reader.moveTo(Math.min(at, tokens.count - 1))
  reader.lastEnd = tokens.end[reader.at - 1] ?? 0
}
