import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { qualifiers } from './comprehensions.ts'
import type { Cursor } from './cursor.ts'
import { expression } from './expressions.ts'

/** `#{K => V}` or `#{K => V || Qualifiers}`; the cursor is on `#`. */
export function map(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  cursor.advance()
  if (cursor.accept(Token.closeBrace)) return cursor.node(Kind.map, start, '', [])
  const first = association(cursor)
  if (cursor.accept(Token.doubleBar)) {
    const steps = qualifiers(cursor)
    cursor.expect(Token.closeBrace, '`,` or `}`')
    return cursor.node(Kind.comprehension, start, 'map', [first, ...steps])
  }
  const fields = [first, ...remaining(cursor)]
  return cursor.node(Kind.map, start, '', fields)
}

/** `{K => V, K := V}` of an update; the cursor is on `{`. */
export function mapFields(cursor: Cursor): Node[] {
  cursor.advance()
  if (cursor.accept(Token.closeBrace)) return []
  return [association(cursor), ...remaining(cursor)]
}

function remaining(cursor: Cursor): Node[] {
  const fields: Node[] = []
  while (cursor.accept(Token.comma)) fields.push(association(cursor))
  cursor.expect(Token.closeBrace, '`,` or `}`')
  return fields
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
