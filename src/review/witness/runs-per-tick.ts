import { explore, type Move } from './explorer.ts'
import { nodeNames } from './names.ts'
import { type Result, told, unexplored } from './result.ts'

interface Tick {
  readonly fired: readonly boolean[]
  readonly runs: number
}

/**
 * A periodic job that every replica starts. `claim`: a run begins with a row that is unique for job and period;
 * `leader`: only one replica fires.
 * @param job `replicas`, 1 to 50.
 * @returns one tick with as many runs as replicas; none where it runs once.
 */
export function runsPerTick(job: { replicas: number; guard: 'none' | 'claim' | 'leader' }): Result {
  const { replicas, guard } = job
  const subject = { kind: 'runs-per-tick' as const, parameters: { replicas, guard } }
  const refused = unexplored(subject, replicas)
  if (refused) return refused
  const lanes = nodeNames(replicas)
  const search = explore<Tick>({
    start: { fired: lanes.map(() => false), runs: 0 },
    *moves(state): Iterable<Move<Tick>> {
      for (const [i, lane] of lanes.entries()) {
        if (state.fired[i] || (guard === 'leader' && i !== 0)) continue
        const claimed = guard === 'claim' && state.runs > 0
        const text = `The timer of ${lane} fires; ${claimed ? 'the period is claimed already' : 'the job runs'}.`
        yield { lane, text, to: { fired: state.fired.with(i, true), runs: state.runs + (claimed ? 0 : 1) } }
      }
    },
    isBad: ({ fired, runs }) => fired.every(Boolean) && runs > 1,
    canonical: ({ fired, runs }) =>
      guard === 'leader' ? { fired, runs } : [fired.filter(Boolean).length, runs],
  })
  return told({ ...subject, lanes }, search, ({ runs }) => `Runs in this period: ${runs}.`)
}
