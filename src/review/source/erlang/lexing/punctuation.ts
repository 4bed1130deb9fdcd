import { Token } from './token-kinds.ts'

/** Token kinds of punctuation that is one byte and starts nothing longer. */
const singles = new Uint8Array(256)
for (const [mark, kind] of [
  ['(', Token.openParen],
  [')', Token.closeParen],
  ['[', Token.openBracket],
  [']', Token.closeBracket],
  ['{', Token.openBrace],
  ['}', Token.closeBrace],
  [',', Token.comma],
  [';', Token.semicolon],
  ['#', Token.hash],
  ['*', Token.times],
  ['!', Token.send],
] as const)
  singles[mark.charCodeAt(0)] = kind

/** How many bits of punctuationAt() the length takes. */
export const LENGTH_BITS = 3

/** Token kind and length of the punctuation at `at` as `kind << LENGTH_BITS | length`; 0 where there is none. */
export function punctuationAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] as number
  const single = singles[byte] as number
  if (single !== 0) return (single << LENGTH_BITS) | 1
  const second = bytes[at + 1] as number
  const third = bytes[at + 2] as number
  switch (byte) {
    case 45: // -
      if (second === 62) return two(Token.arrow)
      return second === 45 ? two(Token.subtract) : one(Token.minus)
    case 58: // :
      if (second === 61) return two(Token.exactly)
      return second === 58 ? two(Token.doubleColon) : one(Token.colon)
    case 61: // =
      return equals(second, third)
    case 60: // <
      return less(second, third)
    case 62: // >
      if (second === 62) return two(Token.closeBinary)
      return second === 61 ? two(Token.atLeast) : one(Token.greater)
    case 124: // |
      return second === 124 ? two(Token.doubleBar) : one(Token.bar)
    case 43: // +
      return second === 43 ? two(Token.append) : one(Token.plus)
    case 47: // /
      return second === 61 ? two(Token.unequal) : one(Token.slash)
    case 46: // .
      if (second !== 46) return one(Token.point)
      return third === 46 ? three(Token.range) : two(Token.range)
    case 38: // &
      return second === 38 ? two(Token.doubleAnd) : 0
    default:
      return 0
  }
}

function equals(second: number, third: number): number {
  switch (second) {
    case 58: // :
      return third === 61 ? three(Token.exactlyEqual) : one(Token.match)
    case 47: // /
      return third === 61 ? three(Token.exactlyUnequal) : one(Token.match)
    case 61: // =
      return two(Token.equal)
    case 60: // <
      return two(Token.atMost)
    case 62: // >
      return two(Token.associate)
    default:
      return one(Token.match)
  }
}

function less(second: number, third: number): number {
  switch (second) {
    case 60: // <
      return two(Token.openBinary)
    case 45: // -
      return two(Token.generate)
    case 61: // =
      return two(Token.generateBinary)
    case 58: // :
      if (third === 45) return three(Token.generateStrictly)
      return third === 61 ? three(Token.generateBinaryStrictly) : one(Token.less)
    default:
      return one(Token.less)
  }
}

function one(kind: number): number {
  return (kind << LENGTH_BITS) | 1
}

function two(kind: number): number {
  return (kind << LENGTH_BITS) | 2
}

function three(kind: number): number {
  return (kind << LENGTH_BITS) | 3
}
