import { Node, SyntaxFault } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/token-kinds.ts'
import { alternatives, body, guardTests, patternClause } from './clauses.ts'
import { type Cursor, DepthFault, none } from './cursor.ts'
import { callArguments, expression } from './expressions.ts'
import { association } from './maps.ts'
import { recordFields } from './records.ts'
import { typeHead } from './type-heads.ts'

/** Attributes that say what the module is: one that cannot be read is reported. */
const telling: ReadonlySet<string> = new Set([
  'module',
  'behaviour',
  'behavior',
  'export',
  'import',
  'compile',
])

/** `-name(…)` up to the full stop, which is left to the caller; the cursor is on `-`. */
export function attribute(cursor: Cursor): Node {
  const start = cursor.start
  cursor.advance()
  const name = cursor.kind === Token.macro ? `?${cursor.name}` : cursor.name
  cursor.advance()
  switch (name) {
    case 'define':
      return definition(cursor, start)
    case 'record':
      return recordDefinition(cursor, start)
    case 'spec':
    case 'callback':
    case 'type':
    case 'opaque':
    case 'nominal':
      return typeHead(cursor, start, name)
    default: {
      const given = telling.has(name) ? attributeArguments(cursor) : termArguments(cursor)
      return cursor.node(Kind.attribute, start, name, given)
    }
  }
}

/** `(A, B)`, or without the parentheses as in `-behaviour gen_server.`; none behind `-else`. */
function attributeArguments(cursor: Cursor): readonly Node[] {
  if (cursor.kind === Token.stop) return none
  const close = cursor.kind === Token.openParen ? cursor.tokens.partnerOf(cursor.at) : 0
  if (close > 0 && cursor.tokens.kindAt(close + 1) === Token.stop) return callArguments(cursor)
  const row = cursor.row()
  do cursor.keep(expression(cursor))
  while (cursor.accept(Token.comma))
  return cursor.taken(row)
}

/** What is no expression, as in attributes that macros define, loses the arguments and not the file's next forms. */
function termArguments(cursor: Cursor): readonly Node[] {
  const place = cursor.place()
  try {
    const given = attributeArguments(cursor)
    if (cursor.kind === Token.stop) return given
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault
  }
  cursor.goBack(place)
  toStop(cursor)
  return none
}

function toStop(cursor: Cursor): void {
  while (cursor.kind !== Token.stop && cursor.kind !== Token.nothing) cursor.advance()
}

function recordDefinition(cursor: Cursor, start: number): Node {
  cursor.expect(Token.openParen, '`(`')
  const name = cursor.kind === Token.macro ? `?${cursor.name}` : cursor.name
  cursor.advance()
  cursor.expect(Token.comma, '`,`')
  const fields = recordFields(cursor, true)
  cursor.expect(Token.closeParen, '`)`')
  return cursor.node(Kind.recordDefinition, start, name, fields)
}

/** The parenthesis before the full stop: what is between may be half of something, with brackets that do not match. */
function closeOfDefinition({ tokens, at }: Cursor): number {
  const last = tokens.count - 2
  const isClosed = tokens.kindAt(last + 1) === Token.stop && tokens.kindAt(last) === Token.closeParen
  return isClosed && last > at ? last : tokens.partnerOf(at)
}

function definition(cursor: Cursor, start: number): Node {
  const close = closeOfDefinition(cursor)
  cursor.expect(Token.openParen, '`(`')
  if (close === 0) cursor.fault('the parenthesis behind -define is never closed')
  const name = cursor.name
  cursor.advance()
  const first = cursor.start
  const params = cursor.kind === Token.openParen ? callArguments(cursor) : none
  const group = cursor.node(Kind.group, Math.min(first, cursor.behind), '', params)
  cursor.expect(Token.comma, '`,`')
  cursor.inDefinition = true
  const meaning = macroBody(cursor, close)
  cursor.at = close + 1
  return cursor.node(Kind.define, start, name, [group, meaning])
}

/**
 * A macro's body is any row of tokens up to `close`: mostly expressions, sometimes a guard, clauses or a map's associations.
 * `#name` stands for a record, as in `?STATE{field = 1}`.
 * What is none of these (`case X of` without its end, a type) becomes an opaque node.
 */
function macroBody(cursor: Cursor, close: number): Node {
  const place = cursor.place()
  const start = cursor.start
  if (place.at >= close) return new Node(Kind.body, start, start, '', none)
  let reason = ''
  for (const reading of readings) {
    try {
      const meaning = reading(cursor)
      if (cursor.at === close) return meaning
      cursor.fault('expected `,` or `)`')
    } catch (fault) {
      if (!(fault instanceof SyntaxFault) || fault instanceof DepthFault) throw fault
      reason ||= fault.message
    }
    cursor.goBack(place)
  }
  return new Node(Kind.opaque, start, cursor.tokens.endAt(close - 1), reason, none)
}

const readings: readonly ((cursor: Cursor) => Node)[] = [body, guardTests, clauses, associations, recordHash]

/** `#name`, which code writes as `?STATE{…}`; the macro then stands for the record's name. */
function recordHash(cursor: Cursor): Node {
  const start = cursor.start
  cursor.expect(Token.hash, '`#`')
  if (cursor.kind !== Token.atom) cursor.fault('expected a record name')
  const name = cursor.leaf(Kind.atom, cursor.name)
  return cursor.node(Kind.body, start, '', [name])
}

function clauses(cursor: Cursor): Node {
  const start = cursor.start
  const each = alternatives(cursor, patternClause)
  return cursor.node(Kind.group, start, '', each)
}

function associations(cursor: Cursor): Node {
  const start = cursor.start
  const each: Node[] = []
  do each.push(association(cursor))
  while (cursor.accept(Token.comma))
  return cursor.node(Kind.group, start, '', each)
}
