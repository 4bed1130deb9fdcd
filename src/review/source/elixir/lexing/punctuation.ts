import { continuesLine, OperatorCode } from '../operators.ts'
import { Class, classes, isBlank } from './characters.ts'
import { nameEnd } from './foreign-names.ts'
import type { Scanner } from './scanner.ts'
import { operatorLength, symbolAt } from './symbols.ts'
import { quotedAtom, sigil } from './texts.ts'
import { Token, unexpectedCharacter } from './tokens.ts'
import { names } from './words.ts'

const { digit, lower, upper } = Class
const { capture } = OperatorCode
const colon = 58
const dot = 46
const slash = 47
const less = 60
const greater = 62
const percent = 37

/** What starts with neither a letter, a digit, a bracket nor a quote. */
export function symbol(scanner: Scanner, at: number, byte: number): number {
  const { bytes } = scanner
  switch (byte) {
    case 59:
      if (scanner.last === Token.semicolon) break
      scanner.dropLineBreak()
      return scanner.push(Token.semicolon, at, at + 1, 0)
    case 63:
      return character(scanner, at)
    case colon: {
      const end = atom(scanner, at)
      if (end > 0) return end
      break
    }
    case 126: {
      const end = sigil(scanner, at)
      if (end > 0) return end
      break
    }
    case 92: {
      const lineBreakAt = bytes[at + 1] === 13 ? at + 2 : at + 1
      if (bytes[lineBreakAt] === 10) return lineBreakAt + 1
      break
    }
    case less:
    case percent:
    case dot: {
      const end = symbolName(bytes, at)
      if (end > 0 && isKey(bytes, end)) return named(scanner, Token.key, at, end, end + 1)
      if (byte === dot && startsStepName(bytes, at))
        return named(scanner, Token.identifier, at, at + 4, at + 4)
    }
  }
  return plainSymbol(scanner, at, byte)
}

function plainSymbol(scanner: Scanner, at: number, byte: number): number {
  const { bytes } = scanner
  const code = symbolAt(bytes, at)
  const length = code >= 0 ? (operatorLength[code] as number) : 0
  const end = at + length
  if (length > 0 && isKey(bytes, end)) return named(scanner, Token.key, at, end, end + 1)
  if (length < 3 && (byte === less || byte === greater) && bytes[at + 1] === byte)
    return scanner.push(byte === less ? Token.binaryOpen : Token.binaryClose, at, at + 2, 0)
  if (code === capture && classes[bytes[end] as number] === digit)
    return scanner.push(Token.captureNumber, at, end, 0)
  if (code >= 0) return operator(scanner, at, end, code)
  if (byte === dot) {
    scanner.dropLineBreak()
    return scanner.push(Token.dot, at, at + 1, 0)
  }
  if (byte === percent) return scanner.push(Token.percent, at, at + 1, 0)
  return scanner.push(Token.fault, at, at + 1, unexpectedCharacter)
}

/** The operator from `at` to `end`; before `/` and behind a dot it is a name: `&+/2`, `Kernel.+(1, 2)`. */
export function operator(scanner: Scanner, at: number, end: number, code: number): number {
  const { bytes } = scanner
  let next = end
  while (bytes[next] === 32 || bytes[next] === 9) next++
  const beforeSlash = bytes[next] === slash && !(bytes[at] === 38 && bytes[next + 1] === slash)
  if (beforeSlash || scanner.last === Token.dot) return named(scanner, Token.identifier, at, end, end)
  if (continuesLine[code] === 1) scanner.dropLineBreak()
  if (code === OperatorCode.in) scanner.joinNotIn()
  return scanner.push(Token.operator, at, end, code)
}

/** Pushes a token whose name goes from `at` to `nameEnd`. */
function named(scanner: Scanner, kind: number, at: number, nameEnd: number, end: number): number {
  return scanner.push(kind, at, end, names.internRange(scanner.bytes, at, nameEnd))
}

function isKey(bytes: Buffer, end: number): boolean {
  return bytes[end] === colon && isBlank(bytes[end + 1])
}

/** `?a`, `?\n`; a character of several bytes is one literal. */
function character(scanner: Scanner, at: number): number {
  const { bytes, length } = scanner
  let end = bytes[at + 1] === 92 ? at + 3 : at + 2
  if (end > length) return scanner.push(Token.fault, at, length, unexpectedCharacter)
  while (((bytes[end] as number) & 0xc0) === 0x80) end++
  return named(scanner, Token.char, at, end, end)
}

/** The atom at the colon at `at`; 0 where there is none. */
function atom(scanner: Scanner, at: number): number {
  const { bytes } = scanner
  const first = bytes[at + 1] as number
  if (first === 34 || first === 39) return quotedAtom(scanner, at, first)
  const end = atomNameEnd(bytes, at + 1) || symbolName(bytes, at + 1) || operatorNameEnd(bytes, at)
  return end > 0 ? scanner.push(Token.atom, at, end, names.internRange(bytes, at + 1, end)) : 0
}

/** The end of the name of the atom at `at`, which may hold `@`; 0 where no name starts. */
function atomNameEnd(bytes: Buffer, at: number): number {
  const first = classes[bytes[at] as number] as number
  if (first !== lower && first !== upper && first < lower) return 0
  let end = at
  for (;;) {
    const byte = bytes[end] as number
    if (byte > 127) {
      const next = nameEnd(bytes, end)
      if (next === end) return end === at ? 0 : end
      end = next
    } else if ((classes[byte] as number) >= digit || byte === 64) {
      end++
    } else {
      return byte === 33 || byte === 63 ? end + 1 : end
    }
  }
}

/** The end of a symbol that is no operator and yet a name, of an atom or of a key; 0 where there is none. */
function symbolName(bytes: Buffer, at: number): number {
  switch (bytes[at]) {
    case less:
      return bytes[at + 1] === less && bytes[at + 2] === greater && bytes[at + 3] === greater ? at + 4 : 0
    case percent:
      return bytes[at + 1] === 123 && bytes[at + 2] === 125 ? at + 3 : at + 1
    case 123:
      return bytes[at + 1] === 125 ? at + 2 : 0
    case dot:
      if (startsStep(bytes, at)) return at + 4
      return bytes[at + 1] === dot ? 0 : at + 1
  }
  return 0
}

/** `:+`, and `:::`, which is the atom of `::`. */
function operatorNameEnd(bytes: Buffer, at: number): number {
  if (bytes[at + 1] === colon && bytes[at + 2] !== colon) return 0
  const code = symbolAt(bytes, at + 1)
  return code < 0 || code === OperatorCode.arrow ? 0 : at + 1 + (operatorLength[code] as number)
}

/** `..//`. */
function startsStep(bytes: Buffer, at: number): boolean {
  return bytes[at + 1] === dot && bytes[at + 2] === slash && bytes[at + 3] === slash
}

/** `..///3`: the name of the stepped range, captured. */
function startsStepName(bytes: Buffer, at: number): boolean {
  if (!startsStep(bytes, at)) return false
  let next = at + 4
  while (bytes[next] === 32 || bytes[next] === 9) next++
  return bytes[next] === slash
}
