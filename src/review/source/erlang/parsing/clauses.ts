import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { type Cursor, none } from './cursor.ts'
import { expression } from './expressions.ts'

/** Expressions with commas between them: what a clause, block or function does. */
export function body(cursor: Cursor): Node {
  const start = cursor.start
  const row = cursor.row()
  do cursor.keep(expression(cursor))
  while (cursor.accept(Token.comma))
  return cursor.node(Kind.body, start, '', cursor.taken(row))
}

/** Alternatives with `;` between them, each one or more tests with `,` between them. */
export function guardTests(cursor: Cursor): Node {
  const start = cursor.start
  const row = cursor.row()
  do {
    const first = cursor.start
    const tests = cursor.row()
    do cursor.keep(expression(cursor))
    while (cursor.accept(Token.comma))
    cursor.keep(cursor.node(Kind.group, first, '', cursor.taken(tests)))
  } while (cursor.accept(Token.semicolon))
  return cursor.node(Kind.guard, start, '', cursor.taken(row))
}

/** `when …`, or a guard without alternatives. */
function optionalGuard(cursor: Cursor): Node {
  if (cursor.accept(Token.when)) return guardTests(cursor)
  return new Node(Kind.guard, cursor.behind, cursor.behind, '', none)
}

/** What follows a clause's patterns: guard, arrow, body. `name` is that of a function, else ''. */
export function clauseRest(cursor: Cursor, start: number, name: string, patterns: readonly Node[]): Node {
  const heads = cursor.node(Kind.group, start, '', patterns)
  const guard = optionalGuard(cursor)
  cursor.expect(Token.arrow, '`->`')
  const steps = body(cursor)
  return cursor.node(Kind.clause, start, name, [heads, guard, steps])
}

/** Clauses with `;` between them, each read by `one`, behind `first` where that is one row with them. */
export function alternatives(cursor: Cursor, one: (cursor: Cursor) => Node, first?: Node): readonly Node[] {
  const row = cursor.row()
  if (first) cursor.keep(first)
  do cursor.keep(one(cursor))
  while (cursor.accept(Token.semicolon))
  return cursor.taken(row)
}

/** `Pattern when Guard -> Body` of case, receive, try … of and maybe … else. */
export function patternClause(cursor: Cursor): Node {
  const start = cursor.start
  const pattern = expression(cursor)
  return macroClause(cursor, start, pattern) ?? clauseRest(cursor, start, '', [pattern])
}

/** `Class:Reason:Stacktrace when Guard -> Body`; the class and the stack trace may be missing. */
export function catchClause(cursor: Cursor): Node {
  const start = cursor.start
  const patterns: Node[] = []
  const outer = cursor.colonEnds
  cursor.colonEnds = true
  do patterns.push(expression(cursor))
  while (patterns.length < 3 && cursor.accept(Token.colon))
  cursor.colonEnds = outer
  const [first] = patterns
  const whole = first && patterns.length === 1 ? macroClause(cursor, start, first) : undefined
  return whole ?? clauseRest(cursor, start, '', patterns)
}

/**
 * A macro may stand for a whole clause (`?IGNORED;`) or for its head with the arrow (`?CAUGHT(C, R, S) Body`).
 * Undefined where `pattern` is no such macro.
 */
export function macroClause(cursor: Cursor, start: number, pattern: Node): Node | undefined {
  if (pattern.kind !== Kind.macro && pattern.kind !== Kind.macroCall) return undefined
  if (cursor.kind === Token.arrow || cursor.kind === Token.when) return undefined
  const heads = cursor.node(Kind.group, start, '', [pattern])
  const guard = optionalGuard(cursor)
  const steps = endsClause(cursor.kind) ? cursor.node(Kind.body, cursor.behind, '', none) : body(cursor)
  return cursor.node(Kind.clause, start, '', [heads, guard, steps])
}

function endsClause(kind: number): boolean {
  switch (kind) {
    case Token.semicolon:
    case Token.end:
    case Token.after:
    case Token.catch:
    case Token.closeParen:
    case Token.stop:
      return true
    default:
      return false
  }
}
