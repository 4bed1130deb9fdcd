import { expect, test } from 'vitest'
import { createPace } from '../../src/jobs/pace.ts'

class Limited extends Error {}
const limited = (error: unknown) => (error instanceof Limited ? 5_000 : null)

/** A clock that waiting moves on. */
function aPace(burst = 2) {
  let now = 0
  const pace = createPace(
    { burst, every: 1_000 },
    () => now,
    async (milliseconds) => {
      now += milliseconds
    },
  )
  const sent: [name: string, at: number][] = []
  const send = (channel: string, name: string, fails = 0) => {
    let left = fails
    return pace.inTurn(
      channel,
      async () => {
        if (left-- > 0) throw new Limited('slow down')
        sent.push([name, now])
      },
      limited,
    )
  }
  return { send, sent, pass: (milliseconds: number) => (now += milliseconds) }
}

test('D10: messages of a channel go in order, after a short burst one a second', async () => {
  const { send, sent } = aPace()
  await Promise.all(['a', 'b', 'c', 'd'].map((name) => send('C1', name)))
  expect(sent).toEqual([
    ['a', 0],
    ['b', 0],
    ['c', 1_000],
    ['d', 2_000],
  ])
})

test('a channel that was silent may burst again, and another channel does not wait for it', async () => {
  const { send, sent, pass } = aPace(1)
  await send('C1', 'a')
  await send('C2', 'b')
  pass(1_000)
  await send('C1', 'c')
  expect(sent).toEqual([
    ['a', 0],
    ['b', 0],
    ['c', 1_000],
  ])
})

test('D10: where the platform says to wait the whole channel waits, in order, and nothing is lost', async () => {
  const { send, sent } = aPace(9)
  await Promise.all([send('C1', 'a', 1), send('C1', 'b')])
  expect(sent.map(([name]) => name)).toEqual(['a', 'b'])
  expect(sent.every(([, at]) => at >= 5_000)).toBe(true)
  await expect(send('C1', 'never', 9)).rejects.toThrow('slow down')
  await send('C1', 'after')
  expect(sent.map(([name]) => name)).toEqual(['a', 'b', 'after'])
})
