import { Char, characterLength, classOf, classOfHigh, continuesName } from './characters.ts'
import { numberAt } from './numbers.ts'
import { closerOf, endOfQuoted, endOfTripleQuoted, tripleQuotes } from './quotes.ts'
import { keywords, punctuation, Token } from './token-kinds.ts'
import type { Tokens } from './tokens.ts'

const LONGEST_KEYWORD = 7
const brackets: Record<string, number> = {
  '(': Token.openParen,
  ')': Token.closeParen,
  '[': Token.openBracket,
  ']': Token.closeBracket,
  '{': Token.openBrace,
  '}': Token.closeBrace,
  ',': Token.comma,
  ';': Token.semicolon,
}

/** Cuts a file into the tokens of one form after another. Every byte sequence has tokens; nothing is refused here. */
export class Lexer {
  /** Byte offset of what is read next. */
  private at = 0
  /** Quotes known to close nowhere behind `at`; without this, text full of them would be searched once for each. */
  private readonly unclosed = new Set<string>()
  private readonly text: string
  private readonly tokens: Tokens

  constructor(text: string, tokens: Tokens) {
    this.text = text
    this.tokens = tokens
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
    const { text, tokens } = this
    tokens.clear()
    while (this.at < text.length) {
      const start = this.at
      const byte = text.charCodeAt(start)
      let kind = classOf(byte)
      if (kind === Char.high) kind = classOfHigh(text, start)
      switch (kind) {
        case Char.space:
          this.at += byte < 128 ? 1 : characterLength(text, start)
          break
        case Char.lower:
          this.name(start)
          break
        case Char.upper:
          this.at = this.endOfName(start)
          tokens.push(Token.variable, start, this.at)
          break
        case Char.digit: {
          const { end, isFloat } = numberAt(text, start)
          this.at = end
          tokens.push(isFloat ? Token.float : Token.integer, start, end)
          break
        }
        case Char.bracket:
          this.at++
          tokens.push(brackets[text.charAt(start)] as number, start, this.at)
          break
        default:
          if (this.mark(start, byte) === Token.stop) return
      }
    }
  }

  private name(start: number): void {
    const end = this.endOfName(start)
    this.at = end
    const keyword = end - start > LONGEST_KEYWORD ? undefined : keywords.get(this.text.slice(start, end))
    this.tokens.push(keyword ?? Token.atom, start, end)
  }

  private endOfName(start: number): number {
    let end = start + 1
    while (continuesName(this.text.charCodeAt(end))) end++
    return end
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
        return this.push(Token.character, start, this.endOfCharacter(start + 1))
      case 63: // ?
        return this.macro(start)
      case 126: // ~
        return this.sigil(start)
      case 46: // .
        if (this.endsForm(start + 1)) return this.push(Token.stop, start, start + 1)
    }
    for (const [spelling, kind] of punctuation.get(byte) ?? []) {
      if (this.text.startsWith(spelling, start)) return this.push(kind, start, start + spelling.length)
    }
    return this.push(Token.bad, start, start + characterLength(this.text, start))
  }

  private endsForm(behind: number): boolean {
    if (behind >= this.text.length) return true
    const next = this.text.charCodeAt(behind)
    return next === 37 || classOf(next) === Char.space
  }

  private push(kind: number, start: number, end: number): number {
    this.tokens.push(kind, start, end)
    this.at = end
    return kind
  }

  private quoted(start: number, opener: number, close: number, kind: number, escapes = true): number {
    const key = String.fromCharCode(close)
    const end = this.unclosed.has(key) ? -1 : endOfQuoted(this.text, opener + 1, close, escapes)
    if (end >= 0) return this.push(kind, start, end)
    this.unclosed.add(key)
    return this.push(Token.bad, start, opener + 1)
  }

  private string(start: number): number {
    const end = this.endOfTriple(start)
    return end >= 0 ? this.push(Token.string, start, end) : this.quoted(start, start, 34, Token.string)
  }

  private endOfTriple(opener: number): number {
    const quotes = tripleQuotes(this.text, opener)
    const key = '"'.repeat(Math.min(quotes, 64))
    if (quotes === 0 || this.unclosed.has(key)) return -1
    const end = endOfTripleQuoted(this.text, opener, quotes)
    if (end < 0) this.unclosed.add(key)
    return end
  }

  private sigil(start: number): number {
    let opener = start + 1
    while (continuesName(this.text.charCodeAt(opener))) opener++
    const close = closerOf(this.text.charCodeAt(opener))
    if (close === undefined) return this.push(Token.bad, start, start + 1)
    const triple = this.endOfTriple(opener)
    const kind = this.text.slice(start + 1, opener)
    if (triple >= 0) return this.push(Token.sigil, start, triple)
    return this.quoted(start, opener, close, Token.sigil, kind !== 'S' && kind !== 'B')
  }

  private macro(start: number): number {
    const { text } = this
    const kind = text.charCodeAt(start + 1) === 63 ? Token.stringify : Token.macro
    let name = start + (kind === Token.stringify ? 2 : 1)
    if (text.charCodeAt(name) === 61) return this.push(Token.maybeMatch, start, name + 1)
    while (text.charCodeAt(name) === 32) name++
    if (text.charCodeAt(name) === 39) return this.quoted(start, name, 39, kind)
    const first = classOf(text.charCodeAt(name))
    const named = first === Char.lower || first === Char.upper || first === Char.high
    return named ? this.push(kind, start, this.endOfName(name)) : this.push(Token.bad, start, start + 1)
  }

  /** `$a`, `$\n`, `$\^A`, `$\x41`, `$\x{41}`, `$\101`; `at` is behind the `$`. */
  private endOfCharacter(at: number): number {
    const { text } = this
    if (at >= text.length) return at
    if (text.charCodeAt(at) !== 92) return at + characterLength(text, at)
    escapedCharacter.lastIndex = at
    const escaped = escapedCharacter.exec(text)
    return escaped
      ? escapedCharacter.lastIndex
      : Math.min(at + 1 + characterLength(text, at + 1), text.length)
  }

  private skipLine(): void {
    const newline = this.text.indexOf('\n', this.at)
    this.at = newline < 0 ? this.text.length : newline
  }
}

const escapedCharacter = /\\(?:x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|\^.|[0-7]{1,3})/y
