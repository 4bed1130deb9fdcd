import { bytesOf } from './bytes.ts'
import { Char, characterLength, classOf, classOfHigh, continuesName } from './characters.ts'
import { endOfEscape } from './escapes.ts'
import { numberAt } from './numbers.ts'
import { LENGTH_BITS, punctuationAt } from './punctuation.ts'
import { closerOf, endOfQuoted, endOfTripleQuoted, endsPlain, tripleQuotes } from './quotes.ts'
import { hashed, Symbols } from './symbols.ts'
import { keywords, Token } from './token-kinds.ts'
import { Tokens } from './tokens.ts'

/** Keywords are the first symbols. */
const keywordKinds = Uint8Array.from([Token.nothing, ...keywords.values()])
const symbols = new Symbols()
const tokens = new Tokens()

/** Cuts a file into the tokens of one form after another. Every byte sequence has tokens; nothing is refused here. */
export class Lexer {
  readonly tokens = tokens
  /** Name or number by the symbol of its token. */
  readonly names: readonly string[] = symbols.names
  /** Byte offset of what is read next. */
  private at = 0
  /** Quotes known to close nowhere behind `at`; without this, text full of them would be searched once for each. */
  private readonly unclosed = new Set<string>()
  private readonly text: string
  private readonly bytes: Uint8Array
  private readonly length: number
  private readonly placeholders: boolean

  /** With `placeholders`, `${NAME}` is a variable, as in the templates of configuration files. */
  constructor(text: string, placeholders: boolean) {
    symbols.prune()
    this.text = text
    this.length = text.length
    this.bytes = bytesOf(text)
    this.placeholders = placeholders
    if (text.startsWith('\xef\xbb\xbf')) this.at = 3
    if (text.startsWith('#!', this.at)) this.skipLine()
  }

  /** Reads on at another byte offset. */
  goTo(at: number): void {
    this.at = at
    this.unclosed.clear()
  }

  /** Fills the tokens with the next form, its full stop included; leaves them empty at the end of the file. */
  readForm(): void {
    const { bytes, length } = this
    tokens.clear()
    while (this.at < length) {
      const start = this.at
      const byte = bytes[start] as number
      let kind = classOf(byte)
      if (kind === Char.high) kind = classOfHigh(bytes, start)
      switch (kind) {
        case Char.space:
          this.at = byte < 128 ? this.behindSpace(start) : start + characterLength(bytes, start)
          break
        case Char.lower:
          this.word(start)
          break
        case Char.upper:
          this.variable(start)
          break
        case Char.digit:
          this.number(start)
          break
        default:
          if (this.mark(start, byte) === Token.stop) {
            tokens.close()
            return
          }
      }
    }
    tokens.close()
  }

  /** Offset behind the white space at `start`, zeros behind the text left out. */
  private behindSpace(start: number): number {
    const { bytes, length } = this
    let next = start + 1
    while (next < length && (bytes[next] as number) <= 32) next++
    return next
  }

  private word(start: number): void {
    const symbol = this.symbol(start)
    const kind = symbol < keywordKinds.length ? (keywordKinds[symbol] as number) : Token.atom
    tokens.push(kind, start, this.at, symbol)
  }

  private variable(start: number): void {
    const symbol = this.symbol(start)
    tokens.push(Token.variable, start, this.at, symbol)
  }

  /** Symbol of the name at `start`; moves behind it. */
  private symbol(start: number): number {
    const { bytes } = this
    let end = start
    let hash = 0
    do {
      hash = hashed(hash, bytes[end] as number)
      end++
    } while (continuesName(bytes[end] as number))
    this.at = end
    return symbols.of(bytes, start, end, hash)
  }

  private number(start: number): void {
    const { end, isFloat } = numberAt(this.bytes, start)
    let hash = 0
    for (let next = start; next < end; next++) hash = hashed(hash, this.bytes[next] as number)
    tokens.push(isFloat ? Token.float : Token.integer, start, end, symbols.of(this.bytes, start, end, hash))
    this.at = end
  }

  /** Whatever starts with none of the common bytes. Returns the token's kind, `nothing` for a comment. */
  private mark(start: number, byte: number): number {
    switch (byte) {
      case 37: // %
        this.skipLine()
        return Token.nothing
      case 34: // "
        return this.string(start)
      case 39: // '
        return this.quoted(start, start, byte, Token.atom)
      case 36: // $
        return this.character(start)
      case 63: // ?
        return this.macro(start)
      case 126: // ~
        return this.sigil(start)
      case 46: // .
        if (this.endsForm(start + 1)) return this.push(Token.stop, start, start + 1)
    }
    const found = punctuationAt(this.bytes, start)
    if (found === 0) return this.push(Token.bad, start, start + characterLength(this.bytes, start))
    return this.push(found >> LENGTH_BITS, start, start + (found & ((1 << LENGTH_BITS) - 1)))
  }

  private endsForm(behind: number): boolean {
    const next = this.bytes[behind] as number
    return next === 37 || classOf(next) === Char.space
  }

  private push(kind: number, start: number, end: number, symbol = 0): number {
    const within = Math.min(end, this.length)
    tokens.push(kind, start, within, symbol)
    this.at = within
    return kind
  }

  private quoted(start: number, opener: number, close: number, kind: number, escapes = true): number {
    const key = String.fromCharCode(close)
    const { bytes, length } = this
    const end = this.unclosed.has(key) ? -1 : endOfQuoted(bytes, opener + 1, length, close, escapes)
    if (end >= 0) return this.push(kind, start, end, endsPlain() ? 0 : -1)
    this.unclosed.add(key)
    return this.push(Token.bad, start, opener + 1)
  }

  private string(start: number): number {
    const end = this.endOfTriple(start)
    return end >= 0 ? this.push(Token.string, start, end, -1) : this.quoted(start, start, 34, Token.string)
  }

  private endOfTriple(opener: number): number {
    const quotes = tripleQuotes(this.bytes, opener)
    if (quotes === 0) return -1
    const key = '"'.repeat(Math.min(quotes, 64))
    if (this.unclosed.has(key)) return -1
    const end = endOfTripleQuoted(this.text, opener, quotes)
    if (end < 0) this.unclosed.add(key)
    return end
  }

  private sigil(start: number): number {
    let opener = start + 1
    while (continuesName(this.bytes[opener] as number)) opener++
    const close = closerOf(this.bytes[opener] as number)
    if (close === undefined) return this.push(Token.bad, start, start + 1)
    const triple = this.endOfTriple(opener)
    const kind = this.text.slice(start + 1, opener)
    if (triple >= 0) return this.push(Token.sigil, start, triple, -1)
    return this.quoted(start, opener, close, Token.sigil, kind !== 'S' && kind !== 'B')
  }

  private macro(start: number): number {
    const { bytes } = this
    const kind = bytes[start + 1] === 63 ? Token.stringify : Token.macro
    let name = start + (kind === Token.stringify ? 2 : 1)
    if (bytes[name] === 61) return this.push(Token.maybeMatch, start, name + 1)
    while (bytes[name] === 32) name++
    if (bytes[name] === 39) return this.quoted(start, name, 39, kind)
    const first = classOf(bytes[name] as number)
    const named = first === Char.lower || first === Char.upper || first === Char.high
    if (!named) return this.push(Token.bad, start, start + 1)
    const symbol = this.symbol(name)
    return this.push(kind, start, this.at, symbol)
  }

  /** `$a`, `$\n`, `$\^A`, `$\x41`, `$\x{41}`, `$\101`. */
  private character(start: number): number {
    const { bytes } = this
    const next = bytes[start + 1] as number
    if (this.placeholders && next === 123) {
      const end = this.text.indexOf('}', start)
      if (end > 0) return this.push(Token.variable, start, end + 1)
    }
    if (next === 92) return this.push(Token.character, start, endOfEscape(bytes, start + 1))
    return this.push(Token.character, start, start + 1 + characterLength(bytes, start + 1))
  }

  private skipLine(): void {
    const { bytes, length } = this
    let next = this.at
    while (next < length && bytes[next] !== 10) next++
    this.at = next
  }
}
