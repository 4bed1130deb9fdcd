import type { Unread } from '../../form.ts'
import { Node, SyntaxFault } from '../../syntax.ts'
import { faults, Token, type Tokens } from '../lexing/tokens.ts'

/** The kids of a leaf: one array for all of them. */
export const noKids: readonly Node[] = []

/** Nesting beyond this is not read: it keeps every walk over the tree far from the end of the stack. */
const deepestNesting = 250

const closing = new Set<number>([
  Token.end,
  Token.endWord,
  Token.sectionWord,
  Token.parenClose,
  Token.bracketClose,
  Token.braceClose,
  Token.binaryClose,
  Token.interpolationClose,
])

/** Where the parser is in the tokens, and what it knows about the surroundings. */
export class Reader {
  readonly text: string
  readonly tokens: Tokens
  /** The token that is next. */
  at = 0
  /** Where the token before it ends, as a byte offset. */
  lastEnd = 0
  /** True inside arguments without parentheses: a do-block belongs to the call around them. */
  withoutDo = false
  /** Column of each token that is first on its line, -1 of the others; null while the file is thought sound. */
  readonly columns: Int32Array | null
  /** By layout: the column of the definition being read; another one at or before it cannot be inside. */
  definitionColumn = -1
  /** Its first token. */
  definitionToken = -1
  readonly unread: Unread[] = []
  depth = 0

  constructor(text: string, tokens: Tokens, columns: Int32Array | null) {
    this.text = text
    this.tokens = tokens
    this.columns = columns
  }

  kind(): number {
    return this.tokens.kind[this.at] as number
  }

  kindAfter(): number {
    return this.tokens.kind[this.at + 1] ?? Token.end
  }

  start(): number {
    return this.tokens.start[this.at] as number
  }

  end(): number {
    return this.tokens.end[this.at] as number
  }

  /** True where the next token follows the one before it without a space. */
  isAdjacent(): boolean {
    return this.start() === this.lastEnd
  }

  is(kind: number): boolean {
    return this.kind() === kind
  }

  isOperator(code: number): boolean {
    return this.kind() === Token.operator && this.tokens.code[this.at] === code
  }

  isKey(): boolean {
    const kind = this.kind()
    return kind === Token.key || kind === Token.quotedKey
  }

  /** True at a token that ends a body: a closing bracket, `end`, `else`, the end of the file. */
  isClosing(): boolean {
    return closing.has(this.kind())
  }

  isSeparator(): boolean {
    const kind = this.kind()
    return kind === Token.lineBreak || kind === Token.semicolon
  }

  advance(): void {
    this.lastEnd = this.end()
    if (this.at < this.tokens.count - 1) this.at++
  }

  skipLineBreak(): void {
    if (this.kind() === Token.lineBreak) this.skip()
  }

  skipSeparators(): void {
    while (this.isSeparator()) this.skip()
  }

  expect(kind: number, what: string): void {
    if (this.kind() !== kind) this.fail(`expected ${what}`)
    this.advance()
  }

  /** The next token's text. */
  word(): string {
    return this.text.slice(this.start(), this.end())
  }

  /** A node from `start` to the end of the last token read. */
  node(kind: number, start: number, value: string, kids: readonly Node[]): Node {
    return new Node(kind, start, this.lastEnd, value, kids)
  }

  enter(): void {
    this.depth++
    if (this.depth > deepestNesting) this.fail(`nested deeper than ${deepestNesting} levels`)
  }

  leave(): void {
    this.depth--
  }

  fail(reason: string): never {
    const fault = this.kind() === Token.fault ? faults[this.tokens.code[this.at] as number] : null
    throw new SyntaxFault(fault ?? reason, this.start())
  }

  /** Past a line break, which belongs to no node. */
  private skip(): void {
    if (this.at < this.tokens.count - 1) this.at++
  }
}
