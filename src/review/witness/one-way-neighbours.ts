import { listed } from './names.ts'
import { broken, type Happening, none, type Result } from './result.ts'

/**
 * Replicas that send their writes to their neighbours only, along a directed graph (`DeltaCrdt.set_neighbours/2`
 * is one-way). Bad: a replica that never learns of a write at another: the graph is not strongly connected.
 * @param neighbours for each replica those it sends to; names that are no key send to nobody.
 * @returns a write that reaches the fewest replicas; none where every write reaches all.
 */
export function oneWayNeighbours(neighbours: Readonly<Record<string, readonly string[]>>): Result {
  const replicas = [...new Set([...Object.keys(neighbours), ...Object.values(neighbours).flat()])]
  const links = replicas.flatMap((from) => (neighbours[from] ?? []).map((to) => `${from} -> ${to}`))
  const parameters = { replicas: replicas.length, links: links.join(', ') }
  const subject = { kind: 'one-way-neighbours' as const, parameters, lanes: replicas }
  let shortest: Spread | null = null
  for (const origin of replicas) {
    const spread = spreadFrom(origin, neighbours)
    if (spread.size < replicas.length && (!shortest || spread.size < shortest.size)) shortest = spread
  }
  if (!shortest) return none(subject, 'A write at any replica reaches every other.')
  const learned: string[] = []
  const happenings: Happening[] = []
  for (const [replica, from] of shortest) {
    learned.push(replica)
    const text =
      from === null ? `${replica} stores a write.` : `${from} sends it to its neighbour ${replica}.`
    happenings.push({ lane: from ?? replica, text, after: `It is known at ${listed(learned)}.` })
  }
  const never = replicas.filter((replica) => !learned.includes(replica))
  const text = `No replica that has the write lists ${listed(never)} as a neighbour.`
  happenings.push({ lane: never[0] ?? '', text, after: `It never arrives at ${listed(never)}.` })
  return broken(subject, happenings, `A write was followed from each of ${replicas.length} replicas.`)
}

/** Who learns of a write, in order, and from whom; null: from itself. */
type Spread = Map<string, string | null>

function spreadFrom(origin: string, neighbours: Readonly<Record<string, readonly string[]>>): Spread {
  const spread: Spread = new Map([[origin, null]])
  for (const [replica] of spread) {
    for (const next of neighbours[replica] ?? []) if (!spread.has(next)) spread.set(next, replica)
  }
  return spread
}
