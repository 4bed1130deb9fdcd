/** Share of common letter pairs from which one word may have been meant for another. */
const alike = 0.4

/** The one of `known` that shares most pairs of letters with `said` (Dice's coefficient), or null where none is like it. */
export function likest(said: string, known: readonly string[]): string | null {
  let best: string | null = null
  let highest = alike
  for (const name of known) {
    const share = likeness(said.toLowerCase().slice(0, 100), name.toLowerCase())
    if (share <= highest) continue
    best = name
    highest = share
  }
  return best
}

function likeness(a: string, b: string): number {
  const left = pairsOf(a)
  const right = pairsOf(b)
  let common = 0
  for (const pair of left) {
    const at = right.indexOf(pair)
    if (at === -1) continue
    right.splice(at, 1)
    common += 1
  }
  return (2 * common) / (left.length + common + right.length)
}

/** Both ends count as letters, so that words of two or three letters have pairs enough. */
function pairsOf(word: string): string[] {
  const ended = `^${word}$`
  return Array.from({ length: ended.length - 1 }, (_, at) => ended.slice(at, at + 2))
}
