import { Class, classes, isBlank } from './characters.ts'
import { startsDefinition } from './definition-line.ts'
import { letterEnd, nameEnd } from './foreign-names.ts'
import { numberEnd } from './numbers.ts'
import { operator, symbol } from './punctuation.ts'
import { type OpenText, Scanner } from './scanner.ts'
import { abandonOpenTexts, closeInterpolation, quoted } from './texts.ts'
import { Token, type Tokens, unexpectedCharacter } from './tokens.ts'
import { names, wordCount, wordKind, wordOperator } from './words.ts'

const { space, lineBreak, single, brace, quote, comment, digit, upper, lower, foreign } = Class
const { identifier, alias, key } = Token

const singleKind = new Uint8Array(128)
singleKind[40] = Token.parenOpen
singleKind[41] = Token.parenClose
singleKind[91] = Token.bracketOpen
singleKind[93] = Token.bracketClose
singleKind[44] = Token.comma

const scanner = new Scanner()

/**
 * Splits a file, decoded as latin1, into tokens, which are good until the next file is split. Never fails: what no
 * token starts with and what never ends become `fault` tokens. `byLayout` is for a file that is known to be broken.
 */
export function tokenize(text: string, byLayout: boolean): Tokens {
  names.tidy()
  scanner.reset(text, byLayout)
  let at = text.startsWith('\xef\xbb\xbf') ? 3 : 0
  for (;;) {
    run(scanner, at)
    if (scanner.open.length === 0) break
    at = abandonOpenTexts(scanner, text.length)
  }
  scanner.push(Token.end, text.length, text.length, 0)
  scanner.push(Token.end, text.length, text.length, 0)
  scanner.tokens.count = scanner.count - 1
  scanner.text = ''
  return scanner.tokens
}

/** Reads to the end of the file. */
function run(scanner: Scanner, from: number): void {
  const { bytes, length } = scanner
  const classOf = classes
  let at = from
  while (at < length) {
    const byte = bytes[at] as number
    switch (classOf[byte]) {
      case space:
        at++
        break
      case lineBreak:
        at = endLine(scanner, at)
        break
      case lower:
        at = name(scanner, at)
        break
      case upper:
        at = moduleName(scanner, at)
        break
      case single:
        at = scanner.push(singleKind[byte] as number, at, at + 1, 0)
        break
      case digit:
        at = number(scanner, at)
        break
      case brace:
        at = curly(scanner, at, byte)
        break
      case quote:
        at = quoted(scanner, at, byte)
        break
      case comment:
        at = lineEnd(bytes, at)
        break
      case foreign:
        at = letterEnd(bytes, at) > 0 ? name(scanner, at) : stranger(scanner, at)
        break
      default:
        at = symbol(scanner, at, byte)
    }
  }
}

/** The line break at the end of the comment at `from`, or the end of the file. */
function lineEnd(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] !== 10 && bytes[at] !== 0) at++
  if (bytes[at] === 10) return at
  // A comment may hold zeros.
  const end = bytes.indexOf(10, at)
  return end < 0 ? bytes.length : end
}

function endLine(scanner: Scanner, at: number): number {
  const { bytes, last } = scanner
  const means =
    last !== Token.lineBreak && last !== Token.semicolon && last !== Token.comma && last !== Token.dot
  if (means) scanner.push(Token.lineBreak, at, at + 1, 0)
  let next = at + 1
  if (scanner.byLayout && scanner.open.length > 0) {
    return startsDefinition(scanner.text, next) ? abandonOpenTexts(scanner, next) : next
  }
  while (bytes[next] === 32) next++
  return next
}

/** A name, a reserved word or a key. */
function name(scanner: Scanner, at: number): number {
  const { bytes } = scanner
  let end = at
  let byte = bytes[at] as number
  let hash = 0
  while ((classes[byte] as number) >= digit) {
    hash = (Math.imul(hash, 31) + byte) | 0
    if (byte > 127) return foreignName(scanner, at)
    end++
    byte = bytes[end] as number
  }
  if (byte === 33 || byte === 63) {
    hash = (Math.imul(hash, 31) + byte) | 0
    end++
    byte = bytes[end] as number
  }
  const id = names.intern(bytes, at, end, hash)
  if (byte === 58 && bytes[end + 1] !== 58) {
    // `a:b` is neither a key nor a name and an atom.
    return isBlank(bytes[end + 1]) ? scanner.push(key, at, end + 1, id) : stranger(scanner, end)
  }
  if (byte === 64) return stranger(scanner, end)
  if (id >= wordCount || scanner.last === Token.dot) return scanner.push(identifier, at, end, id)
  const kind = wordKind[id] as number
  if (kind === Token.operator) return operator(scanner, at, end, wordOperator[id] as number)
  return scanner.push(kind, at, end, id)
}

/** A name with letters beyond ASCII. */
function foreignName(scanner: Scanner, at: number): number {
  const { bytes } = scanner
  let end = nameEnd(bytes, at)
  if (bytes[end] === 33 || bytes[end] === 63) end++
  const id = names.internRange(bytes, at, end)
  if (bytes[end] === 58 && isBlank(bytes[end + 1])) return scanner.push(key, at, end + 1, id)
  return scanner.push(identifier, at, end, id)
}

/** `A`, or `A.B.C` in one piece. */
function moduleName(scanner: Scanner, at: number): number {
  const { bytes } = scanner
  let end = at
  let byte = bytes[at] as number
  let hash = 0
  let parts = 0
  do {
    parts++
    do {
      hash = (Math.imul(hash, 31) + byte) | 0
      end++
      byte = bytes[end] as number
    } while ((classes[byte] as number) >= digit)
  } while (byte === 46 && classes[bytes[end + 1] as number] === upper)
  const id = names.intern(bytes, at, end, hash)
  if (byte === 58 && isBlank(bytes[end + 1]) && parts === 1) return scanner.push(key, at, end + 1, id)
  return scanner.push(alias, at, end, id)
}

function number(scanner: Scanner, at: number): number {
  const { bytes } = scanner
  const found = numberEnd(bytes, at)
  const end = Math.abs(found)
  // `1a` and `0x` are no numbers.
  if ((classes[bytes[end] as number] as number) > digit) return stranger(scanner, end)
  const kind = found < 0 ? Token.float : Token.integer
  return scanner.push(kind, at, end, names.internRange(bytes, at, end))
}

/** Braces inside an interpolation are counted, so that its own closing brace is known. */
function curly(scanner: Scanner, at: number, byte: number): number {
  const { bytes, open } = scanner
  const opens = byte === 123
  if (opens && bytes[at + 1] === 125 && bytes[at + 2] === 58 && isBlank(bytes[at + 3]))
    return scanner.push(key, at, at + 3, names.internRange(bytes, at, at + 2))
  if (open.length > 0) {
    const innermost = open[open.length - 1] as OpenText
    if (!opens && innermost.braces === 0) return closeInterpolation(scanner, innermost, at)
    innermost.braces += opens ? 1 : -1
  }
  return scanner.push(opens ? Token.braceOpen : Token.braceClose, at, at + 1, 0)
}

/** A character, of one byte or several, that no token starts with. */
function stranger(scanner: Scanner, at: number): number {
  const { bytes } = scanner
  let end = at + 1
  while (((bytes[end] as number) & 0xc0) === 0x80) end++
  return scanner.push(Token.fault, at, end, unexpectedCharacter)
}
