import { nodeNames } from './names.ts'
import { broken, none, type Result, unexplored } from './result.ts'

/**
 * The owner of a key as its hash modulo the number of nodes, when one node joins. The n(n+1) smallest hashes are a
 * whole period of both remainders, so that the share over them is the exact one: 1 - 1/(n+1) (Karger et al. 1997).
 * @param nodes n, before one joins; 1 to 50.
 * @returns how many keys move, and a key that has two owners while two nodes count differently.
 */
export function hashMod({ nodes }: { readonly nodes: number }): Result {
  const keys = nodes * (nodes + 1)
  const subject = { kind: 'hash-mod' as const, parameters: { nodes, keys }, lanes: ['early', 'late'] }
  const refused = unexplored(subject, nodes)
  if (refused) return refused
  const names = nodeNames(nodes + 1)
  let moved = 0
  let first: number | null = null
  for (let hash = 0; hash < keys; hash++) {
    if (hash % nodes === hash % (nodes + 1)) continue
    moved++
    first ??= hash
  }
  if (first === null) return none(subject, `None of ${keys} keys moves.`)
  const [before, after] = [names[first % nodes], names[first % (nodes + 1)]]
  const share = moved / keys
  return broken(
    { ...subject, parameters: { nodes, keys, moved, share } },
    [
      {
        lane: 'early',
        text: `One node counts ${nodes} nodes: the key with hash ${first} belongs to ${before}.`,
        after: `Owner: ${before}.`,
      },
      {
        lane: 'late',
        text: `${names[nodes]} joins; a node that has seen it counts ${nodes + 1}: the same key belongs to ${after}.`,
        after: `Owners, for as long as the two views differ: ${before} and ${after}.`,
      },
      {
        lane: 'late',
        text: `All nodes count ${nodes + 1}.`,
        after: `${moved} of ${keys} keys have moved: ${(100 * share).toFixed(1)} %, against ${(100 / (nodes + 1)).toFixed(1)} % on a ring.`,
      },
    ],
    `Both remainders were taken for every hash from 0 to ${keys - 1}.`,
  )
}
