import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import type { Cursor } from './cursor.ts'
import { expression } from './expressions.ts'
import { spelling } from './operators.ts'

const arrows: readonly number[] = [
  Token.generate,
  Token.generateBinary,
  Token.generateStrictly,
  Token.generateBinaryStrictly,
]

/** Generators and filters behind `||`, with commas between them. */
export function qualifiers(cursor: Cursor): Node[] {
  const steps: Node[] = []
  do steps.push(zipped(cursor))
  while (cursor.accept(Token.comma))
  return steps
}

/** One qualifier, or several generators that advance together: `X <- Xs && Y <- Ys`. */
function zipped(cursor: Cursor): Node {
  const start = cursor.start
  const first = qualifier(cursor)
  if (cursor.kind !== Token.doubleAnd) return first
  const together = [first]
  while (cursor.accept(Token.doubleAnd)) together.push(qualifier(cursor))
  return cursor.node(Kind.zip, start, '', together)
}

function qualifier(cursor: Cursor): Node {
  const start = cursor.start
  let pattern = expression(cursor)
  if (cursor.accept(Token.exactly)) {
    const value = expression(cursor)
    pattern = cursor.node(Kind.association, start, ':=', [pattern, value])
  }
  if (!arrows.includes(cursor.kind)) {
    return pattern.kind === Kind.association ? cursor.fault('expected `<-`') : pattern
  }
  const arrow = spelling(cursor.kind)
  cursor.advance()
  const source = expression(cursor)
  return cursor.node(Kind.generator, start, arrow, [pattern, source])
}
