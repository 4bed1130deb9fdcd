/** Kinds of Elixir tokens. Line breaks are tokens, except where an operator continues the line. */
export const Token = {
  end: 0,
  lineBreak: 1,
  semicolon: 2,
  comma: 3,
  dot: 4,
  identifier: 5,
  /** `A.B.C` as far as it is written in one piece. */
  alias: 6,
  /** `name:` with its colon. */
  key: 7,
  integer: 8,
  float: 9,
  char: 10,
  atom: 11,
  /** From here to quotedKey: the whole literal; interpolations follow as tokens inside its range. */
  string: 12,
  charlist: 13,
  sigil: 14,
  quotedAtom: 15,
  quotedKey: 16,
  interpolationOpen: 17,
  interpolationClose: 18,
  parenOpen: 19,
  parenClose: 20,
  bracketOpen: 21,
  bracketClose: 22,
  braceOpen: 23,
  braceClose: 24,
  binaryOpen: 25,
  binaryClose: 26,
  percent: 27,
  /** Symbols and the words and, or, not, in, when. */
  operator: 28,
  /** The `&` of `&1`. */
  captureNumber: 29,
  doWord: 30,
  endWord: 31,
  fnWord: 32,
  /** else, rescue, catch, after. */
  sectionWord: 33,
  /** true, false, nil. */
  literalWord: 34,
  /** What no token starts with, or a literal that never ends. */
  fault: 35,
} as const

/** How many kinds there are. */
export const kindCount = Token.fault + 1

/** Why a token is a fault, by its `value`. */
export const faults = ['unexpected character', 'text without its closing delimiter'] as const
export const unexpectedCharacter = 0
export const unclosedText = 1

/** Small, so that the first file already makes the arrays anew: what the engine has not seen change, it takes for fixed. */
const firstCapacity = 16
const leastCapacity = 1 << 16

/**
 * Tokens in parallel arrays, which are used again for the next file; `start` and `end` are byte offsets. `value` is the
 * number of a name or numeral in `names`, the code of an operator, the first byte of a literal's content, or the index
 * of a fault.
 */
export class Tokens {
  kind = new Uint8Array(firstCapacity)
  start = new Int32Array(firstCapacity)
  end = new Int32Array(firstCapacity)
  value = new Int32Array(firstCapacity)
  count = 0

  /** Forgets all tokens and makes room for those of `length` bytes, of which each may be one. */
  reset(length: number): void {
    this.count = 0
    // The end, and one more behind it for who looks a token ahead.
    const least = length + 2
    if (least <= this.kind.length) return
    const capacity = Math.max(leastCapacity, least, this.kind.length * 2)
    this.kind = new Uint8Array(capacity)
    this.start = new Int32Array(capacity)
    this.end = new Int32Array(capacity)
    this.value = new Int32Array(capacity)
  }
}
