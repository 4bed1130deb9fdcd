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

/** The characters of bytes that were decoded as latin1 and are UTF-8. */
export function decoded(bytes: string): string {
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

/**
 * The pieces of a string, charlist, sigil or quoted atom as they stand in the file, decoded; of a heredoc without
 * its indentation. In the order of the fragments among `node.kids`.
 */
export function pieces(text: string, node: Node, fragments: readonly Node[]): string[] {
  const raw = fragments.map((fragment) => decoded(text.slice(fragment.start, fragment.end)))
  const indentation = heredocIndentation(text, node)
  if (indentation === null) return raw
  const margin = new RegExp(`\\n[ \\t]{0,${indentation}}`, 'g')
  return raw.map((piece, index) => {
    const isFirst = index === 0 && fragments[0] === node.kids[0]
    const stripped = piece.replace(margin, '\n')
    return isFirst ? stripped.slice(stripped.indexOf('\n') + 1) : stripped
  })
}

/** How far the closing quotes of a heredoc are indented; null for every other literal. */
function heredocIndentation(text: string, node: Node): number | null {
  let close = node.end
  while (isNamePart(text, close - 1)) close--
  const quotes = text.slice(close - 3, close)
  if (quotes !== '"""' && quotes !== "'''") return null
  const lineStart = text.lastIndexOf('\n', close - 1) + 1
  if (lineStart <= node.start || text.slice(lineStart, close - 3).trim() !== '') return null
  return close - 3 - lineStart
}
