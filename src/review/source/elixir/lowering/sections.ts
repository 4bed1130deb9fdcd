import type { Node } from '../../syntax.ts'
import { Kind } from '../kinds.ts'
import { none } from './build.ts'

/** The do-block of a call's arguments: `do … end`, or trailing keywords with `do:`. Null where there is none. */
export function blockOf(kids: readonly Node[]): Node | null {
  const last = kids[kids.length - 1]
  if (last === undefined) return null
  if (last.kind === Kind.doBlock) return last
  return optionOf(last, 'do') === null ? null : last
}

/** A part of a do-block by its word (do, else, rescue, catch, after), or null. */
export function sectionOf(block: Node, word: string): Node | null {
  if (block.kind !== Kind.doBlock) return optionOf(block, word)
  const { kids } = block
  for (let i = 0; i < kids.length; i++) {
    const section = kids[i] as Node
    if (section.value === word) return section
  }
  return null
}

/** What a part holds: expressions or clauses. */
export function contentOf(part: Node | null): readonly Node[] {
  if (part === null) return none
  const { kind } = part
  return kind === Kind.section || kind === Kind.clauses || kind === Kind.block ? part.kids : [part]
}

/** What `do` holds. */
export function bodyOf(block: Node): readonly Node[] {
  return contentOf(sectionOf(block, 'do'))
}

/** The value of a keyword of `keywords` or of a bracketed keyword list; null where it is not there. */
export function optionOf(keywords: Node | undefined, word: string): Node | null {
  if (keywords === undefined || (keywords.kind !== Kind.keywords && keywords.kind !== Kind.list)) return null
  const { kids } = keywords
  for (let i = 0; i < kids.length; i++) {
    const pair = kids[i] as Node
    if (pair.kind === Kind.pair && wordOf(pair) === word) return pair.kids[1] ?? null
  }
  return null
}

/** The key of `key: value`. */
export function wordOf(pair: Node): string {
  const key = pair.kids[0]
  return key?.kind === Kind.atom ? key.value : ''
}
