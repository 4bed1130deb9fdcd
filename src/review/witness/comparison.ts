/** How the code compares a count with its threshold. */
export type Comparison = '>=' | '>' | '==='

/** A count of votes, acknowledgements or visible nodes against a threshold, which need not be whole. */
export interface Threshold {
  readonly threshold: number
  readonly comparison: Comparison
}

export function passes(count: number, { threshold, comparison }: Threshold): boolean {
  if (comparison === '>') return count > threshold
  return comparison === '>=' ? count >= threshold : count === threshold
}

/** The smallest group of at most `nodes` that passes; null where none does. 0: passes with nobody. */
export function smallestPassing(nodes: number, threshold: Threshold): number | null {
  for (let size = 0; size <= nodes; size++) if (passes(size, threshold)) return size
  return null
}
