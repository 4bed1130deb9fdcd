import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { qualifiers } from './comprehensions.ts'
import { type Cursor, none } from './cursor.ts'
import { expression } from './expressions.ts'

/** `[A, B]`, `[A | Tail]`, `[Template || Qualifiers]`. */
export function list(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  if (cursor.accept(Token.closeBracket)) return cursor.node(Kind.list, start, '', none)
  const first = expression(cursor)
  if (cursor.accept(Token.doubleBar)) {
    const steps = qualifiers(cursor)
    cursor.expect(Token.closeBracket, '`,` or `]`')
    return cursor.node(Kind.comprehension, start, 'list', [first, ...steps])
  }
  const row = cursor.row()
  cursor.keep(first)
  while (cursor.accept(Token.comma)) cursor.keep(expression(cursor))
  const hasTail = cursor.accept(Token.bar)
  if (hasTail) cursor.keep(expression(cursor))
  cursor.expect(Token.closeBracket, hasTail ? '`]`' : '`,`, `|` or `]`')
  return cursor.node(hasTail ? Kind.cons : Kind.list, start, '', cursor.taken(row))
}
