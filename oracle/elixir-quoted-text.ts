import { Kind } from '../src/review/source/elixir/kinds.ts'
import type { Node } from '../src/review/source/syntax.ts'

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
  /\\(?:x\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{1,2})|u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|(\r?\n)|(.))/gs
const closings: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<': '>' }

/**
 * What the language makes of each literal piece of a string, charlist, sigil or quoted atom, by the piece. Like `text`,
 * the file, it is bytes that were decoded as latin1: a string of the language need not be UTF-8.
 */
export function contentsOf(node: Node, text: string): Map<Node, string> {
  const opening = openingOf(node, text)
  const margin = opening.length === 3 ? marginOf(node, text) : null
  const contents = new Map<Node, string>()
  for (const [index, kid] of node.kids.entries()) {
    if (kid.kind !== Kind.fragment) continue
    let content = text.slice(kid.start, kid.end)
    if (margin) {
      content = content.replace(margin, '\n')
      // The line of the opening quotes is not part of the text.
      if (index === 0) content = content.slice(content.indexOf('\n') + 1)
    }
    contents.set(kid, node.kind === Kind.sigil ? withPlainDelimiter(content, opening) : unescaped(content))
  }
  return contents
}

/** The delimiter that opens the literal; of three quotes all three. */
function openingOf(node: Node, text: string): string {
  if (node.kind !== Kind.sigil) return node.value
  const at = node.start + 1 + node.value.length
  const first = text.charAt(at)
  const isHeredoc = /["']/.test(first) && text.startsWith(first.repeat(3), at)
  return isHeredoc ? first.repeat(3) : first
}

/** Matches a line break in a heredoc with what its closing quotes say is indentation. */
function marginOf(node: Node, text: string): RegExp {
  const close = node.start + text.slice(node.start, node.end).search(/["']{3}[a-zA-Z0-9]*$/)
  const width = close - (text.lastIndexOf('\n', close) + 1)
  return new RegExp(`\\n[ \\t]{0,${width}}`, 'g')
}

/** A sigil's own closing delimiter loses its backslash; its other escapes are left to the sigil. */
function withPlainDelimiter(content: string, opening: string): string {
  const closing = closings[opening] ?? opening
  return content.replaceAll(`\\${closing}`, closing)
}

function unescaped(content: string): string {
  return content.replace(escapeSequence, (...match: (string | undefined)[]) => {
    const [, x, xx, u, uuuu, lineBreak, character] = match
    if (xx !== undefined) return String.fromCharCode(Number.parseInt(xx, 16))
    const codePoint = x ?? u ?? uuuu
    if (codePoint !== undefined) return encoded(Number.parseInt(codePoint, 16))
    if (lineBreak !== undefined) return ''
    return simpleEscapes[character as string] ?? (character as string)
  })
}

function encoded(codePoint: number): string {
  return Buffer.from(String.fromCodePoint(codePoint), 'utf8').toString('latin1')
}

/** The number of a character literal: `?a`, `?\n`. */
export function codePointOf(literal: string): number {
  return decodedUtf8(unescaped(literal.slice(1))).codePointAt(0) as number
}

/** The characters of bytes that were decoded as latin1 and are UTF-8. */
export function decodedUtf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
