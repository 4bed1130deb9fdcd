import type { Node } from '../../syntax.ts'
import { isNamePart } from '../lexing/characters.ts'

const simpleEscapes: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  d: '\x7f',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
}
const escapeSequence =
  /\\(?:x\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{1,2})|u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|(\r?\n)|(.))/gsu
const greatestCodePoint = 0x10ffff

/** The characters of bytes that were decoded as latin1 and are UTF-8. `isAscii` says that there is nothing to decode. */
export function decoded(bytes: string, isAscii: boolean): string {
  if (isAscii) return bytes
  return /[\x80-\xff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes
}

/** What Elixir makes of the escapes in a string. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(escapeSequence, (...match: (string | undefined)[]) => {
    const [, x, xx, u, uuuu, lineBreak, character] = match
    const hex = x ?? xx ?? u ?? uuuu
    if (hex !== undefined) {
      const codePoint = Number.parseInt(hex, 16)
      return codePoint <= greatestCodePoint ? String.fromCodePoint(codePoint) : ''
    }
    if (lineBreak !== undefined) return ''
    return simpleEscapes[character as string] ?? (character as string)
  })
}

/** The text of one fragment of a string, charlist, sigil or quoted atom: decoded and, unless raw, without escapes. */
export class Pieces {
  private readonly text: string
  private readonly isAscii: boolean
  private readonly isRaw: boolean
  /** Of a heredoc: its fragment that starts after the opening quotes, and its indentation. */
  private readonly first: Node | undefined
  private readonly margin: RegExp | null

  constructor(text: string, isAscii: boolean, node: Node, isRaw: boolean) {
    this.text = text
    this.isAscii = isAscii
    this.isRaw = isRaw
    this.first = node.kids[0]
    this.margin = marginOf(text, node)
  }

  of(fragment: Node): string {
    let piece = decoded(this.text.slice(fragment.start, fragment.end), this.isAscii)
    if (this.margin) {
      piece = piece.replace(this.margin, '\n')
      if (fragment === this.first) piece = piece.slice(piece.indexOf('\n') + 1)
    }
    return this.isRaw ? piece : unescaped(piece)
  }
}

const quote = 34
const singleQuote = 39

/** What the closing quotes of a heredoc say is to be left out at the start of its lines; null for every other literal. */
function marginOf(text: string, node: Node): RegExp | null {
  let close = node.end
  while (isNamePart(text, close - 1)) close--
  const last = text.charCodeAt(close - 1)
  if (last !== quote && last !== singleQuote) return null
  if (text.charCodeAt(close - 2) !== last || text.charCodeAt(close - 3) !== last) return null
  const lineStart = text.lastIndexOf('\n', close - 1) + 1
  if (lineStart <= node.start || text.slice(lineStart, close - 3).trim() !== '') return null
  return new RegExp(`\\n[ \\t]{0,${close - 3 - lineStart}}`, 'g')
}
