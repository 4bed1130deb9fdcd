import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { OperatorCode } from '../operators.ts'
import { section } from './clauses.ts'
import { items, keywords } from './collections.ts'
import { expression, isNotIn } from './expressions.ts'
import type { Reader } from './reader.ts'
import { isModuleWord, moduleSection } from './recovery.ts'

/** A name that was just read, with its arguments and do-block: `name`, `name(…)`, `name a, b`, `receiver.name(…)`. */
export function namedCall(reader: Reader, start: number, receiver: Node | null, name: string): Node {
  const kind = receiver ? Kind.remoteCall : Kind.call
  const kids: Node[] = receiver ? [receiver] : []
  if (reader.is(Token.parenOpen) && reader.isAdjacent()) {
    items(reader, Token.parenClose, kids)
    return calledAgain(reader, start, kind, name, kids)
  }
  if (startsArgument(reader)) {
    argumentsWithoutParens(reader, kids)
  } else if (!reader.is(Token.doWord) || reader.withoutDo) {
    return reader.node(receiver ? Kind.field : Kind.identifier, start, name, kids)
  }
  doBlock(reader, kids, receiver ? '' : name, start)
  return reader.node(kind, start, name, kids)
}

/** `fun.(args)`; the dot was just read. */
export function applied(reader: Reader, fun: Node, start: number): Node {
  const kids = [fun]
  items(reader, Token.parenClose, kids)
  return calledAgain(reader, start, Kind.apply, '', kids)
}

/** A call in parentheses may be followed by more of them, and the last by a do-block. */
function calledAgain(reader: Reader, start: number, kind: number, name: string, kids: Node[]): Node {
  let lastKind = kind
  let lastName = name
  let lastKids = kids
  while (reader.is(Token.parenOpen) && reader.isAdjacent()) {
    lastKids = [reader.node(lastKind, start, lastName, lastKids)]
    lastKind = Kind.callResult
    lastName = ''
    items(reader, Token.parenClose, lastKids)
  }
  doBlock(reader, lastKids, lastKind === Kind.call ? lastName : '', start)
  return reader.node(lastKind, start, lastName, lastKids)
}

function argumentsWithoutParens(reader: Reader, kids: Node[]): void {
  const outer = reader.withoutDo
  reader.withoutDo = true
  for (;;) {
    if (reader.isKey()) {
      kids.push(keywords(reader))
      break
    }
    kids.push(expression(reader, 0))
    if (!reader.is(Token.comma)) break
    reader.advance()
  }
  reader.withoutDo = outer
}

/** Reads the do-block that belongs to this call, if one is next, as the last of `kids`. */
function doBlock(reader: Reader, kids: Node[], name: string, callStart: number): void {
  if (!reader.is(Token.doWord) || reader.withoutDo) return
  const start = reader.start()
  if (reader.columns && isModuleWord(name)) {
    kids.push(moduleSection(reader, callStart))
    return
  }
  const sections: Node[] = [section(reader)]
  while (reader.is(Token.sectionWord)) sections.push(section(reader))
  reader.expect(Token.endWord, '`end`')
  kids.push(new Node(Kind.doBlock, start, reader.lastEnd, '', sections))
}

/** True where the next token starts an argument of the name before it. */
function startsArgument(reader: Reader): boolean {
  switch (reader.kind()) {
    case Token.identifier:
    case Token.alias:
    case Token.key:
    case Token.quotedKey:
    case Token.integer:
    case Token.float:
    case Token.char:
    case Token.atom:
    case Token.string:
    case Token.charlist:
    case Token.sigil:
    case Token.quotedAtom:
    case Token.captureNumber:
    case Token.literalWord:
    case Token.fnWord:
    case Token.percent:
    case Token.braceOpen:
    case Token.binaryOpen:
    case Token.parenOpen:
      return true
    case Token.bracketOpen:
      return !reader.isAdjacent()
    case Token.operator:
      return startsWithPrefix(reader)
  }
  return false
}

function startsWithPrefix(reader: Reader): boolean {
  switch (reader.tokens.code[reader.at]) {
    case OperatorCode.capture:
    case OperatorCode.bang:
    case OperatorCode.pin:
    case OperatorCode.complement:
    case OperatorCode.attribute:
    case OperatorCode.ellipsis:
      return true
    case OperatorCode.not:
      return !isNotIn(reader)
    case OperatorCode.plus:
    case OperatorCode.minus: {
      // `f -1` is a call, `f - 1` and `f-1` are subtractions.
      const isTight = reader.tokens.start[reader.at + 1] === reader.end()
      return isTight && !reader.isAdjacent() && reader.kindAfter() !== Token.lineBreak
    }
  }
  return false
}
