import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { OperatorCode } from '../operators.ts'
import { keywords } from './collections.ts'
import { expression } from './expressions.ts'
import { noKids, type Reader } from './reader.ts'

const { comma, operator } = Token
const { stab, when } = OperatorCode

/** What stands between `do` and `end` or in parentheses. */
const expressions = 0
const clauses = 1
/** A clause's arguments alone: `(a, b)` of `(a, b) -> …`. */
const headOnly = 2

/** A clause whose body is being read. */
interface OpenClause {
  readonly start: number
  readonly head: readonly Node[]
  readonly bodyStart: number
  /** Where its body begins among the pending nodes. */
  readonly base: number
  end: number
}

/** The expressions of a file that is sound to its end. */
export function wholeFile(reader: Reader): readonly Node[] {
  const holds = sequence(reader, false)
  if (reader.next !== Token.end) reader.failAtToken()
  if (holds === clauses) reader.fail('unexpected `->`')
  return reader.take(0)
}

/** `do …`, `else …`: the word, then expressions or clauses up to the next such word or `end`. */
export function section(reader: Reader): Node {
  const start = reader.start()
  const word = reader.name()
  const base = reader.top
  reader.advance()
  sequence(reader, false)
  return reader.node(Kind.section, start, word, reader.take(base))
}

/** `#{…}`: the tokens from its opening to its closing brace. */
export function interpolation(reader: Reader): Node {
  const start = reader.start()
  const base = reader.top
  reader.advance()
  sequence(reader, false)
  reader.expect(Token.interpolationClose, '`}` of this interpolation')
  return reader.node(Kind.interpolation, start, '', reader.take(base))
}

/** `fn … end`. */
export function anonymousFunction(reader: Reader): Node {
  const start = reader.start()
  const base = reader.top
  reader.advance()
  if (sequence(reader, false) !== clauses) reader.fail('expected `->` in this fn')
  reader.expect(Token.endWord, '`end` of this fn')
  return reader.node(Kind.fn, start, '', reader.take(base))
}

/** `(…)`: one expression, several as a block, clauses, or the arguments of the clause whose `->` or `when` follows. */
export function parenthesised(reader: Reader): Node {
  const start = reader.start()
  const base = reader.top
  reader.advance()
  const holds = sequence(reader, true)
  reader.expect(Token.parenClose, '`)`')
  const count = reader.top - base
  if (holds === expressions && count === 1) {
    reader.top = base
    return reader.pendingAt(base)
  }
  const nodes = reader.take(base)
  if (holds === clauses) return reader.node(Kind.clauses, start, '', nodes)
  const isHead = reader.isOperator(stab) || reader.isOperator(when)
  if (holds === headOnly || (count === 0 && isHead)) {
    if (!isHead) reader.fail('expected `->` after these arguments')
    return reader.node(Kind.arguments, start, '', nodes)
  }
  return reader.node(Kind.block, start, '', nodes)
}

/** Reads up to a token that closes the sequence, and leaves that token and the nodes pending. Returns what they are. */
function sequence(reader: Reader, mayBeHead: boolean): number {
  const outer = reader.withoutDo
  reader.withoutDo = false
  const base = reader.top
  let holds = expressions
  let clause: OpenClause | null = null
  reader.skipSeparators()
  while (!reader.isClosing()) {
    const start = reader.start()
    const headBase = reader.top
    if (!isStab(reader)) clauseHead(reader)
    if (isStab(reader)) {
      const head = reader.take(headBase)
      if (clause) close(reader, clause)
      else if (headBase > base) reader.fail('expected `->` in every clause from the first on')
      holds = clauses
      clause = openClause(reader, start, head)
    } else if (reader.top > headBase + 1 || reader.pendingAt(headBase).kind === Kind.keywords) {
      if (!mayBeHead || headBase > base || clause) reader.fail('expected `->` after these arguments')
      holds = headOnly
    } else if (clause) {
      clause.end = reader.lastEnd
    }
    if (reader.isClosing()) break
    if (!reader.isSeparator()) reader.fail('expected a line break or an operator')
    reader.skipSeparators()
    if (holds === headOnly) break
  }
  if (clause) close(reader, clause)
  reader.withoutDo = outer
  return holds
}

function isStab(reader: Reader): boolean {
  return reader.next === operator && reader.value() === stab
}

/** One expression, or what stands before a `->`: several with commas. They are left pending. */
function clauseHead(reader: Reader): void {
  for (;;) {
    if (reader.isKey()) {
      reader.push(keywords(reader))
      return
    }
    reader.push(expression(reader, 0))
    if (reader.next !== comma) return
    reader.advance()
  }
}

/** At the `->`: reads it and the first expression behind it. */
function openClause(reader: Reader, start: number, head: readonly Node[]): OpenClause {
  const base = reader.top
  reader.advance()
  const arrowEnd = reader.lastEnd
  reader.skipLineBreak()
  if (reader.isClosing() || reader.isSeparator())
    return { start, head, bodyStart: arrowEnd, base, end: arrowEnd }
  const bodyStart = reader.start()
  reader.push(expression(reader, 0))
  return { start, head, bodyStart, base, end: reader.lastEnd }
}

/** Makes a node of the clause and of its body, which is pending. */
function close(reader: Reader, clause: OpenClause): void {
  const { start, head, bodyStart, base, end } = clause
  const last = head[head.length - 1]
  const headEnd = last ? last.end : start
  const body = new Node(Kind.body, bodyStart, end, '', reader.take(base))
  // `a, b when guard` is read as `a` and `b when guard`.
  if (last && last.kind === Kind.binary && last.value === 'when') {
    const [pattern, guard] = last.kids as [Node, Node]
    const patterns = head.length === 1 ? spread(pattern) : [...head.slice(0, -1), pattern]
    const args = new Node(Kind.arguments, start, headEnd, '', patterns)
    reader.push(new Node(Kind.clause, start, end, '', [args, body, guard]))
    return
  }
  const patterns = last && head.length === 1 && last.kind === Kind.arguments ? last.kids : head
  const args = new Node(Kind.arguments, start, headEnd, '', patterns.length > 0 ? patterns : noKids)
  reader.push(new Node(Kind.clause, start, end, '', [args, body]))
}

/** Arguments in parentheses are the patterns themselves. */
function spread(pattern: Node): readonly Node[] {
  return pattern.kind === Kind.arguments ? pattern.kids : [pattern]
}
