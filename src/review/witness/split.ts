import type { QuorumSets } from '../report.ts'
import { group, nodeNames } from './names.ts'

/** Beyond this no cluster of voters is built; a threshold that holds so far holds. */
const largest = 101

/**
 * The smallest cluster that splits into two disjoint groups which both reach a threshold: a counterexample to
 * "any two quorums intersect" (Gifford 1979). Explored for every size from 2 to 101.
 * @param needs votes asked for in a cluster of n; a result below 1 passes with nobody and is not a split.
 * @param fixed the size of the cluster where the code spells it out: then only that size is tried.
 * @returns null where no two disjoint quorums exist up to the bound.
 */
export function splitOfFixedSize(
  needs: (n: number) => number,
  fixed: number | null = null,
): QuorumSets | null {
  for (let n = fixed ?? 2; n <= (fixed ?? largest); n++) {
    const need = needs(n)
    if (need < 1 || 2 * need > n) continue
    const names = nodeNames(n)
    const left = names.slice(0, need)
    const right = names.slice(need, 2 * need)
    return {
      kind: 'quorum-sets',
      nodes: n,
      left,
      right,
      leftNeeds: need,
      rightNeeds: need,
      steps: [
        `The cluster has ${n} voters: ${names.join(', ')}. The code asks for ${need}.`,
        `The network splits so that ${group(left)} and ${group(right)} cannot reach each other.`,
        `${group(left)}: ${need} of ${n}, enough by the code. ${group(right)}: ${need} of ${n}, enough as well.`,
        'Both sides act as the majority.',
      ],
      howComputed: `Every size from ${fixed ?? 2} to ${fixed ?? largest} was tried in order; this is the first with two disjoint quorums.`,
    }
  }
  return null
}

/**
 * A cut after which both sides reach a threshold that is computed from what each side sees: its own size.
 * @param needs votes asked for by a side that sees n nodes.
 */
export function splitOfVisibleSize(needs: (n: number) => number): QuorumSets | null {
  for (let n = 5; n <= largest; n++) {
    const leftSize = Math.ceil(n / 2)
    const rightSize = n - leftSize
    const [leftNeeds, rightNeeds] = [needs(leftSize), needs(rightSize)]
    if (leftNeeds > leftSize || rightNeeds > rightSize || leftNeeds < 1 || rightNeeds < 1) continue
    const names = nodeNames(n)
    const left = names.slice(0, leftSize)
    const right = names.slice(leftSize)
    return {
      kind: 'quorum-sets',
      nodes: n,
      left,
      right,
      leftNeeds,
      rightNeeds,
      steps: [
        `The cluster has ${n} nodes: ${names.join(', ')}.`,
        `The network splits ${leftSize} | ${rightSize}. After net_ticktime (45 to 75 s by default) each side sees only itself.`,
        `${group(left)}: sees ${leftSize}, needs ${leftNeeds}. ${group(right)}: sees ${rightSize}, needs ${rightNeeds}.`,
        'Both sides act as the majority.',
      ],
      howComputed: `The threshold was evaluated for the number of nodes that each side sees, from 5 nodes up.`,
    }
  }
  return null
}
