/**
 * Concrete syntax, one shape for both languages, so that the engine sees one hidden class.
 * Each language names its kinds in its own room (elixir/kinds.ts, erlang/kinds.ts).
 */
export class Node {
  readonly kind: number
  /** Byte offsets into the file; the text was decoded as latin1, so a character is a byte. */
  readonly start: number
  readonly end: number
  /** Name, operator or literal text; '' where the kind says it all. */
  readonly value: string
  readonly kids: readonly Node[]

  constructor(kind: number, start: number, end: number, value: string, kids: readonly Node[]) {
    this.kind = kind
    this.start = start
    this.end = end
    this.value = value
    this.kids = kids
  }
}

/** Thrown inside a parser at the token where it cannot go on; caught where the language recovers. */
export class SyntaxFault extends Error {
  readonly at: number
  constructor(reason: string, at: number) {
    super(reason)
    this.name = 'SyntaxFault'
    this.at = at
  }
}
