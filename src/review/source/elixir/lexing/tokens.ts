/** Kinds of Elixir tokens. Line breaks are tokens, except where an operator continues the line. */
export const Token = {
  end: 0,
  lineBreak: 1,
  semicolon: 2,
  comma: 3,
  dot: 4,
  identifier: 5,
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
  /** Symbols and the words and, or, not, in, when; `code` is the operator. */
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
  /** What no token starts with, or a literal that never ends; `code` is the index into `faults`. */
  fault: 35,
} as const

/** Why a token is a fault, by its `code`. */
export const faults = ['unexpected character', 'text without its closing delimiter'] as const
export const unexpectedCharacter = 0
export const unclosedText = 1

/** Tokens in parallel arrays; `start` and `end` are byte offsets. */
export class Tokens {
  kind: Uint8Array
  code: Uint8Array
  start: Int32Array
  end: Int32Array
  count = 0

  constructor(capacity: number) {
    this.kind = new Uint8Array(capacity)
    this.code = new Uint8Array(capacity)
    this.start = new Int32Array(capacity)
    this.end = new Int32Array(capacity)
  }

  push(kind: number, start: number, end: number, code = 0): number {
    const at = this.count
    if (at === this.kind.length) this.grow()
    this.kind[at] = kind
    this.code[at] = code
    this.start[at] = start
    this.end[at] = end
    this.count = at + 1
    return at
  }

  /** The kind of the last token, `end` before the first. */
  last(): number {
    return this.count > 0 ? (this.kind[this.count - 1] as number) : Token.end
  }

  private grow(): void {
    const capacity = this.kind.length * 2
    const kind = new Uint8Array(capacity)
    const code = new Uint8Array(capacity)
    const start = new Int32Array(capacity)
    const end = new Int32Array(capacity)
    kind.set(this.kind)
    code.set(this.code)
    start.set(this.start)
    end.set(this.end)
    this.kind = kind
    this.code = code
    this.start = start
    this.end = end
  }
}
