import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { kindCount, Token } from '../lexing/tokens.ts'
import { OperatorCode } from '../operators.ts'
import { section } from './clauses.ts'
import { callArguments, failInCall, keywords } from './collections.ts'
import { expression, isNotIn } from './expressions.ts'
import { noKids, type Reader } from './reader.ts'
import { isModuleWord, moduleSection } from './recovery.ts'

const { dot, parenOpen, bracketOpen, operator, comma, doWord, endWord, sectionWord, lineBreak } = Token
const { identifier, call, remoteCall, field } = Kind

/** 1 for the kinds of tokens that may start an argument of the name before them; some only if `startsArgument`. */
const argumentStarts = new Uint8Array(kindCount)
for (const kind of [
  Token.identifier,
  Token.alias,
  Token.key,
  Token.quotedKey,
  Token.integer,
  Token.float,
  Token.char,
  Token.atom,
  Token.string,
  Token.charlist,
  Token.sigil,
  Token.quotedAtom,
  Token.captureNumber,
  Token.literalWord,
  Token.fnWord,
  Token.percent,
  Token.braceOpen,
  Token.binaryOpen,
  Token.parenOpen,
  Token.bracketOpen,
  Token.operator,
])
  argumentStarts[kind] = 1

/** A name that was just read, with its arguments and do-block: `name`, `name(…)`, `name a, b`, `receiver.name(…)`. */
export function namedCall(reader: Reader, start: number, receiver: Node | null, name: string): Node {
  const { next } = reader
  const base = reader.top
  if (next === parenOpen && reader.isAdjacent()) {
    if (receiver) reader.push(receiver)
    callArguments(reader)
    return calledAgain(reader, start, receiver ? remoteCall : call, name, base)
  }
  if (argumentStarts[next] === 1 && startsArgument(reader)) {
    if (receiver) reader.push(receiver)
    argumentsWithoutParens(reader)
  } else if (next === doWord && !reader.withoutDo) {
    if (receiver) reader.push(receiver)
  } else if (receiver) {
    return reader.node(field, start, name, [receiver])
  } else {
    return reader.node(identifier, start, name, noKids)
  }
  if (reader.next === doWord) doBlock(reader, receiver ? '' : name, start)
  return reader.node(receiver ? remoteCall : call, start, name, reader.take(base))
}

/** `fun.(args)`; the dot was just read. */
export function applied(reader: Reader, fun: Node, start: number): Node {
  const base = reader.top
  reader.push(fun)
  callArguments(reader)
  return calledAgain(reader, start, Kind.apply, '', base)
}

/** A call in parentheses, whose kids are pending from `base` on, may be followed by more of them and by a do-block. */
function calledAgain(reader: Reader, start: number, kind: number, name: string, base: number): Node {
  let lastKind = kind
  let lastName = name
  while (reader.next === parenOpen && reader.isAdjacent()) {
    reader.push(reader.node(lastKind, start, lastName, reader.take(base)))
    lastKind = Kind.callResult
    lastName = ''
    callArguments(reader)
  }
  if (reader.next === doWord) doBlock(reader, lastKind === call ? lastName : '', start)
  return reader.node(lastKind, start, lastName, reader.take(base))
}

function argumentsWithoutParens(reader: Reader): void {
  const outer = reader.withoutDo
  reader.withoutDo = true
  let isMany = false
  for (;;) {
    if (reader.isKey()) {
      reader.push(keywords(reader))
      break
    }
    reader.push(expression(reader, 0))
    const isLast = reader.next !== comma
    if (reader.openCallEnd === reader.at && (isMany || !isLast)) failInCall(reader)
    if (isLast) break
    isMany = true
    reader.advance()
  }
  if (isMany) reader.openCallEnd = reader.at
  reader.withoutDo = outer
}

/** Reads the do-block that is next, if it belongs to this call, as the last of the pending nodes. */
function doBlock(reader: Reader, name: string, callStart: number): void {
  if (reader.withoutDo) return
  const start = reader.start()
  if (reader.columns && isModuleWord(name)) {
    reader.push(moduleSection(reader, callStart))
    return
  }
  const base = reader.top
  reader.push(section(reader))
  while (reader.next === sectionWord) reader.push(section(reader))
  reader.expect(endWord, '`end`')
  reader.push(new Node(Kind.doBlock, start, reader.lastEnd, '', reader.take(base)))
  if (reader.next === dot) reader.fail('expected parentheses around what ends here before the dot')
}

/** True where the next token, one of `argumentStarts`, starts an argument of the name before it. */
function startsArgument(reader: Reader): boolean {
  if (reader.next === bracketOpen) return !reader.isAdjacent()
  if (reader.next !== operator) return true
  switch (reader.value()) {
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
      return isTight && !reader.isAdjacent() && reader.kindAfter() !== lineBreak
    }
  }
  return false
}
