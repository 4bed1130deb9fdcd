import { expect } from 'vitest'
import { Trace } from '../../../src/review/report.ts'
import type { Result } from '../../../src/review/witness/index.ts'

/** The trace of an answer that is one, after what must be true of every trace: it can be read, kept and drawn. */
export function traceOf(result: Result): Trace {
  if (result.answer !== 'broken') throw new Error(`${result.kind}: ${result.answer}, ${result.howComputed}`)
  expect(Trace.parse(JSON.parse(JSON.stringify(result)))).toEqual(result)
  expect(result.steps).toHaveLength(result.events.length)
  for (const [i, { at, lane, text }] of result.events.entries()) {
    expect(result.lanes).toContain(lane)
    expect(at).toBeGreaterThanOrEqual(result.events[i - 1]?.at ?? 0)
    expect(result.steps[i]).toContain(text)
  }
  expect(result.steps.join('\n')).not.toMatch(/undefined|NaN|null/)
  return result
}

/** Steps of the trace, or -1 where every state was explored and none is bad. Answers cut short fail. */
export function lengthOf(result: Result): number {
  if (result.answer === 'broken') return traceOf(result).steps.length
  expect(result.answer).toBe('none')
  return -1
}
