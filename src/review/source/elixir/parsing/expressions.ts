import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { leftBinding, OperatorCode, operatorText, prefixBinding, rightBinding } from '../operators.ts'
import { keywords } from './collections.ts'
import { failAtDefinition } from './layout.ts'
import { postfix, primary } from './primary.ts'
import { noKids, type Reader } from './reader.ts'

const { operator, bracketOpen, dot, comma, doWord, fault } = Token
const { unary, binary } = Kind
const { not, step, when, range, ellipsis, attribute } = OperatorCode
const inCode = OperatorCode.in
const inBinding = leftBinding[inCode] as number

/** An expression whose operators bind at least as tightly as `least`; 0 takes them all. */
export function expression(reader: Reader, least: number): Node {
  reader.enter()
  const start = reader.start()
  let node = reader.next === operator ? prefix(reader) : operand(reader, start)
  if (reader.next === operator) node = infixes(reader, node, start, least)
  reader.leave()
  return node
}

function operand(reader: Reader, start: number): Node {
  const node = primary(reader)
  return reader.next === dot || reader.next === bracketOpen ? postfix(reader, node, start) : node
}

/** Goes on with the operators behind `first`, which starts at `start` (its opening parenthesis, if any). */
export function infixes(reader: Reader, first: Node, start: number, least: number): Node {
  let left = first
  while (reader.next === operator) {
    const code = reader.value()
    if (code === not) {
      if (!isNotIn(reader) || inBinding < least) break
      reader.advance()
      reader.advance()
      left = reader.node(unary, start, 'not', [infix(reader, left, start, inCode)])
      continue
    }
    const binding = leftBinding[code] as number
    if (binding === 0 || binding < least) break
    reader.advance()
    left = infix(reader, left, start, code)
  }
  return left
}

/** True at `not in`, which is one operator. */
export function isNotIn(reader: Reader): boolean {
  return (
    reader.isOperator(not) && reader.kindAfter() === operator && reader.tokens.value[reader.at + 1] === inCode
  )
}

/** The right side of the operator that was just read, and the node of both. */
function infix(reader: Reader, left: Node, start: number, code: number): Node {
  const text = operatorText[code] as string
  reader.skipLineBreak()
  if (code === when && reader.isKey()) {
    return reader.node(binary, start, text, [left, keywords(reader)])
  }
  const right = expression(reader, rightBinding[code] as number)
  if (code === step) {
    if (left.kind !== binary || left.value !== '..') reader.fail('expected a range before the step `//`')
    return reader.node(Kind.steppedRange, start, '..//', [...left.kids, right])
  }
  if (code === inCode && left.start === start && isNegation(left)) {
    const negated = left.kids[0] as Node
    const membership = reader.node(binary, negated.start, 'in', [negated, right])
    return reader.node(unary, start, left.value, [membership])
  }
  return reader.node(binary, start, text, [left, right])
}

function isNegation(node: Node): boolean {
  return node.kind === unary && (node.value === 'not' || node.value === '!')
}

/** What starts with an operator. */
function prefix(reader: Reader): Node {
  const start = reader.start()
  const code = reader.value()
  if (code === attribute) return attributeOf(reader, start)
  if (code === range) {
    reader.advance()
    return reader.node(Kind.call, start, '..', noKids)
  }
  const text = operatorText[code] as string
  if (prefixBinding[code] === 0) reader.fail(`expected an expression before \`${text}\``)
  reader.advance()
  if (code === ellipsis && !startsOperand(reader)) return reader.node(Kind.call, start, '...', noKids)
  reader.skipLineBreak()
  const inner = expression(reader, prefixBinding[code] as number)
  if (code === step) {
    const divide = new Node(Kind.identifier, start, start, '/', noKids)
    return reader.node(binary, start, '/', [divide, inner])
  }
  return reader.node(unary, start, text, [inner])
}

/** `@name`, `@name value`. */
function attributeOf(reader: Reader, start: number): Node {
  if (reader.columns) failAtDefinition(reader)
  reader.advance()
  reader.skipLineBreak()
  reader.enter()
  const name = reader.next === operator ? prefix(reader) : primary(reader)
  reader.leave()
  return postfix(reader, reader.node(unary, start, '@', [name]), start)
}

/** True where an operand of `...` can follow, which is rare: mostly it stands alone. */
function startsOperand(reader: Reader): boolean {
  if (reader.isClosing() || reader.isSeparator()) return false
  const kind = reader.next
  return kind !== comma && kind !== operator && kind !== doWord && kind !== fault
}
