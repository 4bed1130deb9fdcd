/** Readings that making an input smaller may take: enough for a file, over before one loses patience. */
const budget = 4000

/**
 * The input made as small as it gets by leaving parts out while it still `fails`: halves first, then smaller and
 * smaller parts (delta debugging, Zeller 2002).
 */
export function smallest(input: string, fails: (text: string) => boolean): string {
  let text = input
  let left = budget
  for (let length = Math.ceil(text.length / 2); length >= 1; ) {
    let shorter = false
    for (let at = 0; at < text.length && left > 0; left--) {
      const without = text.slice(0, at) + text.slice(at + length)
      if (without.length < text.length && fails(without)) {
        text = without
        shorter = true
      } else at += length
    }
    if (left === 0 || (length === 1 && !shorter)) break
    length = Math.max(1, shorter && length < text.length ? length : length >> 1)
  }
  return text
}
