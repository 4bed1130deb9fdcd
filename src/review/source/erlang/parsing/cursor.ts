import { Node, SyntaxFault } from '../../syntax.ts'
import { Token } from '../lexing/token-kinds.ts'
import type { Tokens } from '../lexing/tokens.ts'
import { readable, unescaped } from '../literals.ts'

/** Deepest nesting that is read. Written code stays under 40; the bound is what keeps the stack from overflowing. */
const DEEPEST = 256

/** More than this deep: unlike any other fault, it is not recovered from inside a form. */
export class DepthFault extends SyntaxFault {}

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
  private readonly pure: boolean

  constructor(text: string, tokens: Tokens) {
    this.text = text
    this.tokens = tokens
    this.pure = !/[\x80-\xff]/.test(text)
  }

  rewind(): void {
    this.at = 0
    this.depth = 0
    this.colonEnds = false
    this.inDefinition = false
  }

  get kind(): number {
    return this.tokens.kindAt(this.at)
  }

  get nextKind(): number {
    return this.tokens.kindAt(this.at + 1)
  }

  get start(): number {
    return this.tokens.startAt(this.at)
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
    let start = this.start
    const end = this.tokens.endAt(this.at)
    while (this.text.charCodeAt(start) === 63 || this.text.charCodeAt(start) === 32) start++
    const quoted = this.text.charCodeAt(start) === 39
    const raw = quoted ? this.text.slice(start + 1, end - 1) : this.text.slice(start, end)
    const name = this.pure ? raw : readable(raw)
    return quoted ? unescaped(name) : name
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
