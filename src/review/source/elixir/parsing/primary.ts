import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { applied, namedCall } from './calls.ts'
import { anonymousFunction, parenthesised } from './clauses.ts'
import { access, bitstring, list, members, tuple } from './collections.ts'
import { failAtDefinition } from './layout.ts'
import { map } from './maps.ts'
import { noKids, type Reader } from './reader.ts'
import { textLiteral, unquotedName } from './text-literals.ts'

const { identifier, alias, atom, integer, float, literalWord, char, string, charlist, sigil } = Token
const { quotedAtom, captureNumber, parenOpen, bracketOpen, braceOpen, binaryOpen, percent, fnWord, dot } =
  Token

/** A literal, a name with its arguments, or something in brackets; no operators. */
export function primary(reader: Reader): Node {
  const start = reader.start()
  switch (reader.next) {
    case identifier: {
      if (reader.columns) failAtDefinition(reader)
      const name = reader.name()
      reader.advance()
      return namedCall(reader, start, null, name)
    }
    case alias:
      return leaf(reader, Kind.alias, start)
    case atom:
    case literalWord:
      return leaf(reader, Kind.atom, start)
    case integer:
      return leaf(reader, Kind.integer, start)
    case float:
      return leaf(reader, Kind.float, start)
    case char:
      return leaf(reader, Kind.char, start)
    case string:
    case charlist:
    case sigil:
    case quotedAtom:
      return textLiteral(reader)
    case captureNumber: {
      reader.advance()
      const number = reader.is(integer) ? reader.name() : ''
      reader.expect(integer, 'the number of a captured argument')
      return reader.node(Kind.captureArgument, start, number, noKids)
    }
    case parenOpen:
      return parenthesised(reader)
    case bracketOpen:
      return list(reader)
    case braceOpen:
      return tuple(reader)
    case binaryOpen:
      return bitstring(reader)
    case percent:
      return map(reader)
    case fnWord:
      return anonymousFunction(reader)
  }
  return reader.failAtToken()
}

/** What follows a primary and belongs to it: `.name`, `.(…)`, `.{…}`, `[…]`. */
export function postfix(reader: Reader, first: Node, start: number): Node {
  let node = first
  for (;;) {
    if (reader.next === bracketOpen) {
      node = access(reader, node, start)
    } else if (reader.next === dot) {
      reader.advance()
      node = member(reader, node, start)
    } else {
      return node
    }
  }
}

/** A node of the next token alone, whose value is its name. */
export function leaf(reader: Reader, kind: number, start: number): Node {
  const value = reader.name()
  reader.advance()
  return new Node(kind, start, reader.lastEnd, value, noKids)
}

function member(reader: Reader, receiver: Node, start: number): Node {
  switch (reader.next) {
    case identifier:
    case string:
    case charlist: {
      const name = reader.next === identifier ? reader.name() : unquotedName(reader)
      reader.advance()
      return namedCall(reader, start, receiver, name)
    }
    case alias: {
      const name = reader.name()
      reader.advance()
      if (receiver.kind !== Kind.alias) return reader.node(Kind.alias, start, name, [receiver])
      return reader.node(Kind.alias, start, `${receiver.value}.${name}`, receiver.kids)
    }
    case parenOpen:
      return applied(reader, receiver, start)
    case braceOpen:
      return reader.node(Kind.aliasGroup, start, '', members(reader, receiver))
  }
  return reader.fail('expected a name after the dot')
}
