import { expect, test } from 'vitest'
import { plan } from '../../load/commands.ts'
import { orderOf, quantile, type Review } from '../../load/order.ts'

test('200 commands of 20 workspaces go out in 10 seconds, a review each but for the one that asks for twelve', () => {
  const { commands, tags } = plan()
  expect(commands).toHaveLength(200)
  expect(new Set(commands.map(({ team }) => team)).size).toBe(20)
  expect(commands.at(-1)?.at).toBeLessThan(10_000)
  const reviews = commands.filter(({ words }) => words.startsWith('review lib on '))
  expect(reviews.map(({ words }) => words.split(' ').at(-1))).toEqual(tags)
  const [first] = commands
  expect(reviews.filter(({ team }) => team === first?.team)).toHaveLength(12)
})

/** Seconds at which it was put in the line and begun. */
function aReview(workspace: string, turn: number, lined: number, begun: number): Review {
  const at = (seconds: number) => new Date(seconds * 1_000)
  return { workspace, turn, lined: at(lined), begun: at(begun), answered: at(begun + 5) }
}

test('a review that begins before another with a lower turn, which stood in the line, is out of turn', () => {
  const fair = [aReview('T1', 0, 0, 1), aReview('T1', 1, 0, 30), aReview('T2', 0, 10, 20)]
  expect(orderOf(fair, 'T1')).toEqual({
    reviews: 3,
    answered: 3,
    outOfTurn: 0,
    waited: { greedy: 1, others: 10 },
  })
  const unfair = [aReview('T1', 0, 0, 1), aReview('T1', 1, 0, 15), aReview('T2', 0, 10, 20)]
  expect(orderOf(unfair, 'T1').outOfTurn).toBe(1)
})

test('the value that a share does not exceed', () => {
  const values = Array.from({ length: 200 }, (_, at) => 200 - at)
  expect([0.5, 0.99, 1].map((share) => quantile(values, share))).toEqual([100, 198, 200])
  expect(quantile([], 0.5)).toBeNaN()
})
