import { cutsInTwo } from './cuts.ts'
import { explore, type Move } from './explorer.ts'
import { group, listed, nodeNames } from './names.ts'
import { type Result, told, unexplored } from './result.ts'

/** What a node asks before it takes over and before each write. */
interface TakeOver {
  /** 1 to 50; the first owns. */
  readonly nodes: number
  /** `visible-majority`: of the nodes it sees; `configured-majority`: of all that are configured. */
  readonly guard: 'none' | 'visible-majority' | 'configured-majority'
  /** The resource refuses the token of an owner that has a successor it knows. */
  readonly fenced: boolean
  /** The old owner notices the cut as late as `net_ticktime` allows: after the others did. */
  readonly ownerNoticesLate: boolean
}

/** `tokens`: with which each node believes to own, 0: it does not. `accepted`: the tokens of writes, in order. */
interface State {
  readonly cut: readonly number[]
  readonly tokens: readonly number[]
  readonly accepted: readonly number[]
}

/**
 * An owner that is cut off and goes on, while another takes over on `nodedown`: the resource, which both reach,
 * accepts a write of the old owner after one of the new.
 */
export function takeOver(settings: TakeOver): Result {
  const { nodes, guard, fenced, ownerNoticesLate } = settings
  const subject = { kind: 'take-over' as const, parameters: { nodes, guard, fenced, ownerNoticesLate } }
  const refused = unexplored(subject, nodes)
  if (refused) return refused
  const names = nodeNames(nodes)
  const sees = ({ cut }: State, i: number) => names.filter((_, other) => cut[other] === cut[i])
  const may = (state: State, i: number) => {
    const visible = i === 0 && ownerNoticesLate ? nodes : sees(state, i).length
    if (guard === 'configured-majority') return 2 * visible > nodes
    return guard === 'none' || 2 * visible > visible
  }
  const search = explore<State>({
    start: { cut: names.map(() => 0), tokens: names.map((_, i) => (i === 0 ? 1 : 0)), accepted: [] },
    *moves(state): Iterable<Move<State>> {
      const whole = state.cut.every((side) => side === 0)
      for (const cut of whole ? cutsInTwo(nodes) : []) {
        const [left, right] = [0, 1].map((side) => group(names.filter((_, i) => cut[i] === side)))
        const text = `The network splits ${left} | ${right}; both still reach the resource.`
        yield { lane: 'network', text, to: { ...state, cut } }
      }
      for (const [i, lane] of names.entries()) {
        const token = state.tokens[i] ?? 0
        if (token === 0 && state.cut[i] === 1 && !state.tokens.includes(2) && may(state, i)) {
          const text = `${lane} hears nodedown for ${names[0]} and takes over.`
          yield { lane, text, to: { ...state, tokens: state.tokens.with(i, 2) } }
        }
        const last = Math.max(0, ...state.accepted)
        const refused = fenced && token < last
        if (token === 0 || refused || state.accepted.at(-1) === token || !may(state, i)) continue
        const to = { ...state, accepted: [...state.accepted, token] }
        yield { lane, text: `${lane} writes, and the resource accepts it.`, to }
      }
    },
    isBad: ({ accepted }) => accepted.some((token, i) => token < (accepted[i - 1] ?? 0)),
  })
  return told(
    {
      ...subject,
      lanes: ['network', ...names],
    },
    search,
    ({ tokens, accepted }) => {
      const overwritten = accepted.some((token, i) => token < (accepted[i - 1] ?? 0))
      const owners = listed(names.filter((_, i) => tokens[i] !== 0))
      return `Owners: ${owners}.${overwritten ? ' The old owner wrote over the new one.' : ''}`
    },
  )
}
