import { OperatorCode } from '../operators.ts'
import { Token, Tokens } from './tokens.ts'

/** A string, charlist, sigil or quoted name whose interpolation is being read. */
export interface OpenText {
  /** Its token, whose end is set when the literal ends. */
  readonly token: number
  /** The byte that ends it; three of them at the start of a line end a heredoc. */
  readonly delimiter: number
  readonly heredoc: boolean
  readonly interpolates: boolean
  /** Braces open inside the interpolation. */
  braces: number
}

const mostRewinds = 32
const leastBytes = 1 << 16
/** A larger buffer is not kept for the next file. */
const keptBytes = 1 << 22

/** The bytes of a file while they are split, and the tokens found so far. */
export class Scanner {
  readonly tokens = new Tokens()
  /** How many tokens there are, and their arrays, which are those of `tokens`. */
  count = 0
  kinds = this.tokens.kind
  starts = this.tokens.start
  ends = this.tokens.end
  values = this.tokens.value
  /** The file's bytes, and a few zeros behind them for who looks ahead. */
  bytes = Buffer.alloc(16)
  length = 0
  text = ''
  /**
   * For a file that is known to be broken: a literal without end gives up at its line or before the next definition,
   * so that the definitions after it are still read.
   */
  byLayout = false
  /** The literals whose interpolations are open, from the outermost in. */
  readonly open: OpenText[] = []
  /** The kind of the last token, `end` before the first. */
  last: number = Token.end
  /** Literals without end that may still be given up and read on from their next line, before all the rest is. */
  rewinds = 0

  reset(text: string, byLayout: boolean): void {
    const { length } = text
    if (length + 8 > this.bytes.length)
      this.bytes = Buffer.allocUnsafe(Math.max(leastBytes, length + 8, this.bytes.length * 2))
    else if (this.bytes.length > keptBytes && length < keptBytes / 2) this.bytes = Buffer.alloc(keptBytes)
    this.bytes.write(text, 0, length, 'latin1')
    for (let i = length; i < length + 8; i++) this.bytes[i] = 0
    const { tokens } = this
    tokens.reset(length)
    this.count = 0
    this.kinds = tokens.kind
    this.starts = tokens.start
    this.ends = tokens.end
    this.values = tokens.value
    this.text = text
    this.length = length
    this.byLayout = byLayout
    this.open.length = 0
    this.last = Token.end
    this.rewinds = mostRewinds
  }

  /** Adds a token and returns its end. */
  push(kind: number, start: number, end: number, value: number): number {
    const at = this.count
    this.count = at + 1
    this.kinds[at] = kind
    this.starts[at] = start
    this.ends[at] = end
    this.values[at] = value
    this.last = kind
    return end
  }

  /** Takes back a line break that turned out to mean nothing. */
  dropLineBreak(): void {
    if (this.last === Token.lineBreak) this.cut(this.count - 1)
  }

  /** Before an `in`: takes back a line break before the `not` that is last; `not in` goes on with the line before. */
  joinNotIn(): void {
    const { kinds, starts, ends, values } = this
    const last = this.count - 1
    if (
      this.last !== Token.operator ||
      values[last] !== OperatorCode.not ||
      kinds[last - 1] !== Token.lineBreak
    )
      return
    kinds[last - 1] = Token.operator
    starts[last - 1] = starts[last] as number
    ends[last - 1] = ends[last] as number
    values[last - 1] = OperatorCode.not
    this.cut(last)
  }

  /** Takes back all tokens from the one at `count` on. */
  cut(count: number): void {
    this.count = count
    this.last = count > 0 ? (this.kinds[count - 1] as number) : Token.end
  }
}
