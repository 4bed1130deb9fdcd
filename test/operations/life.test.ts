import { expect, test } from 'vitest'
import { createLife } from '../../src/operations/life.ts'

/** A process with a door, work and a database, and what of it was ended, in order. */
function aProcess(patience: number, work: Promise<unknown>) {
  const ended: string[] = []
  const ends = (name: string) => async () => void ended.push(name)
  const life = createLife({ patience })
  life.last(ends('database'))
  life.door(ends('door'))
  life.drain(async () => {
    ended.push('draining')
    await work
    ended.push('drained')
  })
  life.last(async () => {
    throw new Error('It was half made.')
  })
  life.last(ends('leave'))
  return { life, ended }
}

test('to finish: no one is heard any more, the work ends, then the rest, the latest first', async () => {
  const { life, ended } = aProcess(60_000, Promise.resolve())
  expect(life.goesOn).toBe(true)
  const end = life.end('finish')
  expect(life.goesOn).toBe(false)
  await end
  expect(ended).toEqual(['door', 'draining', 'drained', 'leave', 'database'])
})

test('work that takes longer than the patience is left', async () => {
  const { life, ended } = aProcess(1, new Promise(() => {}))
  await life.end('finish')
  expect(ended).toEqual(['door', 'draining', 'leave', 'database'])
})

test('who asks a second time waits for no work', async () => {
  const { life, ended } = aProcess(60_000, new Promise(() => {}))
  const ends = [life.end('finish'), life.end('finish')]
  await Promise.all(ends)
  expect(ended).toEqual(['door', 'draining', 'leave', 'database'])
})

test('to leave: no work is waited for', async () => {
  const { life, ended } = aProcess(60_000, new Promise(() => {}))
  await life.end('leave')
  expect(ended).toEqual(['leave', 'door', 'database'])
})
