import { nodeNames } from './names.ts'
import { broken, none, type Result, unexplored } from './result.ts'

/**
 * A limit that each replica (or each side of a cut) counts by itself: k replicas let through k · L.
 * @param counted `replicas` k, 1 to 50; `limit` L of each; `shared`: one counter for all.
 */
export function limitPerReplica(counted: { replicas: number; limit: number; shared: boolean }): Result {
  const { replicas, limit, shared } = counted
  const granted = shared ? limit : replicas * limit
  const subject = {
    kind: 'limit-per-replica' as const,
    parameters: { replicas, limit, shared, granted },
    lanes: [],
  }
  const refused = unexplored(subject, replicas)
  if (refused) return refused
  const lanes = nodeNames(replicas)
  if (granted <= limit) return none(subject, `${granted} are let through, the limit is ${limit}.`)
  const happenings = lanes.map((lane, i) => ({
    lane,
    text: `${lane} counts its own ${limit} and lets them through.`,
    after: `${(i + 1) * limit} in all.`,
  }))
  return broken(
    { ...subject, lanes },
    happenings,
    `${replicas} · ${limit} = ${granted}, where ${limit} were meant.`,
  )
}
