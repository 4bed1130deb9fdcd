import { Node, SyntaxFault } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { type Cursor, DepthFault, none } from './cursor.ts'
import { expression } from './expressions.ts'

/** `?NAME` or `?NAME(arguments)`; the cursor is on `?NAME`. */
export function macro(cursor: Cursor): Node {
  const start = cursor.start
  const name = cursor.name
  cursor.advance()
  if (cursor.kind !== Token.openParen) return cursor.node(Kind.macro, start, name, none)
  const close = cursor.tokens.partnerOf(cursor.at)
  cursor.advance()
  if (close === 0) cursor.fault(`the parenthesis behind ?${name} is never closed`)
  const row = cursor.row()
  if (cursor.at < close) {
    do cursor.keep(argument(cursor, close))
    while (cursor.accept(Token.comma))
  }
  cursor.at = close + 1
  return cursor.node(Kind.macroCall, start, name, cursor.taken(row))
}

/** A macro takes any tokens between commas; what is no expression becomes an opaque node. */
function argument(cursor: Cursor, close: number): Node {
  const place = cursor.place()
  const start = cursor.start
  try {
    cursor.colonEnds = false
    const given = withGuard(cursor, start)
    if (cursor.at !== close && cursor.kind !== Token.comma) cursor.fault('expected `,` or `)`')
    cursor.colonEnds = place.colonEnds
    return given
  } catch (fault) {
    if (!(fault instanceof SyntaxFault) || fault instanceof DepthFault) throw fault
    cursor.goBack(place)
    skipArgument(cursor, close)
    return new Node(Kind.opaque, start, Math.max(start, cursor.behind), fault.message, none)
  }
}

function withGuard(cursor: Cursor, start: number): Node {
  const given = expression(cursor)
  if (!cursor.accept(Token.when)) return given
  const first = cursor.start
  // A comma ends the argument, so each alternative of the guard is one test.
  const alternatives: Node[] = []
  do {
    const test = expression(cursor)
    alternatives.push(new Node(Kind.group, test.start, test.end, '', [test]))
  } while (cursor.accept(Token.semicolon))
  const guard = cursor.node(Kind.guard, first, '', alternatives)
  return cursor.node(Kind.guarded, start, '', [given, guard])
}

function skipArgument(cursor: Cursor, close: number): void {
  while (cursor.at < close && cursor.kind !== Token.comma) {
    cursor.at = Math.max(cursor.at, cursor.tokens.partnerOf(cursor.at)) + 1
  }
}
