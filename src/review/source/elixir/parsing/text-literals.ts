import { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { isNamePart } from '../lexing/characters.ts'
import { Token } from '../lexing/tokens.ts'
import { interpolation } from './clauses.ts'
import { noKids, type Reader } from './reader.ts'

const { string, charlist, sigil, quotedKey, interpolationOpen } = Token

/** A string, charlist, sigil or quoted atom: its literal pieces and its interpolations in order. */
export function textLiteral(reader: Reader): Node {
  const token = reader.next
  const start = reader.start()
  const end = reader.end()
  const content = reader.value()
  const contentEnd = endOfContent(reader)
  reader.advance()
  const kids =
    reader.next === interpolationOpen && reader.start() < end
      ? pieces(reader, content, contentEnd, end)
      : contentEnd > content
        ? [new Node(Kind.fragment, content, contentEnd, '', noKids)]
        : noKids
  reader.lastEnd = end
  switch (token) {
    case string:
      return new Node(Kind.string, start, end, content - start === 3 ? '"""' : '"', kids)
    case charlist:
      return new Node(Kind.charlist, start, end, content - start === 3 ? "'''" : "'", kids)
    case sigil:
      return new Node(Kind.sigil, start, end, sigilName(reader, start), kids)
    case quotedKey:
      return new Node(Kind.quotedAtom, start, end - 1, '"', kids)
  }
  return new Node(Kind.quotedAtom, start, end, '"', kids)
}

function pieces(reader: Reader, content: number, contentEnd: number, end: number): readonly Node[] {
  const base = reader.top
  let piece = content
  while (reader.next === interpolationOpen && reader.start() < end) {
    const opening = reader.start()
    if (opening > piece) reader.push(new Node(Kind.fragment, piece, opening, '', noKids))
    reader.push(interpolation(reader))
    piece = reader.lastEnd
  }
  if (contentEnd > piece) reader.push(new Node(Kind.fragment, piece, contentEnd, '', noKids))
  return reader.take(base)
}

/** The name in `Module."name"(…)`; the token is not read past. */
export function unquotedName(reader: Reader): string {
  return reader.text.slice(reader.value(), endOfContent(reader))
}

/** Where the characters before the closing delimiter of the literal that is next end. */
function endOfContent(reader: Reader): number {
  const start = reader.start()
  const end = reader.end()
  const content = reader.value()
  switch (reader.next) {
    case string:
    case charlist:
      return content - start === 3 ? end - 3 : end - 1
    case quotedKey:
      return end - 2
    case sigil: {
      const { text } = reader
      let close = end
      while (isNamePart(text, close - 1)) close--
      return isHeredoc(text, content) ? close - 3 : close - 1
    }
  }
  return end - 1
}

/** True where the content of a sigil starts behind three quotes. */
function isHeredoc(text: string, content: number): boolean {
  const quote = text.charAt(content - 1)
  return (quote === '"' || quote === "'") && text.charAt(content - 2) === quote
}

function sigilName(reader: Reader, start: number): string {
  const { text } = reader
  let end = start + 2
  while (isNamePart(text, end)) end++
  return text.slice(start + 1, end)
}
