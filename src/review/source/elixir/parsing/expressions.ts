import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { OperatorCode, operators } from '../operators.ts'
import { keywords } from './collections.ts'
import { failAtDefinition } from './layout.ts'
import { postfix, primary } from './primary.ts'
import { noKids, type Reader } from './reader.ts'

const inBinding = operators[OperatorCode.in]?.left ?? 0

/** An expression whose operators bind at least as tightly as `least`; 0 takes them all. */
export function expression(reader: Reader, least: number): Node {
  reader.enter()
  const start = reader.start()
  const node = infixes(reader, prefix(reader), start, least)
  reader.leave()
  return node
}

/** Goes on with the operators behind `first`, which starts at `start` (its opening parenthesis, if any). */
export function infixes(reader: Reader, first: Node, start: number, least: number): Node {
  let left = first
  while (reader.is(Token.operator)) {
    const code = reader.tokens.code[reader.at] as number
    if (code === OperatorCode.not) {
      if (!isNotIn(reader) || inBinding < least) break
      reader.advance()
      reader.advance()
      left = reader.node(Kind.unary, start, 'not', [infix(reader, left, start, OperatorCode.in)])
      continue
    }
    const operator = operators[code]
    if (!operator || operator.left === 0 || operator.left < least) break
    reader.advance()
    left = infix(reader, left, start, code)
  }
  return left
}

/** True at `not in`, which is one operator. */
export function isNotIn(reader: Reader): boolean {
  return (
    reader.isOperator(OperatorCode.not) &&
    reader.kindAfter() === Token.operator &&
    reader.tokens.code[reader.at + 1] === OperatorCode.in
  )
}

/** The right side of the operator that was just read, and the node of both. */
function infix(reader: Reader, left: Node, start: number, code: number): Node {
  const { text, right: least } = operators[code] as { text: string; right: number }
  reader.skipLineBreak()
  if (code === OperatorCode.when && reader.isKey()) {
    return reader.node(Kind.binary, start, text, [left, keywords(reader)])
  }
  const right = expression(reader, least)
  const isBare = left.start === start
  if (code === OperatorCode.step) {
    if (left.kind !== Kind.binary || left.value !== '..') reader.fail('expected a range before the step `//`')
    return reader.node(Kind.steppedRange, start, '..//', [...left.kids, right])
  }
  if (code === OperatorCode.in && isBare && isNegation(left)) {
    const negated = left.kids[0] as Node
    return reader.node(Kind.unary, start, left.value, [
      reader.node(Kind.binary, negated.start, 'in', [negated, right]),
    ])
  }
  return reader.node(Kind.binary, start, text, [left, right])
}

function isNegation(node: Node): boolean {
  return node.kind === Kind.unary && (node.value === 'not' || node.value === '!')
}

function prefix(reader: Reader): Node {
  const start = reader.start()
  if (!reader.is(Token.operator)) return postfix(reader, primary(reader), start)
  const code = reader.tokens.code[reader.at] as number
  const operator = operators[code] as { text: string; prefix: number }
  if (code === OperatorCode.attribute) {
    failAtDefinition(reader)
    reader.advance()
    reader.skipLineBreak()
    reader.enter()
    const name = reader.is(Token.operator) ? prefix(reader) : primary(reader)
    reader.leave()
    return postfix(reader, reader.node(Kind.unary, start, '@', [name]), start)
  }
  if (code === OperatorCode.range) {
    reader.advance()
    return reader.node(Kind.call, start, '..', noKids)
  }
  if (operator.prefix === 0) reader.fail(`expected an expression before \`${operator.text}\``)
  reader.advance()
  if (code === OperatorCode.ellipsis && !startsOperand(reader))
    return reader.node(Kind.call, start, '...', noKids)
  reader.skipLineBreak()
  const operand = expression(reader, operator.prefix)
  if (code === OperatorCode.step) {
    const divide = reader.node(Kind.identifier, start, '/', noKids)
    return reader.node(Kind.binary, start, '/', [divide, operand])
  }
  return reader.node(Kind.unary, start, operator.text, [operand])
}

/** True where an operand of `...` can follow, which is rare: mostly it stands alone. */
function startsOperand(reader: Reader): boolean {
  if (reader.isClosing() || reader.isSeparator()) return false
  const kind = reader.kind()
  return kind !== Token.comma && kind !== Token.operator && kind !== Token.doWord && kind !== Token.fault
}
