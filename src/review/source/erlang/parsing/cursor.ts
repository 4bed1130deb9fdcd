import { Node, SyntaxFault } from '../../syntax.ts'
import type { Lexer } from '../lexing/lexer.ts'
import { Token } from '../lexing/token-kinds.ts'
import type { Tokens } from '../lexing/tokens.ts'
import { readable, unescaped } from '../literals.ts'

/** Deepest nesting that is read. Written code stays under 40; the bound is what keeps the stack from overflowing. */
const DEEPEST = 256

/** More than this deep: unlike any other fault, it is not recovered from inside a form. */
export class DepthFault extends SyntaxFault {}

interface Place {
  readonly at: number
  readonly depth: number
  readonly aside: number
  readonly colonEnds: boolean
}

/** The place in a form's tokens where the parser stands. */
export class Cursor {
  readonly text: string
  readonly tokens: Tokens
  at = 0
  depth = 0
  /** Set where a `:` ends the expression: in `Class:Reason:Stack` of a catch clause. */
  colonEnds = false
  /** Set inside `-define`, whose parameters may stand where the language has no variables. */
  inDefinition = false
  private readonly names: readonly string[]
  /** Nodes of the rows that are being read, the innermost row last. */
  private readonly nodes: Node[] = []
  private aside = 0

  constructor(text: string, { tokens, names }: Lexer) {
    this.text = text
    this.tokens = tokens
    this.names = names
  }

  rewind(): void {
    this.at = 0
    this.depth = 0
    this.colonEnds = false
    this.inDefinition = false
    this.aside = 0
  }

  get kind(): number {
    return this.tokens.kinds[this.at] as number
  }

  get nextKind(): number {
    return this.tokens.kinds[this.at + 1] as number
  }

  get start(): number {
    return this.tokens.starts[this.at] as number
  }

  /** Byte offset behind the token before this one. */
  get behind(): number {
    return this.tokens.endAt(this.at - 1)
  }

  get written(): string {
    return this.text.slice(this.start, this.tokens.endAt(this.at))
  }

  /** Name of an atom or variable token, or of the macro behind its question marks, without quotes. */
  get name(): string {
    const symbol = this.tokens.symbols[this.at] as number
    return symbol > 0 ? (this.names[symbol] as string) : this.quotedName
  }

  /** A name in quotes, without them; a placeholder as it stands. */
  private get quotedName(): string {
    let start = this.start
    while (this.text.charCodeAt(start) === 63 || this.text.charCodeAt(start) === 32) start++
    if (this.text.charCodeAt(start) !== 39) return this.written
    const raw = this.text.slice(start + 1, this.tokens.endAt(this.at) - 1)
    return this.isPlain ? raw : unescaped(readable(raw))
  }

  /** What a number or an unquoted name is, as written. */
  get symbol(): string {
    return this.names[this.tokens.symbols[this.at] as number] as string
  }

  /** Whether a string, or a name in quotes, is written as it reads. */
  get isPlain(): boolean {
    return this.tokens.symbols[this.at] === 0
  }

  /** Where the row that starts now will lie among the nodes put aside. */
  row(): number {
    return this.aside
  }

  /** Puts a node aside for the row that is being read. */
  keep(node: Node): void {
    this.nodes[this.aside++] = node
  }

  /** The nodes put aside since `row`, in an array that holds just them. */
  taken(row: number): readonly Node[] {
    const length = this.aside - row
    this.aside = row
    if (length === 0) return none
    const nodes = new Array<Node>(length)
    for (let index = 0; index < length; index++) nodes[index] = this.nodes[row + index] as Node
    return nodes
  }

  /** Where to go back to when what is read next turns out to be something else. */
  place(): Place {
    return { at: this.at, depth: this.depth, aside: this.aside, colonEnds: this.colonEnds }
  }

  goBack({ at, depth, aside, colonEnds }: Place): void {
    this.at = at
    this.depth = depth
    this.aside = aside
    this.colonEnds = colonEnds
  }

  advance(): void {
    this.at++
  }

  accept(kind: number): boolean {
    if (this.kind !== kind) return false
    this.at++
    return true
  }

  expect(kind: number, spelling: string): void {
    if (!this.accept(kind)) this.fault(`expected ${spelling}`)
  }

  /** Counts one level of nesting; whoever enters leaves. */
  enter(): void {
    if (++this.depth > DEEPEST) throw new DepthFault(`nested more than ${DEEPEST} deep`, this.start)
  }

  leave(): void {
    this.depth--
  }

  fault(expected: string): never {
    throw new SyntaxFault(`${expected}, found ${this.found()}`, this.start)
  }

  /** A node from byte `start` to the end of the token before the cursor. */
  node(kind: number, start: number, value: string, kids: readonly Node[]): Node {
    return new Node(kind, start, this.behind, value, kids)
  }

  /** The token under the cursor as a node without kids. */
  leaf(kind: number, value: string): Node {
    const start = this.start
    this.at++
    return new Node(kind, start, this.behind, value, none)
  }

  private found(): string {
    if (this.kind === Token.nothing) return 'the end of the file'
    if (this.kind === Token.stop) return 'the end of the form'
    if (this.kind === Token.bad && /['"`]$/.test(this.written)) return 'a quote that is never closed'
    const [line = ''] = readable(this.written).split('\n')
    return `\`${line.length > 24 ? `${line.slice(0, 24)}…` : line}\``
  }
}

export const none: readonly Node[] = []
