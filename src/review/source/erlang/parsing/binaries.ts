import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { qualifiers } from './comprehensions.ts'
import type { Cursor } from './cursor.ts'
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
  if (cursor.accept(Token.closeBinary)) return cursor.node(Kind.binary, start, '', [])
  const first = segment(cursor)
  if (cursor.accept(Token.doubleBar)) {
    const steps = qualifiers(cursor)
    cursor.expect(Token.closeBinary, '`,` or `>>`')
    return cursor.node(Kind.comprehension, start, 'binary', [first, ...steps])
  }
  const segments = [first]
  while (cursor.accept(Token.comma)) segments.push(segment(cursor))
  cursor.expect(Token.closeBinary, '`,` or `>>`')
  return cursor.node(Kind.binary, start, '', segments)
}

function segment(cursor: Cursor): Node {
  const start = cursor.start
  const kids = [segmentValue(cursor)]
  if (cursor.accept(Token.colon)) kids.push(primary(cursor))
  const types = cursor.accept(Token.slash) ? segmentTypes(cursor) : ''
  return cursor.node(Kind.segment, start, types, kids)
}

function segmentValue(cursor: Cursor): Node {
  const start = cursor.start
  const sign = cursor.kind
  const signed = sign === Token.minus || sign === Token.plus || sign === Token.bnot || sign === Token.not
  if (!signed) return primary(cursor)
  const operator = cursor.written
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
