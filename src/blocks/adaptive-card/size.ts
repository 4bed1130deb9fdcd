/** Bytes that a value takes in a message: Teams counts UTF-16, the wire UTF-8, and the larger of the two counts here. */
export function bytes(value: unknown): number {
  const json = JSON.stringify(value)
  return Math.max(json.length * 2, Buffer.byteLength(json))
}

/** Items in order, in groups of at most `most` bytes and `count` items. An item that is over alone is a group alone. */
export function byBytes<Item>(
  items: readonly Item[],
  most: number,
  count = Number.POSITIVE_INFINITY,
): Item[][] {
  const groups: Item[][] = []
  let group: Item[] = []
  let size = 0
  for (const item of items) {
    const next = bytes(item)
    if (group.length > 0 && (group.length === count || size + next > most)) {
      groups.push(group)
      group = []
      size = 0
    }
    group.push(item)
    size += next
  }
  if (group.length > 0) groups.push(group)
  return groups
}
