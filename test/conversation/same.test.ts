import { rm } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPage, hasChromium, openChromium } from '../bot/web/chromium.ts'
import { converse } from './script.ts'
import { inSlack } from './slack.ts'
import { inTeams } from './teams.ts'
import { onThePage } from './web.ts'

/** How each message begins: what was asked for was answered, each in its place. */
const beginnings = [
  'distreview Reviewed lib of shop at main (e319337). ✓ found 9 files · ✓ read 6 files, 133 lines · ✓ 104 rules · ✓ expert, 3 turns',
  '5 critical, 4 important, 2 minor in lib',
  '1 · Critical · Both sides of a cut have a majority of what they can see',
  '2 · Critical · The threshold is not more than half',
  '3 · Critical · Both sides of a cut may commit to',
  '4 · Critical · A value is read, computed and written back',
  '5 · Critical · Nothing handles a partitioned Mnesia',
  '6 · Important · A lease is decided by the wall clock',
  '7 · Important · A lock that does not exclude',
  '8 · Important · A failed remote call is taken for data',
  'Both sides go on taking stock: lib/shop/stock.ex:7 takes it without a look at what is left.',
  'Which mechanism fits depends on answers that are missing',
  'Schedule 1: lib of shop at main is reviewed every Tuesday, at 09:00 Europe/Berlin.',
  'Weekly review of lib of shop at main. First review: 4 critical, 4 important, 2 minor.',
  '4 critical, 4 important, 2 minor in lib This is the first review of this schedule;',
  'Checklist: 4 of 13 met',
  '1 · Critical · Both sides of a cut have a majority of what they can see',
  '2 · Critical · The threshold is not more than half',
  '3 · Critical · Both sides of a cut may commit to',
  'Next run of schedule 1: 8 July 2025, 09:00 Europe/Berlin.',
]

/** What was said in Slack, which the others are compared with. */
let said: readonly string[] = []

test('a review, a button, a question, a form, a schedule and its report are answered in Slack', async () => {
  const { room, ...day } = await inSlack()
  await converse({ room, ...day })
  said = await room.thread()
  const begun = said.map((words, at) => words.slice(0, beginnings[at]?.length))
  expect([begun, day.wrongs()]).toEqual([beginnings, []])
  expect(said[11]).toContain('Answers: data=bounded, consistency=2, nodes=5, infra=postgres,redis.')
})

describe.skipIf(!hasChromium)('the same conversation', { timeout: 120_000 }, () => {
  let browser: Browser
  let built: string

  beforeAll(async () => {
    ;[browser, built] = await Promise.all([openChromium(), buildPage()])
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await rm(built, { recursive: true, force: true })
  })

  test.each([
    ['on the page of the web chat', () => onThePage(browser, built)],
    ['in the playground of Teams', () => inTeams(browser)],
  ])('%s says the same, word for word', async (_, enter) => {
    const { room, ...day } = await enter()
    await converse({ room, ...day })
    // A browser shows what it was told a moment later.
    await expect.poll(room.thread, { timeout: 20_000 }).toEqual(said)
    expect(day.wrongs()).toEqual([])
  })
})
