import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { alternatives, clauseRest } from './clauses.ts'
import type { Cursor } from './cursor.ts'
import { callArguments } from './expressions.ts'
import { primary } from './primaries.ts'

/** `fun (X) -> … end`, `fun Again(X) -> … end`, `fun name/1`, `fun module:name/1`; the cursor is on `fun`. */
export function fun(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  const isNamed = cursor.kind === Token.variable && cursor.nextKind === Token.openParen
  if (!isNamed && cursor.kind !== Token.openParen) return reference(cursor, start)
  const name = isNamed ? cursor.name : ''
  const clauses = alternatives(cursor, funClause)
  cursor.expect(Token.end, '`;` or `end`')
  return cursor.node(Kind.fun, start, name, clauses)
}

function funClause(cursor: Cursor): Node {
  const start = cursor.start
  if (cursor.kind === Token.variable) cursor.advance()
  cursor.enter()
  const clause = clauseRest(cursor, start, '', callArguments(cursor))
  cursor.leave()
  return clause
}

function reference(cursor: Cursor, start: number): Node {
  const parts = [primary(cursor)]
  if (cursor.accept(Token.colon)) parts.push(primary(cursor))
  const [first] = parts
  // A macro may stand for all of `module:name/1`.
  if (first?.kind === Kind.macro && parts.length === 1 && cursor.kind !== Token.slash) return first
  cursor.expect(Token.slash, '`/`')
  parts.push(primary(cursor))
  return cursor.node(Kind.funReference, start, '', parts)
}
