import { writeTime } from './criteria.ts'
import { type Dimension, dimensions } from './dimensions.ts'
import type { Change } from './evaluation.ts'
import { options } from './options.ts'
import { type Answer, type DimensionKey, type Profile, services, withAnswer } from './profile.ts'
import { rounded, winnerOf } from './score.ts'

/**
 * Every single answer that would change the winner, all others kept. Of numbers it is the nearest below and the
 * nearest above; of services, each one added or taken away. Dimensions in `open` are left to their questions.
 */
export function sensitivityOf(profile: Profile, open: ReadonlySet<DimensionKey>): Change[] {
  const winner = outcome(profile).winner
  const changes: Change[] = []
  for (const dimension of dimensions) {
    if (open.has(dimension.key)) continue
    for (const candidates of rowsOfCandidates(profile, dimension)) {
      for (const value of candidates) {
        const then = outcome(withAnswer(profile, dimension.key, value))
        if (then.winner === winner) continue
        changes.push({ dimension: dimension.key, value, ...then })
        if (dimension.kind === 'number') break
      }
    }
  }
  return changes
}

function outcome(profile: Profile): Pick<Change, 'winner' | 'score'> {
  const best = winnerOf(profile)
  if (best === null) return { winner: null, score: null }
  return { winner: best.option.id, score: rounded(best.score) }
}

/** Of numbers one row down and one row up, the nearest first; of everything else one row. */
function rowsOfCandidates(profile: Profile, dimension: Dimension): readonly (readonly Answer[])[] {
  if (dimension.kind === 'choice') {
    return [dimension.values.map(({ value }) => value).filter((value) => value !== profile[dimension.key])]
  }
  if (dimension.kind === 'services') {
    return [
      services.map((service) =>
        profile.infra.includes(service)
          ? profile.infra.filter((each) => each !== service)
          : services.filter((each) => each === service || profile.infra.includes(each)),
      ),
    ]
  }
  const now = dimension.key === 'nodes' ? profile.nodes : profile.latency_ms
  const edges = dimension.key === 'nodes' ? nodeEdges() : latencyEdges(profile)
  const within = edges.filter((value) => value >= dimension.min && value <= dimension.max)
  const sorted = [...new Set(within)].sort((a, b) => a - b)
  return [sorted.filter((value) => value < now).reverse(), sorted.filter((value) => value > now)]
}

/** Points change only where a limit is passed, so the last number before and the first after it stand for all. */
function nodeEdges(): number[] {
  return options.flatMap(({ nodes }) => [nodes, nodes + 1, 3 * nodes, 3 * nodes + 1])
}

function latencyEdges(profile: Profile): number[] {
  const edges = options.flatMap((option) => {
    const time = writeTime(option, profile)
    return [time - 1, time, 2 * time - 1, 2 * time]
  })
  // Up to 10 ms a transaction per write costs more where writes prevail.
  return [...edges, 10, 11]
}
