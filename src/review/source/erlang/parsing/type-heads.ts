import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { type Cursor, none } from './cursor.ts'
import { primary } from './primaries.ts'

/** `-spec`, `-callback`, `-type` and the like: what they name is read, the types are skipped up to the full stop. */
export function typeHead(cursor: Cursor, start: number, name: string): Node {
  const kids = name === 'spec' || name === 'callback' ? signature(cursor) : typeName(cursor)
  while (cursor.kind !== Token.stop && cursor.kind !== Token.nothing) cursor.advance()
  return cursor.node(Kind.typeHead, start, name, kids)
}

/** `f(A) -> B`, `m:f(A) -> B`, with or without parentheses around all of it. */
function signature(cursor: Cursor): readonly Node[] {
  cursor.accept(Token.openParen)
  if (!startsName(cursor)) return none
  const kids = [primaryName(cursor)]
  if (cursor.accept(Token.colon) && startsName(cursor)) kids.push(primaryName(cursor))
  if (cursor.kind !== Token.openParen) return none
  const { start } = cursor
  kids.push(new Node(Kind.integer, start, start, String(countArguments(cursor)), none))
  return kids
}

function startsName(cursor: Cursor): boolean {
  switch (cursor.kind) {
    case Token.atom:
    case Token.macro:
    case Token.maybe:
    case Token.else:
      return true
    default:
      return false
  }
}

/** A macro as well as an atom, without the parentheses of the arguments behind it. */
function primaryName(cursor: Cursor): Node {
  return cursor.leaf(cursor.kind === Token.macro ? Kind.macro : Kind.atom, cursor.name)
}

/** Between the parentheses at the cursor: commas that stand in no inner bracket, and one. */
function countArguments(cursor: Cursor): number {
  const { tokens } = cursor
  const close = tokens.partnerOf(cursor.at)
  let index = cursor.at + 1
  if (close === 0 || index === close) return 0
  let count = 1
  while (index < close) {
    if (tokens.kindAt(index) === Token.comma) count++
    index = Math.max(index, tokens.partnerOf(index)) + 1
  }
  return count
}

/** `name(A, B) :: …`, with or without parentheses around all of it. */
function typeName(cursor: Cursor): readonly Node[] {
  cursor.accept(Token.openParen)
  if (!startsName(cursor)) return none
  const name = primaryName(cursor)
  const start = cursor.start
  const params: Node[] = []
  if (cursor.accept(Token.openParen)) {
    while (cursor.kind === Token.variable) {
      params.push(primary(cursor))
      cursor.accept(Token.comma)
    }
  }
  return [name, cursor.node(Kind.group, Math.min(start, cursor.behind), '', params)]
}
