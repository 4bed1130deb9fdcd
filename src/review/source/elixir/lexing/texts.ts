import { Class, classes, isBlank } from './characters.ts'
import { startsDefinition } from './definition-line.ts'
import type { OpenText, Scanner } from './scanner.ts'
import { Token, unclosedText } from './tokens.ts'

const newLine = 10
const doubleQuote = 34
const hash = 35
const colon = 58
const backslash = 92
const braceOpen = 123

/** 1 for the bytes that may end a piece of a literal or stand for another one. */
const stops = new Uint8Array(256)
for (const letter of '\0\n"#\')/>\\]|}') stops[letter.charCodeAt(0)] = 1

/** The delimiter that closes a sigil, by the one that opens it. */
const closings = new Uint8Array(256)
for (const pair of ['()', '[]', '{}', '<>', '||', '//', '""', "''"]) {
  closings[pair.charCodeAt(0)] = pair.charCodeAt(1)
}

/** A string or charlist, or its heredoc, whose quote is at `at`. Returns where to go on, as all of these do. */
export function quoted(scanner: Scanner, at: number, quote: number): number {
  const { bytes } = scanner
  const heredoc = bytes[at + 1] === quote && bytes[at + 2] === quote
  const content = heredoc ? at + 3 : at + 1
  const token = scanner.count
  scanner.push(quote === doubleQuote ? Token.string : Token.charlist, at, content, content)
  return scan(scanner, token, quote, heredoc, true, content)
}

/** `:"…"`. */
export function quotedAtom(scanner: Scanner, at: number, quote: number): number {
  const token = scanner.count
  scanner.push(Token.quotedAtom, at, at + 2, at + 2)
  return scan(scanner, token, quote, false, true, at + 2)
}

/** The sigil at the tilde at `at`; 0 where there is none. */
export function sigil(scanner: Scanner, at: number): number {
  const { bytes } = scanner
  const first = classes[bytes[at + 1] as number]
  let opening = at + 2
  if (first === Class.upper) {
    while (
      classes[bytes[opening] as number] === Class.upper ||
      classes[bytes[opening] as number] === Class.digit
    )
      opening++
  } else if (first !== Class.lower || bytes[at + 1] === 95) {
    return 0
  }
  const delimiter = bytes[opening] as number
  const closing = closings[delimiter] as number
  if (closing === 0) return 0
  const isQuote = delimiter === doubleQuote || delimiter === 39
  const heredoc = isQuote && bytes[opening + 1] === delimiter && bytes[opening + 2] === delimiter
  const content = heredoc ? opening + 3 : opening + 1
  const token = scanner.count
  scanner.push(Token.sigil, at, content, content)
  return scan(scanner, token, closing, heredoc, first === Class.lower, content)
}

/** Ends the interpolation whose brace is at `at`, and goes on with its literal. */
export function closeInterpolation(scanner: Scanner, open: OpenText, at: number): number {
  scanner.open.pop()
  scanner.push(Token.interpolationClose, at, at + 1, 0)
  return scan(scanner, open.token, open.delimiter, open.heredoc, open.interpolates, at + 1)
}

/** Scans the literal of `token` from `from` to its closing delimiter or to the next interpolation. */
function scan(
  scanner: Scanner,
  token: number,
  delimiter: number,
  heredoc: boolean,
  interpolates: boolean,
  from: number,
): number {
  const { bytes, length } = scanner
  let at = from
  for (;;) {
    const byte = bytes[at] as number
    if (stops[byte] === 0) {
      at++
    } else if (byte === newLine) {
      at++
      if (heredoc) {
        const closing = heredocEnd(bytes, at, delimiter)
        if (closing > 0) return close(scanner, token, closing, false)
      } else if (scanner.byLayout && startsDefinition(scanner.text, at)) {
        at--
        break
      }
    } else if (byte === delimiter && !heredoc) {
      return close(scanner, token, at + 1, scanner.kinds[token] !== Token.quotedAtom)
    } else if (byte === backslash) {
      // A backslash before a line break does not hide a heredoc's end.
      at += bytes[at + 1] === newLine ? 1 : 2
    } else if (byte === hash && interpolates && bytes[at + 1] === braceOpen) {
      scanner.open.push({ token, delimiter, heredoc, interpolates, braces: 0 })
      return scanner.push(Token.interpolationOpen, at, at + 2, 0)
    } else if (at >= length) {
      at = length
      break
    } else {
      at++
    }
  }
  scanner.open.push({ token, delimiter, heredoc, interpolates, braces: 0 })
  return abandonOpenTexts(scanner, at)
}

/** Just past the heredoc's closing quotes if they are the first of the line that starts at `lineStart`, else 0. */
function heredocEnd(bytes: Buffer, lineStart: number, quote: number): number {
  let at = lineStart
  while (classes[bytes[at] as number] === Class.space) at++
  return bytes[at] === quote && bytes[at + 1] === quote && bytes[at + 2] === quote ? at + 3 : 0
}

/** Ends the literal at `at`: a colon makes it a key, letters after a sigil are its modifiers. */
function close(scanner: Scanner, token: number, at: number, mayBeKey: boolean): number {
  const { bytes, kinds } = scanner
  let end = at
  if (kinds[token] === Token.sigil) {
    while ((classes[bytes[end] as number] as number) >= Class.digit) end++
  } else if (mayBeKey && bytes[at] === colon && isBlank(bytes[at + 1])) {
    kinds[token] = Token.quotedKey
    end = at + 1
  }
  scanner.ends[token] = end
  scanner.last = kinds[scanner.count - 1] as number
  return end
}

/** Every literal that is open has no end: what was read of them is a fault, and reading goes on behind it. */
export function abandonOpenTexts(scanner: Scanner, readTo: number): number {
  const { open, length, text } = scanner
  const outermost = open[0] as OpenText
  let end = readTo
  if (scanner.byLayout && readTo === length && scanner.rewinds > 0) {
    scanner.rewinds--
    const lineEnd = text.indexOf('\n', scanner.starts[outermost.token])
    if (lineEnd >= 0) end = lineEnd
  }
  scanner.kinds[outermost.token] = Token.fault
  scanner.values[outermost.token] = unclosedText
  scanner.ends[outermost.token] = end
  scanner.cut(outermost.token + 1)
  open.length = 0
  return end
}
