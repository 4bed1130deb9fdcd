import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { expression } from './expressions.ts'
import { noKids, type Reader } from './reader.ts'
import { textLiteral } from './text-literals.ts'

const { comma, key, quotedKey, parenClose, bracketClose, braceClose, binaryClose } = Token

/** `[a, b: 1]`: its pairs are kids of the list itself. */
export function list(reader: Reader): Node {
  const start = reader.start()
  const base = reader.top
  open(reader)
  const outer = reader.withoutDo
  reader.withoutDo = false
  while (reader.next !== bracketClose) {
    if (reader.isKey()) {
      pairs(reader)
      endPairs(reader, bracketClose)
      break
    }
    item(reader, bracketClose)
  }
  reader.withoutDo = outer
  reader.advance()
  return reader.node(Kind.list, start, '', reader.take(base))
}

export function tuple(reader: Reader): Node {
  const start = reader.start()
  const base = reader.top
  container(reader, braceClose)
  return reader.node(Kind.tuple, start, '', reader.take(base))
}

export function bitstring(reader: Reader): Node {
  const start = reader.start()
  const base = reader.top
  container(reader, binaryClose)
  return reader.node(Kind.bitstring, start, '', reader.take(base))
}

/** `first` and what stands in the braces: `first.{a, b}`. */
export function members(reader: Reader, first: Node): readonly Node[] {
  const base = reader.top
  reader.push(first)
  container(reader, braceClose)
  return reader.take(base)
}

/** `container[key]`. */
export function access(reader: Reader, accessed: Node, start: number): Node {
  const base = reader.top
  reader.push(accessed)
  open(reader)
  const outer = reader.withoutDo
  reader.withoutDo = false
  if (reader.isKey()) {
    reader.push(keywords(reader))
    endPairs(reader, bracketClose)
  } else {
    item(reader, bracketClose)
    if (reader.next !== bracketClose) reader.fail('expected `]` behind this one key')
  }
  reader.withoutDo = outer
  reader.advance()
  return reader.node(Kind.access, start, '', reader.take(base))
}

/** From `(` to `)`: adds the arguments between to the pending nodes. A comma behind the last one is an error. */
export function callArguments(reader: Reader): void {
  const outer = reader.withoutDo
  reader.withoutDo = false
  open(reader)
  let isFirst = true
  while (reader.next !== parenClose) {
    if (reader.isKey()) {
      reader.push(keywords(reader))
      endPairs(reader, parenClose)
      break
    }
    reader.push(expression(reader, 0))
    if (reader.openCallEnd === reader.at && (reader.is(comma) || !isFirst)) failInCall(reader)
    if (reader.is(comma)) {
      reader.advance()
      if (reader.is(parenClose)) reader.fail('expected an argument after the comma')
      isFirst = false
      continue
    }
    reader.skipLineBreak()
    if (reader.next !== parenClose) reader.fail('expected a comma or the closing bracket')
  }
  reader.withoutDo = outer
  reader.advance()
}

/** `a: 1, b: 2` without brackets, as far as it goes; a comma after the last pair is left. */
export function keywords(reader: Reader): Node {
  const start = reader.start()
  const base = reader.top
  pairs(reader)
  return reader.node(Kind.keywords, start, '', reader.take(base))
}

/** `key: value`. */
export function pair(reader: Reader): Node {
  const start = reader.start()
  const name = reader.next === quotedKey ? textLiteral(reader) : plainKey(reader, start)
  reader.skipLineBreak()
  return reader.node(Kind.pair, start, '', [name, expression(reader, 0)])
}

function pairs(reader: Reader): void {
  reader.push(pair(reader))
  while (reader.next === comma) {
    const next = reader.kindAfter()
    if (next !== key && next !== quotedKey) break
    reader.advance()
    reader.push(pair(reader))
  }
}

/** Keywords are the last thing in their brackets, up to a comma. */
function endPairs(reader: Reader, close: number): void {
  if (reader.openCallEnd === reader.at) failInCall(reader)
  reader.skipLineBreak()
  if (reader.next === comma) {
    reader.advance()
    if (reader.next !== close) reader.fail('expected nothing more behind the keywords')
  } else if (reader.next !== close) {
    reader.fail('expected a comma or the closing bracket')
  }
}

/** What stands in `{…}` or `<<…>>`: expressions, and keywords behind at least one of them. */
function container(reader: Reader, close: number): void {
  const outer = reader.withoutDo
  reader.withoutDo = false
  open(reader)
  let isFirst = true
  while (reader.next !== close) {
    if (!isFirst && reader.isKey()) {
      reader.push(keywords(reader))
      endPairs(reader, close)
      break
    }
    item(reader, close)
    isFirst = false
  }
  reader.withoutDo = outer
  reader.advance()
}

/** One expression of a list, tuple or bitstring, and the comma behind it if there is one. */
function item(reader: Reader, close: number): void {
  reader.push(expression(reader, 0))
  if (reader.openCallEnd === reader.at) failInCall(reader)
  if (reader.next === comma) {
    reader.advance()
    return
  }
  reader.skipLineBreak()
  if (reader.next !== close) reader.fail('expected a comma or the closing bracket')
}

/** `[f a, b]`: whose is the `b`? */
export function failInCall(reader: Reader): never {
  return reader.fail('expected parentheses around the arguments of this call')
}

function open(reader: Reader): void {
  reader.advance()
  reader.skipLineBreak()
}

function plainKey(reader: Reader, start: number): Node {
  const name = reader.name()
  const end = reader.end() - 1
  reader.advance()
  return new Node(Kind.atom, start, end, name, noKids)
}
