import { cutsInTwo } from './cuts.ts'
import { explore, type Move } from './explorer.ts'
import { group, listed, nodeNames } from './names.ts'
import { type Result, told, unexplored } from './result.ts'

/** `cut`: the side of each node (all 0: none yet). `leads`: by what a node last saw. */
interface State {
  readonly cut: readonly number[]
  readonly leads: readonly boolean[]
}

/**
 * Two leaders where each node leads when it is the smallest (or largest) name among the nodes that it sees.
 * @param nodes in the cluster, 1 to 50.
 * @returns a cut and who leads on each side; none for a single node.
 */
export function firstOfVisible({ nodes, pick }: { nodes: number; pick: 'smallest' | 'largest' }): Result {
  const subject = { kind: 'first-of-visible' as const, parameters: { nodes, pick } }
  const refused = unexplored(subject, nodes)
  if (refused) return refused
  const names = nodeNames(nodes)
  const network = 'network'
  const search = explore<State>({
    start: { cut: names.map(() => 0), leads: names.map(() => false) },
    *moves(state): Iterable<Move<State>> {
      if (state.cut.every((side) => side === 0)) {
        for (const cut of cutsInTwo(nodes)) {
          const [left, right] = [0, 1].map((side) => group(names.filter((_, i) => cut[i] === side)))
          yield { lane: network, text: `The network splits ${left} | ${right}.`, to: { ...state, cut } }
        }
      }
      for (const [i, lane] of names.entries()) {
        const seen = names.filter((_, other) => state.cut[other] === state.cut[i])
        const first = pick === 'smallest' ? seen[0] : seen.at(-1)
        const leads = first === lane
        if (leads === state.leads[i]) continue
        const text = `${lane} sees ${group(seen)}: the ${pick} is ${first}, so it ${leads ? 'leads' : 'follows'}.`
        yield { lane, text, to: { ...state, leads: state.leads.with(i, leads) } }
      }
    },
    isBad: ({ leads }) => leads.filter(Boolean).length > 1,
  })
  return told(
    { ...subject, lanes: [network, ...names] },
    search,
    ({ leads }) => `Leaders: ${listed(names.filter((_, i) => leads[i]))}.`,
  )
}
