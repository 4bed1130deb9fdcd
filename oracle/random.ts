/** Numbers that a seed decides, so that what was picked once can be picked again. */
export interface Random {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number
}

/** mulberry32: 32 bits of state, more than good enough to pick samples. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
    },
  }
}

/** `count` different items, in the order in which they were drawn; all of them where there are fewer. */
export function draw<T>(items: readonly T[], count: number, random: Random): T[] {
  const left = [...items]
  const drawn: T[] = []
  while (drawn.length < count && left.length > 0) {
    const at = random.below(left.length)
    drawn.push(left[at] as T)
    left[at] = left.at(-1) as T
    left.pop()
  }
  return drawn
}
