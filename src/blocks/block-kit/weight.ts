import { limits } from '../limits.ts'

/**
 * Code points that a block counts for in the undocumented total of a message. How Slack counts is not known, so
 * every string in the block counts, names of types and values of buttons too, and each block has an overhead.
 */
export function weight(block: unknown): number {
  return limits.slack.message.block_overhead + strings(block)
}

function strings(value: unknown): number {
  if (typeof value === 'string') return points(value)
  if (typeof value !== 'object' || value === null) return 0
  let sum = 0
  for (const each of Object.values(value)) sum += strings(each)
  return sum
}

/** Length in code points, as Slack counts. */
export function points(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

/** What one block may weigh at most, so that it fits into a message beside a few others. */
const blockMost = 8000

/** Items in order, in groups that each fit into one block: at most `count` of them. No item is over the weight alone. */
export function grouped<Item>(items: readonly Item[], count = Number.POSITIVE_INFINITY): Item[][] {
  const groups: Item[][] = []
  let group: Item[] = []
  let content = 0
  for (const item of items) {
    const next = strings(item)
    if (group.length > 0 && (group.length === count || content + next > blockMost)) {
      groups.push(group)
      group = []
      content = 0
    }
    group.push(item)
    content += next
  }
  if (group.length > 0) groups.push(group)
  return groups
}

/**
 * A text in pieces of at most `most` code points that give it back when joined. It is cut after the last line feed
 * that fits, else after the last space, else where it must.
 */
export function pieces(text: string, most: number): string[] {
  if (text === '') return []
  // Never more code points than code units.
  if (text.length <= most) return [text]
  const all = [...text]
  const cut: string[] = []
  let from = 0
  while (all.length - from > most) {
    const window = all.slice(from, from + most)
    const after = window.lastIndexOf('\n') + 1 || window.lastIndexOf(' ') + 1 || most
    cut.push(window.slice(0, after).join(''))
    from += after
  }
  if (from < all.length) cut.push(all.slice(from).join(''))
  return cut
}
