import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import type { Cursor } from './cursor.ts'
import { macro } from './macros.ts'
import { mapFields } from './maps.ts'
import { leftPower, Power, rightPower, spelling } from './operators.ts'
import { primary } from './primaries.ts'
import { recordSuffix, startsRecord } from './records.ts'

/** An expression, pattern or guard test whose operators bind at least as tightly as `floor`. */
export function expression(cursor: Cursor, floor: number = Power.loosest): Node {
  cursor.enter()
  const start = cursor.start
  let left = operand(cursor)
  for (;;) {
    const kind = cursor.kind
    const power = leftPower(kind)
    if (power === 0 || power < floor) break
    cursor.advance()
    const right = expression(cursor, rightPower(kind))
    left = new Node(kindOfOperator(kind), start, cursor.behind, spelling(kind), [left, right])
    if (power === Power.comparison && leftPower(cursor.kind) === power)
      cursor.fault('comparisons do not chain')
  }
  cursor.leave()
  return left
}

function kindOfOperator(token: number): number {
  if (token === Token.match) return Kind.match
  return token === Token.send ? Kind.send : Kind.operator
}

/** What operators stand between: a primary with its suffixes, or a prefix operator with its operand. */
function operand(cursor: Cursor): Node {
  const start = cursor.start
  switch (cursor.kind) {
    case Token.minus:
    case Token.plus:
    case Token.not:
    case Token.bnot: {
      const operator = spelling(cursor.kind)
      cursor.advance()
      const inner = expression(cursor, Power.prefix)
      return cursor.node(Kind.prefix, start, operator, [inner])
    }
    case Token.catch: {
      cursor.advance()
      const inner = expression(cursor, Power.catching)
      return cursor.node(Kind.catching, start, '', [inner])
    }
    default:
      return suffixed(cursor)
  }
}

/** A primary followed by any of `:name`, `(arguments)`, `#{…}`, `#record{…}`, `#record.field`, or a macro for one. */
function suffixed(cursor: Cursor): Node {
  const start = cursor.start
  let left = primary(cursor)
  for (;;) {
    switch (cursor.kind) {
      case Token.openParen: {
        left = cursor.node(Kind.call, start, '', callArguments(cursor, left))
        break
      }
      case Token.colon: {
        if (cursor.colonEnds) return left
        cursor.advance()
        const name = primary(cursor)
        left = cursor.node(Kind.remote, start, '', [left, name])
        break
      }
      case Token.hash:
        left = hashed(cursor, start, left)
        break
      case Token.macro: {
        // `Base?STATE{…}` and `Base?STATE.field`, where the macro stands for `#name`.
        if (startsRecord(cursor) || cursor.nextKind === Token.point) {
          left = recordSuffix(cursor, start, left)
          break
        }
        const behind = macro(cursor)
        left = cursor.node(Kind.juxtaposed, start, '', [left, behind])
        break
      }
      default:
        return left
    }
  }
}

function hashed(cursor: Cursor, start: number, base: Node): Node {
  cursor.advance()
  if (cursor.kind !== Token.openBrace) return recordSuffix(cursor, start, base)
  return cursor.node(Kind.mapUpdate, start, '', mapFields(cursor, base))
}

/** `(A, B)`: the expressions between the parentheses, behind `callee` where that is one row with them. */
export function callArguments(cursor: Cursor, callee?: Node): readonly Node[] {
  cursor.expect(Token.openParen, '`(`')
  return separated(cursor, Token.closeParen, '`)`', callee)
}

/** Expressions with commas between them up to `close`, which is consumed; there may be none. */
export function separated(cursor: Cursor, close: number, spelling: string, first?: Node): readonly Node[] {
  const row = cursor.row()
  if (first) cursor.keep(first)
  if (!cursor.accept(close)) {
    do cursor.keep(expression(cursor))
    while (cursor.accept(Token.comma))
    if (!cursor.accept(close)) cursor.fault(`expected \`,\` or ${spelling}`)
  }
  return cursor.taken(row)
}
