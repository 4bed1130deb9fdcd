import { cutsInTwo } from './cuts.ts'
import { explore, type Move } from './explorer.ts'
import { group, listed, nodeNames } from './names.ts'
import { type Result, told, unexplored } from './result.ts'

interface CleanUp {
  /** 1 to 50; each has one entry in a replicated table. */
  readonly nodes: number
  /** `configured-majority`: only a side that holds one deletes; `republish`: owners write theirs again on nodeup. */
  readonly guard: 'none' | 'configured-majority' | 'republish'
}

interface State {
  readonly phase: 'whole' | 'cut' | 'healed'
  readonly cut: readonly number[]
  /** Nodes that have handled nodedown (while cut) or nodeup (when healed). */
  readonly handled: readonly boolean[]
  /** Whose entries were deleted somewhere; a delete wins when the sides meet again. */
  readonly deleted: readonly boolean[]
}

/**
 * Every survivor of a cut deletes the entries of the nodes that it does not see. Bad: the cluster is healed, all
 * nodes live, and the entries of everybody are gone, with nobody left to write them again.
 */
export function cleanUp({ nodes, guard }: CleanUp): Result {
  const subject = { kind: 'clean-up' as const, parameters: { nodes, guard } }
  const refused = unexplored(subject, nodes)
  if (refused) return refused
  const names = nodeNames(nodes)
  const nobody = names.map(() => false)
  const start: State = { phase: 'whole', cut: names.map(() => 0), handled: nobody, deleted: nobody }
  const search = explore<State>({
    start,
    *moves(state): Iterable<Move<State>> {
      const lane = 'network'
      for (const cut of state.phase === 'whole' ? cutsInTwo(nodes) : []) {
        const [left, right] = [0, 1].map((side) => group(names.filter((_, i) => cut[i] === side)))
        yield { lane, text: `The network splits ${left} | ${right}.`, to: { ...state, phase: 'cut', cut } }
      }
      if (state.phase === 'cut') {
        const to: State = { ...state, phase: 'healed', handled: nobody }
        yield { lane, text: 'The network heals; deletes of both sides are exchanged.', to }
      }
      for (const [i, name] of names.entries()) {
        if (state.handled[i] || state.phase === 'whole') continue
        const handled = state.handled.with(i, true)
        if (state.phase === 'healed') {
          if (guard !== 'republish') continue
          const text = `${name} hears nodeup and writes its own entry again.`
          yield { lane: name, text, to: { ...state, handled, deleted: state.deleted.with(i, false) } }
          continue
        }
        const side = state.cut.filter((of) => of === state.cut[i]).length
        if (guard === 'configured-majority' && 2 * side <= nodes) continue
        const away = names.filter((_, other) => state.cut[other] !== state.cut[i])
        const deleted = state.deleted.map((gone, other) => gone || state.cut[other] !== state.cut[i])
        const text = `${name} hears nodedown and deletes the entries of ${listed(away)}.`
        yield { lane: name, text, to: { ...state, handled, deleted } }
      }
    },
    isBad: ({ phase, deleted, handled }) =>
      phase === 'healed' && deleted.every(Boolean) && (guard !== 'republish' || handled.every(Boolean)),
  })
  return told(
    { ...subject, lanes: ['network', ...names] },
    search,
    ({ deleted }) =>
      `All nodes live; entries that nobody deleted: of ${listed(names.filter((_, i) => !deleted[i]))}.`,
  )
}
