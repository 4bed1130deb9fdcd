import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { stringValue } from '../literals.ts'
import { binary } from './binaries.ts'
import { beginBlock, caseOf, ifs, maybeBlock, receiveBlock, standsAsAtom, tryBlock } from './blocks.ts'
import { type Cursor, none } from './cursor.ts'
import { expression, separated } from './expressions.ts'
import { fun } from './funs.ts'
import { list } from './lists.ts'
import { macro } from './macros.ts'
import { map } from './maps.ts'
import { record, recordOfMacro, startsRecord } from './records.ts'

/** An expression that needs no operator: a literal, a name, something in brackets, a block, a fun. */
export function primary(cursor: Cursor): Node {
  switch (cursor.kind) {
    case Token.atom:
      return cursor.leaf(Kind.atom, cursor.name)
    case Token.variable: {
      const name = cursor.leaf(Kind.variable, cursor.name)
      return cursor.inDefinition && isText(cursor.kind) ? strings(cursor, name) : name
    }
    case Token.integer:
      return cursor.leaf(Kind.integer, cursor.symbol)
    case Token.float:
      return cursor.leaf(Kind.float, cursor.symbol)
    case Token.character:
      return cursor.leaf(Kind.character, cursor.written)
    case Token.string:
    case Token.sigil:
    case Token.stringify:
      return strings(cursor)
    case Token.macro: {
      if (startsRecord(cursor)) return recordOfMacro(cursor)
      const first = macro(cursor)
      return isText(cursor.kind) ? strings(cursor, first) : first
    }
    case Token.openParen:
      return parenthesised(cursor)
    case Token.openBrace:
      return tuple(cursor)
    case Token.openBracket:
      return list(cursor)
    case Token.openBinary:
      return binary(cursor)
    case Token.hash:
      return cursor.nextKind === Token.openBrace ? map(cursor) : record(cursor)
    default:
      return keyword(cursor)
  }
}

function keyword(cursor: Cursor): Node {
  switch (cursor.kind) {
    case Token.case:
      return caseOf(cursor)
    case Token.if:
      return ifs(cursor)
    case Token.receive:
      return receiveBlock(cursor)
    case Token.try:
      return tryBlock(cursor)
    case Token.begin:
      return beginBlock(cursor)
    case Token.fun:
      return fun(cursor)
    case Token.maybe:
      return standsAsAtom(cursor) ? cursor.leaf(Kind.atom, 'maybe') : maybeBlock(cursor)
    case Token.else:
      return cursor.leaf(Kind.atom, 'else')
    default:
      return cursor.fault('expected an expression')
  }
}

function parenthesised(cursor: Cursor): Node {
  cursor.advance()
  const inner = expression(cursor)
  cursor.expect(Token.closeParen, '`)`')
  return inner
}

function tuple(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  const items = separated(cursor, Token.closeBrace, '`}`')
  return cursor.node(Kind.tuple, start, '', items)
}

function isText(kind: number): boolean {
  return kind === Token.string || kind === Token.sigil || kind === Token.stringify
}

/**
 * Strings and macros side by side are one string, as in `"at " ?FILE ", " "line"`; in a macro's body a parameter
 * may be one of them.
 */
function strings(cursor: Cursor, first?: Node): Node {
  if (!first && cursor.kind === Token.string && !continuesText(cursor))
    return cursor.leaf(Kind.string, textValue(cursor))
  const start = first ? first.start : cursor.start
  const parts = first ? [first] : []
  for (;;) {
    if (cursor.kind === Token.string || cursor.kind === Token.sigil) {
      appendString(parts, cursor.leaf(Kind.string, textValue(cursor)))
    } else if (cursor.kind === Token.stringify) parts.push(cursor.leaf(Kind.stringify, cursor.name))
    else if (cursor.kind === Token.macro) parts.push(macro(cursor))
    else if (cursor.kind === Token.variable && cursor.inDefinition)
      parts.push(cursor.leaf(Kind.variable, cursor.name))
    else break
  }
  const [only] = parts
  return only && parts.length === 1 ? only : cursor.node(Kind.concat, start, '', parts)
}

function continuesText(cursor: Cursor): boolean {
  const next = cursor.nextKind
  return isText(next) || next === Token.macro || (next === Token.variable && cursor.inDefinition)
}

function textValue(cursor: Cursor): string {
  if (cursor.kind === Token.sigil || !cursor.isPlain) return stringValue(cursor.written)
  return cursor.text.slice(cursor.start + 1, cursor.tokens.endAt(cursor.at) - 1)
}

/** Strings with nothing between them are one. */
function appendString(parts: Node[], string: Node): void {
  const last = parts.at(-1)
  if (last?.kind !== Kind.string) parts.push(string)
  else
    parts[parts.length - 1] = new Node(Kind.string, last.start, string.end, last.value + string.value, none)
}
