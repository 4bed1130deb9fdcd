import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { Token } from '../lexing/tokens.ts'
import { expression } from './expressions.ts'
import { noKids, type Reader } from './reader.ts'
import { textLiteral } from './text-literals.ts'

/** `[a, b: 1]`: its pairs are kids of the list itself. */
export function list(reader: Reader): Node {
  const start = reader.start()
  const kids: Node[] = []
  items(reader, Token.bracketClose, kids)
  const flat = kids.flatMap((kid) => (kid.kind === Kind.keywords ? kid.kids : [kid]))
  return reader.node(Kind.list, start, '', flat)
}

export function tuple(reader: Reader): Node {
  const start = reader.start()
  return reader.node(Kind.tuple, start, '', members(reader))
}

export function bitstring(reader: Reader): Node {
  const start = reader.start()
  const kids: Node[] = []
  items(reader, Token.binaryClose, kids)
  return reader.node(Kind.bitstring, start, '', kids)
}

/** `{a, b}`: what stands in the braces. */
export function members(reader: Reader): Node[] {
  const kids: Node[] = []
  items(reader, Token.braceClose, kids)
  return kids
}

/** `container[key]`. */
export function access(reader: Reader, container: Node, start: number): Node {
  const kids = [container]
  items(reader, Token.bracketClose, kids)
  return reader.node(Kind.access, start, '', kids)
}

/** From an opening bracket to the `close` bracket: adds what stands between, with commas, to `kids`. */
export function items(reader: Reader, close: number, kids: Node[]): void {
  const outer = reader.withoutDo
  reader.withoutDo = false
  reader.advance()
  reader.skipLineBreak()
  while (!reader.is(close)) {
    kids.push(reader.isKey() ? keywords(reader) : expression(reader, 0))
    reader.skipLineBreak()
    if (reader.is(Token.comma)) reader.advance()
    else if (!reader.is(close)) reader.fail('expected a comma or the closing bracket')
  }
  reader.advance()
  reader.withoutDo = outer
}

/** `a: 1, b: 2` without brackets, as far as it goes; a comma after the last pair is left. */
export function keywords(reader: Reader): Node {
  const start = reader.start()
  const pairs = [pair(reader)]
  while (reader.is(Token.comma)) {
    const next = reader.kindAfter()
    if (next !== Token.key && next !== Token.quotedKey) break
    reader.advance()
    pairs.push(pair(reader))
  }
  return reader.node(Kind.keywords, start, '', pairs)
}

/** `key: value`. */
export function pair(reader: Reader): Node {
  const start = reader.start()
  const key = reader.is(Token.quotedKey) ? textLiteral(reader) : plainKey(reader, start)
  reader.skipLineBreak()
  return reader.node(Kind.pair, start, '', [key, expression(reader, 0)])
}

function plainKey(reader: Reader, start: number): Node {
  const end = reader.end() - 1
  reader.advance()
  return new Node(Kind.atom, start, end, reader.text.slice(start, end), noKids)
}
