import { explore, type Move } from './explorer.ts'
import { nodeNames } from './names.ts'
import { type Result, told, unexplored } from './result.ts'

/**
 * `seed`: one designated node may form, the others wait. `lock`: look and form under one lock outside the cluster.
 * `expected-size`: forms only when all are seen.
 */
interface BootFormation {
  /** 1 to 50, all started at once. */
  readonly nodes: number
  readonly guard: 'none' | 'seed' | 'lock' | 'expected-size'
}

interface State {
  readonly clusters: number
  readonly nodes: readonly ('booting' | 'alone' | 'member')[]
}

/**
 * First boot: each node asks discovery for a cluster and forms one where it hears of none.
 * @returns the order in which every node forms its own; none where no order of looks gives each a cluster of its own.
 */
export function bootFormation({ nodes, guard }: BootFormation): Result {
  const subject = { kind: 'boot-formation' as const, parameters: { nodes, guard } }
  const refused = unexplored(subject, nodes)
  if (refused) return refused
  const lanes = nodeNames(nodes)
  const search = explore<State>({
    start: { clusters: 0, nodes: lanes.map(() => 'booting') },
    *moves(state): Iterable<Move<State>> {
      const locked = guard === 'lock' && state.nodes.includes('alone')
      for (const [i, lane] of lanes.entries()) {
        const at = state.nodes[i]
        const as = (next: 'alone' | 'member', clusters = state.clusters) => ({
          clusters,
          nodes: state.nodes.with(i, next),
        })
        if (at === 'booting' && state.clusters > 0 && !locked) {
          yield { lane, text: `${lane} asks discovery, finds a cluster and joins it.`, to: as('member') }
        }
        const mayForm = guard === 'none' || guard === 'lock' || (guard === 'seed' && i === 0)
        if (at === 'booting' && state.clusters === 0 && !locked && mayForm) {
          yield { lane, text: `${lane} asks discovery and is told of nobody.`, to: as('alone') }
        }
        if (at === 'alone') {
          yield { lane, text: `${lane} forms a cluster of its own.`, to: as('member', state.clusters + 1) }
        }
      }
      if (guard === 'expected-size' && state.clusters === 0) {
        const to = { clusters: 1, nodes: lanes.map(() => 'member' as const) }
        yield { lane: lanes[0] ?? '', text: `All ${nodes} see each other; ${lanes[0]} forms, all join.`, to }
      }
    },
    isBad: ({ clusters }) => nodes > 1 && clusters === nodes,
    canonical: (state) => (guard === 'seed' ? state : [state.clusters, [...state.nodes].sort()]),
  })
  return told({ ...subject, lanes }, search, ({ clusters }) =>
    clusters === 1 ? 'There is 1 cluster.' : `There are ${clusters} clusters.`,
  )
}
