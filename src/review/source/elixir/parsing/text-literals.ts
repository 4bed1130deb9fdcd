import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { isNamePart, skipName } from '../lexing/characters.ts'
import { Token } from '../lexing/tokens.ts'
import { interpolation } from './clauses.ts'
import { noKids, type Reader } from './reader.ts'

const kinds: Record<number, number> = {
  [Token.string]: Kind.string,
  [Token.charlist]: Kind.charlist,
  [Token.sigil]: Kind.sigil,
  [Token.quotedAtom]: Kind.quotedAtom,
  [Token.quotedKey]: Kind.quotedAtom,
}

/** Where the characters between the delimiters of a literal start and end, and the delimiter that opens it. */
interface Extent {
  readonly from: number
  readonly to: number
  readonly value: string
}

/** A string, charlist, sigil or quoted atom: its literal pieces and its interpolations in order. */
export function textLiteral(reader: Reader): Node {
  const token = reader.at
  const kind = kinds[reader.kind()] as number
  const { from, to, value } = extent(reader)
  const start = reader.start()
  const end = reader.end()
  const kids: Node[] = []
  let piece = from
  reader.advance()
  while (reader.is(Token.interpolationOpen) && reader.start() < end) {
    const opening = reader.start()
    if (opening > piece) kids.push(new Node(Kind.fragment, piece, opening, '', noKids))
    kids.push(interpolation(reader))
    piece = reader.lastEnd
  }
  if (to > piece) kids.push(new Node(Kind.fragment, piece, to, '', noKids))
  reader.lastEnd = end
  const isKey = reader.tokens.kind[token] === Token.quotedKey
  return new Node(kind, start, isKey ? end - 1 : end, value, kids)
}

/** The name in `Module."name"(…)`; the token is not read past. */
export function unquotedName(reader: Reader): string {
  const { from, to } = extent(reader)
  return reader.text.slice(from, to)
}

function extent(reader: Reader): Extent {
  const { text } = reader
  const start = reader.start()
  const end = reader.end()
  switch (reader.kind()) {
    case Token.quotedAtom:
      return { from: start + 2, to: end - 1, value: '"' }
    case Token.quotedKey:
      return { from: start + 1, to: end - 2, value: '"' }
    case Token.sigil: {
      const nameEnd = skipName(text, start + 1)
      const length = delimiterLength(text, nameEnd)
      let close = end
      while (isNamePart(text, close - 1)) close--
      return { from: nameEnd + length, to: close - length, value: text.slice(start + 1, nameEnd) }
    }
  }
  const length = delimiterLength(text, start)
  return { from: start + length, to: end - length, value: text.slice(start, start + length) }
}

/** Three quotes open a heredoc, unless they are an empty literal and something else. */
function delimiterLength(text: string, at: number): number {
  const quote = text.charAt(at)
  const isHeredoc = (quote === '"' || quote === "'") && text.startsWith(quote.repeat(3), at)
  return isHeredoc ? 3 : 1
}
