import { group, nodeNames } from './names.ts'
import { broken, none, type Result } from './result.ts'

/**
 * A read that meets no replica of the last write: R + W <= N (Gifford 1979; Dynamo §4.5).
 * @param nodes N, replicas of a datum. @param read R, replicas that a read asks. @param write W, replicas that
 * acknowledge a write before it counts as done.
 * @returns disjoint replicas for a write and the read after it; none where they must meet or one cannot be had.
 */
export function readMissesWrite(counts: { nodes: number; read: number; write: number }): Result {
  const { nodes, read, write } = counts
  const replicas = nodeNames(nodes)
  const lanes = ['writer', 'reader']
  const subject = { kind: 'read-write-overlap' as const, parameters: { nodes, read, write }, lanes }
  if (read < 1 || write < 1) return none(subject, 'Nobody is asked: the numbers are no quorums.')
  if (read > nodes || write > nodes) return none(subject, `More than the ${nodes} replicas are asked for.`)
  if (read + write > nodes) return none(subject, `${read} + ${write} > ${nodes}: any two sets meet.`)
  const written = replicas.slice(0, write)
  const asked = replicas.slice(write, write + read)
  return broken(
    subject,
    [
      {
        lane: 'writer',
        text: `The writer stores v2 on ${group(written)} and is told that it is done.`,
        after: `v2 is on ${write} of ${nodes} replicas, v1 on the others.`,
      },
      {
        lane: 'reader',
        text: `The reader asks ${group(asked)}.`,
        after: 'Every answer is v1: the write that was done is not seen.',
      },
    ],
    `${read} + ${write} <= ${nodes}: the first ${write} replicas and the next ${read} share none.`,
  )
}

/**
 * Two writes that both succeed without meeting: 2W <= N.
 * @returns disjoint replicas for the two writes; none where they must meet or no write can succeed.
 */
export function writesMiss({ nodes, write }: { nodes: number; write: number }): Result {
  const replicas = nodeNames(nodes)
  const lanes = ['writer 1', 'writer 2']
  const subject = { kind: 'write-write-overlap' as const, parameters: { nodes, write }, lanes }
  if (write < 1) return none(subject, 'Nobody is asked: the number is no quorum.')
  if (write > nodes) return none(subject, `More than the ${nodes} replicas are asked for.`)
  if (2 * write > nodes) return none(subject, `2 · ${write} > ${nodes}: any two writes meet.`)
  const first = replicas.slice(0, write)
  const second = replicas.slice(write, 2 * write)
  return broken(
    subject,
    [
      {
        lane: 'writer 1',
        text: `Writer 1 stores x on ${group(first)} and is told that it is done.`,
        after: `x is on ${write} of ${nodes} replicas.`,
      },
      {
        lane: 'writer 2',
        text: `Writer 2 stores y on ${group(second)} and is told that it is done.`,
        after: `x is on ${group(first)}, y on ${group(second)}: both writes count, and no replica saw both.`,
      },
    ],
    `2 · ${write} <= ${nodes}: the first ${write} replicas and the next ${write} share none.`,
  )
}
