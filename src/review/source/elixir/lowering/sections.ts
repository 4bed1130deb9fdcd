import type { Span } from '../../form.ts'
import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'

const words = new Set(['do', 'else', 'rescue', 'catch', 'after'])

/** The parts of `do … else … end` or `do: …, else: …`, by word: expressions or clauses. */
export class Sections {
  readonly span: Span
  private readonly parts: ReadonlyMap<string, Node>

  constructor(span: Span, parts: ReadonlyMap<string, Node>) {
    this.span = span
    this.parts = parts
  }

  has(word: string): boolean {
    return this.parts.has(word)
  }

  body(word: string): readonly Node[] {
    const part = this.parts.get(word)
    if (!part) return []
    const holdsSeveral = part.kind === Kind.section || part.kind === Kind.clauses || part.kind === Kind.block
    return holdsSeveral ? part.kids : [part]
  }

  /** Where the part stands; the end of the whole where there is none. */
  spanOf(word: string): Span {
    return this.parts.get(word) ?? { start: this.span.end, end: this.span.end }
  }
}

/** A call's arguments apart from its do-block, which may be written as keywords. */
export interface CallParts {
  readonly args: readonly Node[]
  /** The keywords beside `do:`, such as `into:` of a comprehension. */
  readonly options: readonly Node[]
  readonly sections: Sections | null
}

/** Takes a call's arguments apart: what the macros of the language themselves do with a do-block. */
export function callParts(kids: readonly Node[]): CallParts {
  const last = kids.at(-1)
  if (last?.kind === Kind.doBlock) {
    const before = withoutOptions(kids.slice(0, -1))
    const parts = new Map(last.kids.map((section) => [section.value, section]))
    return { ...before, sections: new Sections(last, parts) }
  }
  const before = withoutOptions(kids)
  if (!before.options.some((pair) => wordOf(pair) === 'do'))
    return { args: kids, options: [], sections: null }
  const parts = new Map<string, Node>()
  const options: Node[] = []
  for (const pair of before.options) {
    const word = wordOf(pair)
    const value = pair.kids[1]
    if (words.has(word) && value) parts.set(word, value)
    else options.push(pair)
  }
  return { args: before.args, options, sections: new Sections(last as Node, parts) }
}

function withoutOptions(kids: readonly Node[]): { args: readonly Node[]; options: readonly Node[] } {
  const last = kids.at(-1)
  const isOptions = last && (last.kind === Kind.keywords || (last.kind === Kind.list && isKeywordList(last)))
  return isOptions ? { args: kids.slice(0, -1), options: last.kids } : { args: kids, options: [] }
}

function isKeywordList(node: Node): boolean {
  return node.kids.length > 0 && node.kids.every((kid) => kid.kind === Kind.pair)
}

/** The key of `key: value`. */
export function wordOf(pair: Node): string {
  const key = pair.kids[0]
  return key?.kind === Kind.atom ? key.value : ''
}
