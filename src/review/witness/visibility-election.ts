import { passes, type Threshold } from './comparison.ts'
import { explore, type Move } from './explorer.ts'
import { listed, nodeNames } from './names.ts'
import { type Result, told, unexplored } from './result.ts'

/** `grants`: what a node needs to lead: to see enough nodes, or enough votes of which each node has one a term. */
interface VisibleElection extends Threshold {
  readonly nodes: number
  readonly grants: 'sight' | 'votes'
}

/** For each node whom it voted for (-1: nobody yet), and who leads. */
interface State {
  readonly votes: readonly number[]
  readonly leads: readonly boolean[]
}

/**
 * Two leaders in one term with no cut at all: every node sees the majority, and a node that leads when it sees
 * one asks nobody (Raft §5.2 counts votes instead).
 * @param election `nodes` in a full mesh (1 to 50; votes are explored wholly up to 4), and the comparison.
 */
export function visibilityElection(election: VisibleElection): Result {
  const { nodes, grants, threshold, comparison } = election
  const subject = {
    kind: 'visibility-election' as const,
    parameters: { nodes, grants, threshold, comparison },
  }
  const refused = unexplored(subject, nodes)
  if (refused) return refused
  const names = nodeNames(nodes)
  const enough = (count: number) => passes(count, { threshold, comparison })
  const search = explore<State>({
    start: { votes: names.map(() => -1), leads: names.map(() => false) },
    *moves(state): Iterable<Move<State>> {
      for (const [i, lane] of names.entries()) {
        const held = state.votes.filter((vote) => vote === i).length
        if (!state.leads[i] && enough(grants === 'sight' ? nodes : held)) {
          const why = grants === 'sight' ? `sees ${nodes} nodes` : `has ${held} votes`
          const text = `${lane} ${why}: ${why.split(' ')[1]} ${comparison} ${threshold}, so it leads.`
          yield { lane, text, to: { ...state, leads: state.leads.with(i, true) } }
        }
        if (grants === 'sight' || state.votes[i] !== -1) continue
        for (const [to, candidate] of names.entries()) {
          const text = `${lane} votes for ${candidate}, once in this term.`
          yield { lane, text, to: { ...state, votes: state.votes.with(i, to) } }
        }
      }
    },
    isBad: ({ leads }) => leads.filter(Boolean).length > 1,
  })
  return told(
    { ...subject, lanes: names },
    search,
    ({ leads }) => `Leaders: ${listed(names.filter((_, i) => leads[i]))}.`,
  )
}
