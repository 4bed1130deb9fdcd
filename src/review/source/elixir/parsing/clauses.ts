import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { OperatorCode } from '../operators.ts'
import { keywords } from './collections.ts'
import { expression } from './expressions.ts'
import type { Reader } from './reader.ts'

/** What stands between `do` and `end` or in parentheses: expressions, clauses, or a clause's arguments alone. */
interface Sequence {
  readonly holds: 'expressions' | 'clauses' | 'arguments'
  readonly nodes: readonly Node[]
}

interface OpenClause {
  readonly start: number
  readonly head: readonly Node[]
  readonly bodyStart: number
  readonly body: Node[]
  end: number
}

/** The expressions of a file that is sound to its end. */
export function wholeFile(reader: Reader): readonly Node[] {
  const { holds, nodes } = sequence(reader)
  if (!reader.is(Token.end)) reader.fail(`unexpected \`${reader.word()}\``)
  if (holds === 'clauses') reader.fail('unexpected `->`')
  return nodes
}

/** `do …`, `else …`: the word, then expressions or clauses up to the next such word or `end`. */
export function section(reader: Reader): Node {
  const start = reader.start()
  const word = reader.word()
  reader.advance()
  const { nodes } = sequence(reader)
  return reader.node(Kind.section, start, word, nodes)
}

/** `#{…}`: the tokens from its opening to its closing brace. */
export function interpolation(reader: Reader): Node {
  const start = reader.start()
  reader.advance()
  const { nodes } = sequence(reader)
  reader.expect(Token.interpolationClose, '`}` of this interpolation')
  return reader.node(Kind.interpolation, start, '', nodes)
}

/** `fn … end`. */
export function anonymousFunction(reader: Reader): Node {
  const start = reader.start()
  reader.advance()
  const { holds, nodes } = sequence(reader)
  if (holds !== 'clauses') reader.fail('expected `->` in this fn')
  reader.expect(Token.endWord, '`end` of this fn')
  return reader.node(Kind.fn, start, '', nodes)
}

/** `(…)`: one expression, several as a block, clauses, or the arguments of the clause whose `->` or `when` follows. */
export function parenthesised(reader: Reader): Node {
  const start = reader.start()
  reader.advance()
  const { holds, nodes } = sequence(reader, true)
  reader.expect(Token.parenClose, '`)`')
  if (holds === 'clauses') return reader.node(Kind.clauses, start, '', nodes)
  const isHead = reader.isOperator(OperatorCode.stab) || reader.isOperator(OperatorCode.when)
  if (holds === 'arguments' || (nodes.length === 0 && isHead)) {
    if (!isHead) reader.fail('expected `->` after these arguments')
    return reader.node(Kind.arguments, start, '', nodes)
  }
  const only = nodes[0]
  return only && nodes.length === 1 ? only : reader.node(Kind.block, start, '', nodes)
}

/** Reads up to a token that closes the sequence and leaves that token. */
function sequence(reader: Reader, mayBeArguments = false): Sequence {
  const outer = reader.withoutDo
  reader.withoutDo = false
  const nodes: Node[] = []
  let clause: OpenClause | null = null
  let holds: Sequence['holds'] = 'expressions'
  reader.skipSeparators()
  while (!reader.isClosing()) {
    const start = reader.start()
    const head = reader.isOperator(OperatorCode.stab) ? [] : clauseHead(reader)
    if (reader.isOperator(OperatorCode.stab)) {
      if (clause) nodes.push(closed(clause))
      else if (nodes.length > 0) reader.fail('expected `->` in every clause from the first on')
      holds = 'clauses'
      clause = openClause(reader, start, head)
    } else if (head.length > 1 || head[0]?.kind === Kind.keywords) {
      if (!mayBeArguments || nodes.length > 0 || clause) reader.fail('expected `->` after these arguments')
      holds = 'arguments'
      nodes.push(...head)
    } else {
      const into = clause ? clause.body : nodes
      into.push(head[0] as Node)
      if (clause) clause.end = reader.lastEnd
    }
    if (reader.isClosing()) break
    if (!reader.isSeparator()) reader.fail('expected a line break or an operator')
    reader.skipSeparators()
    if (holds === 'arguments') break
  }
  if (clause) nodes.push(closed(clause))
  reader.withoutDo = outer
  return { holds, nodes }
}

/** One expression, or what stands before a `->`: several with commas. */
function clauseHead(reader: Reader): Node[] {
  const head: Node[] = []
  for (;;) {
    if (reader.isKey()) {
      head.push(keywords(reader))
      return head
    }
    head.push(expression(reader, 0))
    if (!reader.is(Token.comma)) return head
    reader.advance()
  }
}

/** At the `->`: reads it and the first expression behind it. */
function openClause(reader: Reader, start: number, head: readonly Node[]): OpenClause {
  reader.advance()
  const arrowEnd = reader.lastEnd
  reader.skipLineBreak()
  if (reader.isClosing() || reader.isSeparator())
    return { start, head, bodyStart: arrowEnd, body: [], end: arrowEnd }
  const bodyStart = reader.start()
  const body = [expression(reader, 0)]
  return { start, head, bodyStart, body, end: reader.lastEnd }
}

function closed(clause: OpenClause): Node {
  const { start, body, bodyStart, end } = clause
  const [patterns, guard] = withoutGuard(clause.head)
  const headEnd = clause.head.at(-1)?.end ?? start
  const kids = [
    new Node(Kind.arguments, start, headEnd, '', patterns),
    new Node(Kind.body, bodyStart, end, '', body),
  ]
  if (guard) kids.push(guard)
  return new Node(Kind.clause, start, end, '', kids)
}

/** `a, b when guard` is read as `a` and `b when guard`; arguments in parentheses are the patterns themselves. */
function withoutGuard(head: readonly Node[]): readonly [patterns: readonly Node[], guard: Node | null] {
  const last = head.at(-1)
  if (last?.kind === Kind.binary && last.value === 'when') {
    const [pattern, guard] = last.kids as [Node, Node]
    return [spread([...head.slice(0, -1), pattern]), guard]
  }
  return [spread(head), null]
}

function spread(head: readonly Node[]): readonly Node[] {
  const only = head[0]
  return head.length === 1 && only?.kind === Kind.arguments ? only.kids : head
}
