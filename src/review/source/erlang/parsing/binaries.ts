import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { qualifiers } from './comprehensions.ts'
import { type Cursor, none } from './cursor.ts'
import { spelling } from './operators.ts'
import { primary } from './primaries.ts'

/** `<<Value:Size/types, …>>` or `<<Template || Qualifiers>>`. */
export function binary(cursor: Cursor): Node {
  cursor.enter()
  const node = binaryOrComprehension(cursor)
  cursor.leave()
  return node
}

function binaryOrComprehension(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  if (cursor.accept(Token.closeBinary)) return cursor.node(Kind.binary, start, '', none)
  const first = segment(cursor)
  if (cursor.accept(Token.doubleBar)) {
    const steps = qualifiers(cursor)
    cursor.expect(Token.closeBinary, '`,` or `>>`')
    // A template is no segment unless it is written as one.
    const [value, size] = first.kids
    const template = size || first.value !== '' ? first : (value ?? first)
    return cursor.node(Kind.comprehension, start, 'binary', [template, ...steps])
  }
  const row = cursor.row()
  cursor.keep(first)
  while (cursor.accept(Token.comma)) cursor.keep(segment(cursor))
  cursor.expect(Token.closeBinary, '`,` or `>>`')
  return cursor.node(Kind.binary, start, '', cursor.taken(row))
}

function segment(cursor: Cursor): Node {
  const start = cursor.start
  const value = segmentValue(cursor)
  const kids = cursor.accept(Token.colon) ? [value, primary(cursor)] : [value]
  const types = cursor.accept(Token.slash) ? segmentTypes(cursor) : ''
  return cursor.node(Kind.segment, start, types, kids)
}

function segmentValue(cursor: Cursor): Node {
  const start = cursor.start
  const sign = cursor.kind
  const signed = sign === Token.minus || sign === Token.plus || sign === Token.bnot || sign === Token.not
  if (!signed) return primary(cursor)
  const operator = spelling(sign)
  cursor.advance()
  const value = primary(cursor)
  return cursor.node(Kind.prefix, start, operator, [value])
}

/** `little-signed-unit:8`, as written. */
function segmentTypes(cursor: Cursor): string {
  const start = cursor.start
  do {
    primary(cursor)
    if (cursor.accept(Token.colon)) primary(cursor)
  } while (cursor.accept(Token.minus))
  return cursor.text.slice(start, cursor.behind)
}
