import { describe, expect, test } from 'vitest'
import { divergingApply, repeatedEffect } from '../../../src/review/witness/index.ts'
import { shortestBadRun } from './plain-search.ts'
import { lengthOf, traceOf } from './traces.ts'

/** Every value that members have computed for entry 1, in the order of evaluation: who, and what. */
type Log = { who: number; value: string }[]

/** A member applies once; one of them may restart and apply again. */
function nextLogs(
  members: number,
  restarts: boolean,
  evaluate: (log: Log, who: number) => string,
): (log: Log) => Log[] {
  return (log) => {
    const again = log.length > new Set(log.map(({ who }) => who)).size
    return Array.from({ length: members }, (_, who) => who)
      .filter((who) => !log.some((each) => each.who === who) || (restarts && !again))
      .map((who) => [...log, { who, value: evaluate(log, who) }])
  }
}

describe('a command that is applied by every member and again on replay', () => {
  test('leaves two states exactly where two evaluations differ', () => {
    const terms = {
      local: (log: Log) => `evaluation ${log.length}`,
      member: (_: Log, who: number) => `member ${who}`,
      meta: () => 'index 1',
    }
    for (const [term, evaluate] of Object.entries(terms)) {
      for (const members of [1, 2, 3]) {
        for (const restarts of [false, true]) {
          const differ = (log: Log) => new Set(log.map(({ value }) => value)).size > 1
          const expected = shortestBadRun<Log>([], nextLogs(members, restarts, evaluate), differ, members + 1)
          const result = divergingApply({ members, restarts, term: term as keyof typeof terms })
          expect([term, members, restarts, lengthOf(result)]).toEqual([term, members, restarts, expected])
        }
      }
    }
  })

  test('does its effect twice exactly where it is done by whoever applies, and two do', () => {
    for (const place of ['in-apply', 'returned'] as const) {
      for (const members of [1, 2, 3, 4]) {
        for (const restarts of [false, true]) {
          const effect = (log: Log, who: number) =>
            place === 'in-apply' || (who === 0 && !log.some((each) => each.who === 0)) ? 'effect' : ''
          const twice = (log: Log) => log.filter(({ value }) => value === 'effect').length > 1
          const expected = shortestBadRun<Log>([], nextLogs(members, restarts, effect), twice, members + 1)
          expect(lengthOf(repeatedEffect({ members, restarts, place }))).toBe(expected)
        }
      }
    }
  })

  test('is told by who applies what', () => {
    expect(traceOf(divergingApply({ members: 2, restarts: false, term: 'local' })).steps).toEqual([
      'a applies entry 1. States: a s1, b nothing yet.',
      'b applies entry 1. States: a s1, b s2.',
    ])
    expect(traceOf(repeatedEffect({ members: 1, restarts: true, place: 'in-apply' })).steps).toEqual([
      'a applies entry 1 and does the effect. The effect of one command was done once.',
      'a restarts and applies entry 1 again from its log and does the effect. The effect of one command was done 2 times.',
    ])
  })
})
