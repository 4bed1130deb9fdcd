/** Up to here every cut is made; beyond, one for each size: the sides are then alike but for their size. */
const allUpTo = 6

/**
 * Every cut of `nodes` in two non-empty sides, once each, as the side (0 or 1) of each node. The first node is on
 * side 0; cuts that leave it alone come first. Of more than 6 nodes only the cuts between neighbours are made.
 */
export function cutsInTwo(nodes: number): number[][] {
  const places = Array.from({ length: nodes }, (_, i) => i)
  if (nodes > allUpTo) return places.slice(1).map((left) => places.map((i) => (i < left ? 0 : 1)))
  const cuts: number[][] = []
  for (let mask = 1; mask < 2 ** (nodes - 1); mask++) {
    cuts.push(places.map((i) => (i === 0 ? 0 : Math.floor(mask / 2 ** (i - 1)) % 2)))
  }
  const right = (cut: readonly number[]) => cut.filter((side) => side === 1).length
  return cuts.sort((a, b) => right(b) - right(a))
}
