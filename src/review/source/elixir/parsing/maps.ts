import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { leftBinding, OperatorCode, operatorText, prefixBinding } from '../operators.ts'
import { callArguments, failInCall, pair } from './collections.ts'
import { expression, infixes } from './expressions.ts'
import { leaf, primary } from './primary.ts'
import { noKids, type Reader } from './reader.ts'

const { braceOpen, braceClose, comma, dot, operator, parenOpen } = Token
const { bar, arrow } = OperatorCode
const aboveBar = (leftBinding[bar] as number) + 1

/** `%{…}`, `%Name{…}`. */
export function map(reader: Reader): Node {
  const start = reader.start()
  reader.advance()
  if (reader.next === braceOpen) return mapBody(reader, start)
  const name = structName(reader)
  reader.skipLineBreak()
  if (reader.next !== braceOpen) reader.fail('expected `{` after the name of the struct')
  const body = mapBody(reader, reader.start())
  return reader.node(Kind.struct, start, '', [name, body])
}

/** `A.B`, `__MODULE__`, `@name`, `^name`, `name(args)`, and what their dots lead to; the brace is not an argument. */
function structName(reader: Reader): Node {
  reader.enter()
  const start = reader.start()
  let name = structNameStart(reader, start)
  while (reader.next === dot) {
    reader.advance()
    const isAlias = reader.is(Token.alias)
    if (!isAlias && !reader.is(Token.identifier)) reader.fail('expected a name after the dot')
    const word = reader.name()
    const base = reader.top
    reader.advance()
    reader.push(name)
    const isCall = hasArguments(reader)
    if (isCall) callArguments(reader)
    const kind = isAlias ? Kind.alias : isCall ? Kind.remoteCall : Kind.field
    name = reader.node(kind, start, word, reader.take(base))
  }
  reader.leave()
  return name
}

function structNameStart(reader: Reader, start: number): Node {
  if (reader.next === operator) {
    const code = reader.value()
    if (prefixBinding[code] === 0) reader.fail('expected the name of a struct after `%`')
    reader.advance()
    return reader.node(Kind.unary, start, operatorText[code] as string, [structName(reader)])
  }
  if (reader.next === Token.alias) return leaf(reader, Kind.alias, start)
  if (reader.next !== Token.identifier) return primary(reader)
  const word = reader.name()
  reader.advance()
  if (!hasArguments(reader)) return reader.node(Kind.identifier, start, word, noKids)
  const base = reader.top
  callArguments(reader)
  return reader.node(Kind.call, start, word, reader.take(base))
}

function hasArguments(reader: Reader): boolean {
  return reader.next === parenOpen && reader.isAdjacent()
}

function mapBody(reader: Reader, start: number): Node {
  const outer = reader.withoutDo
  const base = reader.top
  reader.withoutDo = false
  reader.advance()
  reader.skipLineBreak()
  let hasKeys = false
  while (reader.next !== braceClose) {
    if (reader.isKey()) {
      reader.push(pair(reader))
      if (reader.openCallEnd === reader.at) failInCall(reader)
      hasKeys = true
    } else if (hasKeys) {
      reader.fail('expected a key with its colon behind other such keys')
    } else if (reader.top === base) {
      const first = entryOrBase(reader)
      reader.push(first)
      if (first.kind === Kind.mapBase) continue
    } else {
      reader.push(entry(reader, expression(reader, 0)))
    }
    if (reader.is(comma)) {
      reader.advance()
      continue
    }
    reader.skipLineBreak()
    if (reader.next !== braceClose) reader.fail('expected a comma or `}`')
  }
  reader.advance()
  reader.withoutDo = outer
  return reader.node(Kind.map, start, '', reader.take(base))
}

/** `base |`, or the first entry. */
function entryOrBase(reader: Reader): Node {
  const start = reader.start()
  const left = expression(reader, aboveBar)
  if (!reader.isOperator(bar)) return entry(reader, infixes(reader, left, start, 0))
  const base = reader.node(Kind.mapBase, start, '', [left])
  reader.advance()
  reader.skipLineBreak()
  return base
}

function entry(reader: Reader, name: Node): Node {
  if (!reader.isOperator(arrow)) return name
  reader.advance()
  reader.skipLineBreak()
  return reader.node(Kind.association, name.start, '', [name, expression(reader, 0)])
}
