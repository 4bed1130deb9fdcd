import { nodeNames } from './names.ts'
import { broken, type Happening, ms, none, type Result } from './result.ts'

/** Milliseconds; null: without limit. `deadlineMs`: how long the caller of the whole loop waits. */
interface FanOut {
  readonly nodes: number
  readonly timeoutMs: number | null
  readonly deadlineMs: number | null
}

/** The number of calls that a trace names one by one. */
const shown = 5

/**
 * One remote call after the other, and no node answers: n · time-out, or for ever.
 * @returns the calls with the time at which each ends; none where the loop ends before its caller's limit.
 */
export function sequentialFanOut({ nodes, timeoutMs, deadlineMs }: FanOut): Result {
  const lanes = ['caller', ...nodeNames(Math.min(nodes, shown))]
  const totalMs = timeoutMs === null ? null : nodes * timeoutMs
  const parameters = { nodes, timeoutMs, deadlineMs, totalMs }
  const subject = { kind: 'sequential-fan-out' as const, parameters, lanes }
  if (nodes === 0) return none(subject, 'There is no node to call.')
  if (timeoutMs === null) {
    const text = `The caller calls ${lanes[1]}, which does not answer; the call has no limit.`
    const after = `The other ${nodes - 1} are never called.`
    return broken(subject, [{ at: 0, lane: 'caller', text, after }], 'The first wait does not end.')
  }
  const total = nodes * timeoutMs
  const allowed = deadlineMs ?? timeoutMs
  if (total <= allowed) return none(subject, `${nodes} · ${timeoutMs} = ${total} ms, within ${ms(allowed)}.`)
  const happenings: Happening[] = []
  for (let i = 0; i < Math.min(nodes, shown); i++) {
    const text = `The caller calls ${lanes[i + 1]}, which does not answer for ${ms(timeoutMs)}.`
    happenings.push({
      at: i * timeoutMs,
      lane: 'caller',
      text,
      after: `${nodes - i - 1} are still to be called.`,
    })
  }
  const limit = deadlineMs === null ? 'one call takes' : 'its own caller waits'
  const after = `${ms(total)}, where ${limit} ${ms(allowed)}.`
  happenings.push({ at: total, lane: 'caller', text: `The last of ${nodes} calls has timed out.`, after })
  return broken(subject, happenings, `${nodes} · ${timeoutMs} ms = ${total} ms.`)
}
