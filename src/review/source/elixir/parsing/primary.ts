import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { applied, namedCall } from './calls.ts'
import { anonymousFunction, parenthesised } from './clauses.ts'
import { access, bitstring, list, members, tuple } from './collections.ts'
import { failAtDefinition } from './layout.ts'
import { map } from './maps.ts'
import { noKids, type Reader } from './reader.ts'
import { textLiteral, unquotedName } from './text-literals.ts'

const leaves: Record<number, number> = {
  [Token.integer]: Kind.integer,
  [Token.float]: Kind.float,
  [Token.literalWord]: Kind.atom,
}

/** A literal, a name with its arguments, or something in brackets; no operators. */
export function primary(reader: Reader): Node {
  const start = reader.start()
  const kind = reader.kind()
  switch (kind) {
    case Token.identifier:
      failAtDefinition(reader)
      return identifier(reader, start)
    case Token.alias:
      return alias(reader, start)
    case Token.atom: {
      const name = reader.text.slice(start + 1, reader.end())
      return leaf(reader, Kind.atom, start, name)
    }
    case Token.integer:
    case Token.float:
    case Token.literalWord:
      return leaf(reader, leaves[kind] as number, start, reader.word())
    case Token.char:
      return leaf(reader, Kind.char, start, reader.word())
    case Token.string:
    case Token.charlist:
    case Token.sigil:
    case Token.quotedAtom:
      return textLiteral(reader)
    case Token.captureNumber: {
      reader.advance()
      const number = reader.word()
      reader.expect(Token.integer, 'the number of a captured argument')
      return reader.node(Kind.captureArgument, start, number, noKids)
    }
    case Token.parenOpen:
      return parenthesised(reader)
    case Token.bracketOpen:
      return list(reader)
    case Token.braceOpen:
      return tuple(reader)
    case Token.binaryOpen:
      return bitstring(reader)
    case Token.percent:
      return map(reader)
    case Token.fnWord:
      return anonymousFunction(reader)
    case Token.end:
      return reader.fail('the file ends inside an expression')
  }
  return reader.fail(`unexpected \`${reader.word().slice(0, 20).trim()}\``)
}

/** What follows a primary and belongs to it: `.name`, `.(…)`, `.{…}`, `[…]`. */
export function postfix(reader: Reader, first: Node, start: number): Node {
  let node = first
  for (;;) {
    if (reader.is(Token.bracketOpen)) {
      node = access(reader, node, start)
    } else if (reader.is(Token.dot)) {
      reader.advance()
      node = member(reader, node, start)
    } else {
      return node
    }
  }
}

/** `A.B.C` as far as it is written in one piece. */
export function alias(reader: Reader, start: number): Node {
  reader.advance()
  const { tokens } = reader
  while (
    reader.is(Token.dot) &&
    reader.kindAfter() === Token.alias &&
    reader.isAdjacent() &&
    tokens.start[reader.at + 1] === reader.end()
  ) {
    reader.advance()
    reader.advance()
  }
  return reader.node(Kind.alias, start, reader.text.slice(start, reader.lastEnd), noKids)
}

function leaf(reader: Reader, kind: number, start: number, value: string): Node {
  reader.advance()
  return reader.node(kind, start, value, noKids)
}

function identifier(reader: Reader, start: number): Node {
  const name = reader.word()
  reader.advance()
  return namedCall(reader, start, null, name)
}

function member(reader: Reader, receiver: Node, start: number): Node {
  switch (reader.kind()) {
    case Token.identifier:
    case Token.string:
    case Token.charlist: {
      const name = reader.is(Token.identifier) ? reader.word() : unquotedName(reader)
      reader.advance()
      return namedCall(reader, start, receiver, name)
    }
    case Token.alias: {
      const name = reader.word()
      reader.advance()
      const isStatic = receiver.kind === Kind.alias && receiver.kids.length === 0
      if (isStatic) return reader.node(Kind.alias, start, `${receiver.value}.${name}`, noKids)
      if (receiver.kind !== Kind.alias) return reader.node(Kind.alias, start, name, [receiver])
      return reader.node(Kind.alias, start, `${receiver.value}.${name}`, receiver.kids)
    }
    case Token.parenOpen:
      return applied(reader, receiver, start)
    case Token.braceOpen:
      return reader.node(Kind.aliasGroup, start, '', [receiver, ...members(reader)])
  }
  return reader.fail('expected a name after the dot')
}
