import type { Unread } from '../../form.ts'
import { Node, SyntaxFault } from '../../syntax.ts'
import { faults, kindCount, Token, type Tokens } from '../lexing/tokens.ts'
import { names } from '../lexing/words.ts'

/** The kids of a leaf: one array for all of them. */
export const noKids: readonly Node[] = []

/** Nesting beyond this is not read: it keeps every walk over the tree far from the end of the stack. */
const deepestNesting = 250

const { lineBreak, semicolon, operator, key, quotedKey } = Token

const closing = new Uint8Array(kindCount)
for (const kind of [
  Token.end,
  Token.endWord,
  Token.sectionWord,
  Token.parenClose,
  Token.bracketClose,
  Token.braceClose,
  Token.binaryClose,
  Token.interpolationClose,
])
  closing[kind] = 1

/** Nodes of the lists that are being read, of all files: each list is taken off the top when it ends. */
const pending: Node[] = []

/** Where the parser is in the tokens, and what it knows about the surroundings. */
export class Reader {
  readonly text: string
  readonly tokens: Tokens
  private readonly kinds: Uint8Array
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  private readonly values: Int32Array
  /** The token that is next. */
  at = 0
  /** Its kind. */
  next: number
  /** Where the token before it ends, as a byte offset. */
  lastEnd = 0
  /** True inside arguments without parentheses: a do-block belongs to the call around them. */
  withoutDo = false
  depth = 0
  /** How many nodes wait for their list to end. */
  top = 0
  /** The token behind the last call of several arguments without parentheses; what such a call stands in is limited. */
  openCallEnd = -1
  /** Column of each token that is first on its line, -1 of the others; null while the file is thought sound. */
  readonly columns: Int32Array | null
  /** By layout: the column of the definition being read; another one at or before it cannot be inside. */
  definitionColumn = -1
  /** Its first token. */
  definitionToken = -1
  readonly unread: Unread[] = []

  constructor(text: string, tokens: Tokens, columns: Int32Array | null) {
    this.text = text
    this.tokens = tokens
    this.kinds = tokens.kind
    this.starts = tokens.start
    this.ends = tokens.end
    this.values = tokens.value
    this.next = tokens.kind[0] as number
    this.columns = columns
  }

  is(kind: number): boolean {
    return this.next === kind
  }

  kindAfter(): number {
    return this.kinds[this.at + 1] as number
  }

  start(): number {
    return this.starts[this.at] as number
  }

  end(): number {
    return this.ends[this.at] as number
  }

  /** The code of the operator that is next, or whatever the next token's value is. */
  value(): number {
    return this.values[this.at] as number
  }

  /** The name or numeral that is next; only where the token has one. */
  name(): string {
    return names.texts[this.values[this.at] as number] as string
  }

  /** True where the next token follows the one before it without a space. */
  isAdjacent(): boolean {
    return this.starts[this.at] === this.lastEnd
  }

  isOperator(code: number): boolean {
    return this.next === operator && this.values[this.at] === code
  }

  isKey(): boolean {
    return this.next === key || this.next === quotedKey
  }

  /** True at a token that ends a body: a closing bracket, `end`, `else`, the end of the file. */
  isClosing(): boolean {
    return closing[this.next] === 1
  }

  isSeparator(): boolean {
    return this.next === lineBreak || this.next === semicolon
  }

  /** Past the next token; never called at the end of the file. */
  advance(): void {
    this.lastEnd = this.ends[this.at] as number
    this.at++
    this.next = this.kinds[this.at] as number
  }

  /** On to the token `at`. */
  moveTo(at: number): void {
    this.at = at
    this.next = this.kinds[at] as number
  }

  skipLineBreak(): void {
    if (this.next === lineBreak) this.moveTo(this.at + 1)
  }

  skipSeparators(): void {
    while (this.next === lineBreak || this.next === semicolon) this.moveTo(this.at + 1)
  }

  expect(kind: number, what: string): void {
    if (this.next !== kind) this.fail(`expected ${what}`)
    this.advance()
  }

  /** A node from `start` to the end of the last token read. */
  node(kind: number, start: number, value: string, kids: readonly Node[]): Node {
    return new Node(kind, start, this.lastEnd, value, kids)
  }

  /** Adds a node to the list that is being read, which began at what `top` was then. */
  push(node: Node): void {
    if (this.top === pending.length) pending.push(node)
    else pending[this.top] = node
    this.top++
  }

  /** A pending node by its place, or the one that was taken from there last. */
  pendingAt(place: number): Node {
    return pending[place] as Node
  }

  /** The list of the nodes from `base` on, which are no longer pending. Exact arrays: one that grows holds far more. */
  take(base: number): readonly Node[] {
    const count = this.top - base
    this.top = base
    if (count === 0) return noKids
    const first = pending[base] as Node
    if (count === 1) return [first]
    const second = pending[base + 1] as Node
    if (count === 2) return [first, second]
    if (count === 3) return [first, second, pending[base + 2] as Node]
    return pending.slice(base, base + count)
  }

  /** Called at the start of what may nest, with `leave` at its end. */
  enter(): void {
    this.depth++
    if (this.depth > deepestNesting) this.fail(`nested deeper than ${deepestNesting} levels`)
  }

  leave(): void {
    this.depth--
  }

  fail(reason: string): never {
    const fault = this.next === Token.fault ? faults[this.value()] : null
    throw new SyntaxFault(fault ?? reason, this.start())
  }

  /** Fails at the next token, which nothing expects. */
  failAtToken(): never {
    if (this.next === Token.end) this.fail('the file ends inside an expression')
    const word = this.text.slice(this.start(), Math.min(this.end(), this.start() + 20))
    return this.fail(`unexpected \`${word.trim()}\``)
  }
}

/** Lets go of the nodes of the file that was read. */
export function forgetPending(): void {
  pending.length = 0
}
