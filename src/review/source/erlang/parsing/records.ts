import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import type { Cursor } from './cursor.ts'
import { expression } from './expressions.ts'
import { macro } from './macros.ts'
import { primary } from './primaries.ts'

/** `#name{…}` or `#name.field`; the cursor is on `#`. */
export function record(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  const name = recordName(cursor)
  if (cursor.accept(Token.point)) {
    const field = primary(cursor)
    return cursor.node(Kind.recordIndex, start, name, [field])
  }
  const fields = recordFields(cursor, false)
  return cursor.node(Kind.record, start, name, fields)
}

/** What follows `Base#`: `name{…}` or `name.field`. */
export function recordSuffix(cursor: Cursor, start: number, base: Node): Node {
  const name = recordName(cursor)
  if (cursor.accept(Token.point)) {
    const field = primary(cursor)
    return cursor.node(Kind.recordAccess, start, name, [base, field])
  }
  const fields = recordFields(cursor, false)
  return cursor.node(Kind.recordUpdate, start, name, [base, ...fields])
}

/** `?STATE{…}`, where the macro stands for `#name`: nothing else has a brace right behind a macro. */
export function startsRecord(cursor: Cursor): boolean {
  return cursor.kind === Token.macro && cursor.nextKind === Token.openBrace
}

/** `?STATE{…}`; the cursor is on the macro. */
export function recordOfMacro(cursor: Cursor): Node {
  const start = cursor.start
  const name = recordName(cursor)
  const fields = recordFields(cursor, false)
  return cursor.node(Kind.record, start, name, fields)
}

/** The record's name; a variable stands there in macros that take the name as a parameter. */
function recordName(cursor: Cursor): string {
  const kind = cursor.kind
  const named = kind === Token.atom || kind === Token.variable || kind === Token.macro
  if (!named) cursor.fault('expected a record name')
  const name = kind === Token.macro ? `?${cursor.name}` : cursor.name
  if (kind === Token.macro) macro(cursor)
  else cursor.advance()
  return name
}

/** `{name, name = value}`; in a record's definition a field may carry `:: type()`, which is skipped. */
export function recordFields(cursor: Cursor, typed: boolean): Node[] {
  cursor.expect(Token.openBrace, '`{`')
  const fields: Node[] = []
  if (cursor.accept(Token.closeBrace)) return fields
  do fields.push(recordField(cursor, typed))
  while (cursor.accept(Token.comma))
  cursor.expect(Token.closeBrace, '`,` or `}`')
  return fields
}

function recordField(cursor: Cursor, typed: boolean): Node {
  const start = cursor.start
  const kids = [primary(cursor)]
  if (cursor.accept(Token.match)) kids.push(expression(cursor))
  const field = cursor.node(Kind.recordField, start, '', kids)
  if (typed && cursor.accept(Token.doubleColon)) skipType(cursor)
  return field
}

/** Moves to the comma or bracket behind a type. */
function skipType(cursor: Cursor): void {
  for (;;) {
    switch (cursor.kind) {
      case Token.comma:
      case Token.closeBrace:
      case Token.closeParen:
      case Token.stop:
      case Token.nothing:
        return
      default:
        cursor.at = Math.max(cursor.at, cursor.tokens.partnerOf(cursor.at)) + 1
    }
  }
}
