import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { OperatorCode, operators } from '../operators.ts'
import { items, pair } from './collections.ts'
import { expression, infixes } from './expressions.ts'
import { alias, primary } from './primary.ts'
import { noKids, type Reader } from './reader.ts'

const aboveBar = (operators[OperatorCode.bar]?.left ?? 0) + 1

/** `%{…}`, `%Name{…}`. */
export function map(reader: Reader): Node {
  const start = reader.start()
  reader.advance()
  if (reader.is(Token.braceOpen)) return mapBody(reader, start)
  const name = structName(reader)
  reader.skipLineBreak()
  if (!reader.is(Token.braceOpen)) reader.fail('expected `{` after the name of the struct')
  const body = mapBody(reader, reader.start())
  return reader.node(Kind.struct, start, '', [name, body])
}

/** `A.B`, `__MODULE__`, `@name`, `^name`, `name(args)`, and what their dots lead to; the brace is not an argument. */
function structName(reader: Reader): Node {
  reader.enter()
  const start = reader.start()
  let name = structNameStart(reader, start)
  while (reader.is(Token.dot)) {
    reader.advance()
    const isAlias = reader.is(Token.alias)
    if (!isAlias && !reader.is(Token.identifier)) reader.fail('expected a name after the dot')
    const word = reader.word()
    reader.advance()
    const kids = [name]
    const isCall = hasArguments(reader)
    if (isCall) items(reader, Token.parenClose, kids)
    name = reader.node(isAlias ? Kind.alias : isCall ? Kind.remoteCall : Kind.field, start, word, kids)
  }
  reader.leave()
  return name
}

function structNameStart(reader: Reader, start: number): Node {
  if (reader.is(Token.operator)) {
    const operator = operators[reader.tokens.code[reader.at] as number]
    if (!operator || operator.prefix === 0) reader.fail('expected the name of a struct after `%`')
    reader.advance()
    return reader.node(Kind.unary, start, operator.text, [structName(reader)])
  }
  if (reader.is(Token.alias)) return alias(reader, start)
  if (!reader.is(Token.identifier)) return primary(reader)
  const word = reader.word()
  reader.advance()
  if (!hasArguments(reader)) return reader.node(Kind.identifier, start, word, noKids)
  const kids: Node[] = []
  items(reader, Token.parenClose, kids)
  return reader.node(Kind.call, start, word, kids)
}

function hasArguments(reader: Reader): boolean {
  return reader.is(Token.parenOpen) && reader.isAdjacent()
}

function mapBody(reader: Reader, start: number): Node {
  const outer = reader.withoutDo
  reader.withoutDo = false
  reader.advance()
  reader.skipLineBreak()
  const kids: Node[] = []
  while (!reader.is(Token.braceClose)) {
    if (kids.length === 0 && !reader.isKey()) {
      const first = entryOrBase(reader)
      kids.push(first)
      if (first.kind === Kind.mapBase) continue
    } else {
      kids.push(reader.isKey() ? pair(reader) : entry(reader, expression(reader, 0)))
    }
    reader.skipLineBreak()
    if (reader.is(Token.comma)) reader.advance()
    else if (!reader.is(Token.braceClose)) reader.fail('expected a comma or `}`')
  }
  reader.advance()
  reader.withoutDo = outer
  return reader.node(Kind.map, start, '', kids)
}

/** `base |`, or the first entry. */
function entryOrBase(reader: Reader): Node {
  const start = reader.start()
  const left = expression(reader, aboveBar)
  if (!reader.isOperator(OperatorCode.bar)) return entry(reader, infixes(reader, left, start, 0))
  const base = reader.node(Kind.mapBase, start, '', [left])
  reader.advance()
  reader.skipLineBreak()
  return base
}

function entry(reader: Reader, key: Node): Node {
  if (!reader.isOperator(OperatorCode.arrow)) return key
  reader.advance()
  reader.skipLineBreak()
  return reader.node(Kind.association, key.start, '', [key, expression(reader, 0)])
}
