import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { alternatives, body, catchClause, guardTests, patternClause } from './clauses.ts'
import { type Cursor, none } from './cursor.ts'
import { expression } from './expressions.ts'

/** `case E of Clauses end`. */
export function caseOf(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  const subject = expression(cursor)
  cursor.expect(Token.of, '`of`')
  const kids = alternatives(cursor, patternClause, subject)
  cursor.expect(Token.end, '`;` or `end`')
  return cursor.node(Kind.caseOf, start, '', kids)
}

/** `if Guard -> Body; … end`. */
export function ifs(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  const clauses = alternatives(cursor, ifClause)
  cursor.expect(Token.end, '`;` or `end`')
  return cursor.node(Kind.ifs, start, '', clauses)
}

function ifClause(cursor: Cursor): Node {
  const start = cursor.start
  const patterns = new Node(Kind.group, start, start, '', none)
  const guard = guardTests(cursor)
  cursor.expect(Token.arrow, '`->`')
  const steps = body(cursor)
  return cursor.node(Kind.clause, start, '', [patterns, guard, steps])
}

/** `receive Clauses after Time -> Body end`; the clauses or the timeout may be missing. */
export function receiveBlock(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  let kids = cursor.kind === Token.after ? none : alternatives(cursor, patternClause)
  if (cursor.kind === Token.after) kids = [...kids, timeout(cursor)]
  cursor.expect(Token.end, '`;` or `end`')
  return cursor.node(Kind.receive, start, '', kids)
}

function timeout(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  const time = expression(cursor)
  cursor.expect(Token.arrow, '`->`')
  const steps = body(cursor)
  return cursor.node(Kind.timeout, start, '', [time, steps])
}

/** `try Body of Clauses catch Clauses after Body end`. */
export function tryBlock(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  const tried = body(cursor)
  const matched = clausesBehind(cursor, Token.of, patternClause)
  const caught = clausesBehind(cursor, Token.catch, catchClause)
  const last = cursor.accept(Token.after)
    ? body(cursor)
    : new Node(Kind.body, cursor.behind, cursor.behind, '', none)
  cursor.expect(Token.end, '`end`')
  return cursor.node(Kind.tryOf, start, '', [tried, matched, caught, last])
}

function clausesBehind(cursor: Cursor, word: number, one: (cursor: Cursor) => Node): Node {
  const start = cursor.start
  const clauses = cursor.accept(word) ? alternatives(cursor, one) : none
  return cursor.node(Kind.group, Math.min(start, cursor.behind), '', clauses)
}

/** `begin Body end`. */
export function beginBlock(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  const steps = body(cursor)
  cursor.expect(Token.end, '`,` or `end`')
  return cursor.node(Kind.block, start, '', steps.kids)
}

/** `maybe Body else Clauses end`, where a step may be `Pattern ?= Value`. */
export function maybeBlock(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  const first = cursor.start
  const steps: Node[] = []
  do steps.push(maybeStep(cursor))
  while (cursor.accept(Token.comma))
  const done = cursor.node(Kind.body, first, '', steps)
  const otherwise = clausesBehind(cursor, Token.else, patternClause)
  cursor.expect(Token.end, '`,`, `else` or `end`')
  return cursor.node(Kind.maybe, start, '', [done, otherwise])
}

function maybeStep(cursor: Cursor): Node {
  const start = cursor.start
  const pattern = expression(cursor)
  if (!cursor.accept(Token.maybeMatch)) return pattern
  const value = expression(cursor)
  return cursor.node(Kind.maybeMatch, start, '', [pattern, value])
}

/** Whether `maybe` is the atom that it was before it became a word: what follows cannot start an expression. */
export function standsAsAtom(cursor: Cursor): boolean {
  const next = cursor.nextKind
  if (next === Token.openParen) return cursor.tokens.startAt(cursor.at + 1) === cursor.tokens.endAt(cursor.at)
  return !startsExpression(next)
}

function startsExpression(kind: number): boolean {
  switch (kind) {
    case Token.openBracket:
    case Token.openBrace:
    case Token.openBinary:
    case Token.hash:
    case Token.begin:
    case Token.case:
    case Token.catch:
    case Token.fun:
    case Token.if:
    case Token.maybe:
    case Token.not:
    case Token.receive:
    case Token.try:
      return true
    default:
      return kind >= Token.atom && kind <= Token.stringify
  }
}
