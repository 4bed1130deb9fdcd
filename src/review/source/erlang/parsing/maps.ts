import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { qualifiers } from './comprehensions.ts'
import { type Cursor, none } from './cursor.ts'
import { expression } from './expressions.ts'

/** `#{K => V}` or `#{K => V || Qualifiers}`; the cursor is on `#`. */
export function map(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  cursor.advance()
  if (cursor.accept(Token.closeBrace)) return cursor.node(Kind.map, start, '', none)
  const first = association(cursor)
  if (cursor.accept(Token.doubleBar)) {
    const steps = qualifiers(cursor)
    cursor.expect(Token.closeBrace, '`,` or `}`')
    return cursor.node(Kind.comprehension, start, 'map', [first, ...steps])
  }
  return cursor.node(Kind.map, start, '', fieldsBehind(cursor, cursor.row(), first))
}

/** `base` and the `{K => V, K := V}` of its update; the cursor is on `{`. */
export function mapFields(cursor: Cursor, base: Node): readonly Node[] {
  cursor.advance()
  if (cursor.accept(Token.closeBrace)) return [base]
  const row = cursor.row()
  cursor.keep(base)
  return fieldsBehind(cursor, row, association(cursor))
}

function fieldsBehind(cursor: Cursor, row: number, first: Node): readonly Node[] {
  cursor.keep(first)
  while (cursor.accept(Token.comma)) cursor.keep(association(cursor))
  cursor.expect(Token.closeBrace, '`,` or `}`')
  return cursor.taken(row)
}

/** `K => V` or `K := V`; a macro alone may stand for any number of them. */
export function association(cursor: Cursor): Node {
  const start = cursor.start
  const key = expression(cursor)
  const isMacro = key.kind === Kind.macro || key.kind === Kind.macroCall
  const sign = cursor.kind
  if (sign !== Token.associate && sign !== Token.exactly)
    return isMacro ? key : cursor.fault('expected `=>` or `:=`')
  cursor.advance()
  const value = expression(cursor)
  return cursor.node(Kind.association, start, sign === Token.exactly ? ':=' : '=>', [key, value])
}
