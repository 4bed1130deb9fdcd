/** Adds all items at the end. `push(...items)` hands each over as an argument, and the stack ends at some 100,000. */
export function append<Item>(to: Item[], items: Iterable<Item>): void {
  for (const item of items) to.push(item)
}
