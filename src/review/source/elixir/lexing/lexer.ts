import { operators, symbolAt } from '../operators.ts'
import { Class, classAt, isBlank, skipName, skipSpaces } from './characters.ts'
import { numberAt } from './numbers.ts'
import { closeText, markUnclosed, type OpenText, scanText, startsDefinition } from './text-scanner.ts'
import { Token, Tokens, unexpectedCharacter } from './tokens.ts'
import { wordOf } from './words.ts'

const brackets: Record<string, number> = {
  '(': Token.parenOpen,
  ')': Token.parenClose,
  '[': Token.bracketOpen,
  ']': Token.bracketClose,
  '{': Token.braceOpen,
  '}': Token.braceClose,
}
const sigilDelimiters: Record<string, string> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '<': '>',
  '|': '|',
  '/': '/',
  '"': '"',
  "'": "'",
}
const symbolAtom = /:(?:<<>>|%\{\}|\{\}|\.\.\/\/|%|\.(?!\.))/y
const symbolKey = /(?:<<>>|%\{\}|\{\}|\.\.\/\/|%|\.):(?=[ \t\r\n])/y
const nameAtom = /:[a-zA-Z_\x80-\xff][\w@\x80-\xff]*[?!]?/y
const sigilOpening = /~([a-z]|[A-Z][A-Z0-9]*)("""|'''|[([{<|/"'])/y
const steppedRangeName = /\.\.\/\/(?=[ \t]*\/)/y

/** Literals without end that are given up and read on from their next line, before the rest is given up too. */
const mostRewinds = 32

/**
 * Splits a file into tokens. Never fails: what no token starts with and what never ends become `fault` tokens.
 * `byLayout` is for a file that is known to be broken: a literal without end gives up at its line or before the next
 * definition, so that the definitions after it are still read.
 */
export function tokenize(text: string, byLayout: boolean): Tokens {
  const lexer = new Lexer(text, byLayout)
  lexer.run()
  return lexer.tokens
}

class Lexer {
  readonly tokens: Tokens
  private readonly text: string
  private readonly byLayout: boolean
  private readonly open: OpenText[] = []
  private at = 0
  private rewinds = 0

  constructor(text: string, byLayout: boolean) {
    this.text = text
    this.byLayout = byLayout
    this.tokens = new Tokens(Math.max(64, text.length >> 2))
  }

  run(): void {
    const { text } = this
    if (text.startsWith('\xef\xbb\xbf')) this.at = 3
    for (;;) {
      while (this.at < text.length) this.step()
      if (this.open.length === 0) break
      this.abandonOpenTexts(text.length)
    }
    this.tokens.push(Token.end, text.length, text.length)
  }

  private step(): void {
    const { text, at } = this
    switch (classAt(text, at)) {
      case Class.space:
        this.at = at + 1
        return
      case Class.lineBreak:
        this.lineBreak()
        return
      case Class.lower:
        this.word(Token.identifier)
        return
      case Class.upper:
        this.word(Token.alias)
        return
      case Class.digit: {
        const [kind, end] = numberAt(text, at)
        this.push(kind, end)
        return
      }
    }
    this.symbol(text.charAt(at))
  }

  private push(kind: number, end: number, code = 0): void {
    this.tokens.push(kind, this.at, end, code)
    this.at = end
  }

  private lineBreak(): void {
    const last = this.tokens.last()
    const drops =
      last === Token.lineBreak || last === Token.semicolon || last === Token.comma || last === Token.dot
    if (drops) this.at++
    else this.push(Token.lineBreak, this.at + 1)
    if (this.byLayout && this.open.length > 0 && startsDefinition(this.text, this.at)) {
      this.abandonOpenTexts(this.at)
    }
  }

  private word(kind: number): void {
    const { text, at } = this
    let end = skipName(text, at)
    const suffix = text.charCodeAt(end)
    if (kind === Token.identifier && (suffix === 33 || suffix === 63)) end++
    if (text.charCodeAt(end) === 58 && isBlank(text, end + 1)) {
      this.push(Token.key, end + 1)
      return
    }
    if (kind === Token.alias || this.tokens.last() === Token.dot) {
      this.push(kind, end)
      return
    }
    const word = wordOf(text, at, end)
    if (word === null) this.push(Token.identifier, end)
    else if (word.kind === Token.operator) this.operator(word.code, end)
    else this.push(word.kind, end)
  }

  private operator(code: number, end: number): void {
    const { text, tokens } = this
    const next = skipSpaces(text, end)
    const isCapture = text.charAt(this.at) === '&'
    const namesFunction = text.charAt(next) === '/' && !(isCapture && text.charAt(next + 1) === '/')
    if (namesFunction || tokens.last() === Token.dot) {
      this.push(Token.identifier, end)
      return
    }
    if (operators[code]?.continues && tokens.last() === Token.lineBreak) tokens.count--
    this.push(Token.operator, end, code)
  }

  private symbol(first: string): void {
    const { text, at } = this
    switch (first) {
      case '"':
      case "'":
        this.quoted(first === '"' ? Token.string : Token.charlist, at)
        return
      case '#': {
        const end = text.indexOf('\n', at)
        this.at = end < 0 ? text.length : end
        return
      }
      case ',':
        this.push(Token.comma, at + 1)
        return
      case ';':
        if (this.tokens.last() === Token.lineBreak) this.tokens.count--
        this.push(Token.semicolon, at + 1)
        return
      case '?':
        this.char()
        return
      case ':':
        if (this.atom()) return
        break
      case '~':
        if (this.sigil()) return
        break
      case '{':
      case '}':
        if (this.brace(first)) return
        break
      case '\\':
        if (this.continuedLine()) return
        break
    }
    this.punctuation(first)
  }

  private punctuation(first: string): void {
    const { text, at } = this
    const bracket = brackets[first]
    const mayBeKey = bracket === undefined ? '<%.'.includes(first) : first === '{'
    const keyEnd = mayBeKey ? matchEnd(symbolKey, text, at) : 0
    if (keyEnd > 0) {
      this.push(Token.key, keyEnd)
      return
    }
    if (bracket !== undefined) {
      this.push(bracket, at + 1)
      return
    }
    const rangeName = first === '.' ? matchEnd(steppedRangeName, text, at) : 0
    if (rangeName > 0) {
      this.push(Token.identifier, rangeName)
      return
    }
    const code = symbolAt(text, at)
    const length = operators[code]?.text.length ?? 0
    if (length > 0 && text.charAt(at + length) === ':' && isBlank(text, at + length + 1)) {
      this.push(Token.key, at + length + 1)
    } else if (length < 3 && (text.startsWith('<<', at) || text.startsWith('>>', at))) {
      this.push(first === '<' ? Token.binaryOpen : Token.binaryClose, at + 2)
    } else if (first === '&' && length === 1 && classAt(text, at + 1) === Class.digit) {
      this.push(Token.captureNumber, at + 1)
    } else if (code >= 0) {
      this.operator(code, at + length)
    } else if (first === '.') {
      if (this.tokens.last() === Token.lineBreak) this.tokens.count--
      this.push(Token.dot, at + 1)
    } else if (first === '%') {
      this.push(Token.percent, at + 1)
    } else {
      this.push(Token.fault, at + 1, unexpectedCharacter)
    }
  }

  /** `?a`, `?\n`; a character of several bytes is one literal. */
  private char(): void {
    const { text, at } = this
    let end = text.charAt(at + 1) === '\\' ? at + 2 : at + 1
    if (end >= text.length) {
      this.push(Token.fault, text.length, unexpectedCharacter)
      return
    }
    end++
    while ((text.charCodeAt(end) & 0xc0) === 0x80) end++
    this.push(Token.char, end)
  }

  private atom(): boolean {
    const { text, at } = this
    const next = text.charAt(at + 1)
    if (next === '"' || next === "'") {
      this.quoted(Token.quotedAtom, at + 1)
      return true
    }
    let end = matchEnd(nameAtom, text, at) || matchEnd(symbolAtom, text, at)
    if (end === 0) {
      const code = symbolAt(text, at + 1)
      const isColons = text.startsWith('::', at)
      if (isColons ? !text.startsWith(':::', at) : code < 0) return false
      end = at + 1 + (operators[code]?.text.length ?? 0)
    }
    this.push(Token.atom, end)
    return true
  }

  private sigil(): boolean {
    sigilOpening.lastIndex = this.at
    const opening = sigilOpening.exec(this.text)
    if (!opening) return false
    const [whole, name, delimiter] = opening as unknown as [string, string, string]
    const closing = sigilDelimiters[delimiter.charAt(0)] as string
    this.openText(Token.sigil, closing, delimiter.length === 3, name >= 'a', this.at + whole.length)
    return true
  }

  private quoted(kind: number, quoteAt: number): void {
    const quote = this.text.charAt(quoteAt)
    const heredoc = kind !== Token.quotedAtom && this.text.startsWith(quote.repeat(3), quoteAt)
    this.openText(kind, quote, heredoc, true, quoteAt + (heredoc ? 3 : 1))
  }

  private openText(
    kind: number,
    closing: string,
    heredoc: boolean,
    interpolates: boolean,
    content: number,
  ): void {
    const delimiter = closing.charCodeAt(0)
    const token = this.tokens.push(kind, this.at, content)
    this.scan({ token, delimiter, heredoc, interpolates, braces: 0 }, content)
  }

  private scan(open: OpenText, from: number): void {
    const stop = scanText(this.text, from, open, this.byLayout)
    if (stop.reason === 'interpolation') {
      this.tokens.push(Token.interpolationOpen, stop.at, stop.at + 2)
      open.braces = 0
      this.open.push(open)
      this.at = stop.at + 2
    } else if (stop.reason === 'closed') {
      this.at = closeText(this.text, stop.at, open, this.tokens)
    } else {
      this.open.push(open)
      this.abandonOpenTexts(stop.at)
    }
  }

  /** Every literal that is open has no end: what was read of them is a fault, and reading goes on behind it. */
  private abandonOpenTexts(readTo: number): void {
    const outermost = this.open[0] as OpenText
    let end = readTo
    if (this.byLayout && readTo === this.text.length && this.rewinds < mostRewinds) {
      this.rewinds++
      const start = this.tokens.start[outermost.token] as number
      const lineEnd = this.text.indexOf('\n', start)
      if (lineEnd >= 0) end = lineEnd
    }
    this.tokens.count = outermost.token + 1
    markUnclosed(outermost, end, this.tokens)
    this.open.length = 0
    this.at = end
  }

  /** Braces inside an interpolation are counted, so that its own closing brace is known. */
  private brace(first: string): boolean {
    const open = this.open.at(-1)
    if (!open) return false
    if (first === '{') {
      open.braces++
      return false
    }
    if (open.braces > 0) {
      open.braces--
      return false
    }
    this.open.pop()
    this.push(Token.interpolationClose, this.at + 1)
    this.scan(open, this.at)
    return true
  }

  private continuedLine(): boolean {
    const { text, at } = this
    const lineBreakAt = text.charAt(at + 1) === '\r' ? at + 2 : at + 1
    if (text.charAt(lineBreakAt) !== '\n') return false
    this.at = lineBreakAt + 1
    return true
  }
}

/** Where the sticky `pattern` stops matching at `at`, or 0. */
function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : 0
}
