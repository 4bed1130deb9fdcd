import { expect, test } from 'vitest'
import type { Ask } from '../../../src/review/expert/question.ts'
import type { ExpertRun } from '../../../src/review/report.ts'
import { aFinding } from '../../blocks/sample-finding.ts'
import { startBot } from '../bot.ts'
import { commit, oneFinding, reviewOf } from '../reviews.ts'

const run: ExpertRun = {
  model: 'claude-opus-5-5',
  turns: 4,
  inputTokens: 20_000,
  cachedTokens: 0,
  outputTokens: 900,
  costUsd: 0.1,
  submitted: 1,
  dropped: [],
  refuted: [],
  sections: [],
  stoppedBy: null,
  note: null,
}
const judged = aFinding({ origin: 'model', confidence: 75, confidenceBasis: 'model', fingerprint: 'f00d' })
const deep = oneFinding({ depth: 'deep', findings: [judged], expert: run })

test('a question in the thread of a review is answered there, from that review, also after a restart', async () => {
  const questions: string[] = []
  const ask: Ask = async ({ question, report }) => {
    questions.push(`${question} at ${report.commit}`)
    return { text: 'They are accepted (`lib/stock.ex:18`).', wrongPlaces: 0, run }
  }
  const { workspace, idle, restart } = await startBot({ review: reviewOf(deep), ask })
  await workspace.command('ana', 'review lib/cluster on main deep')
  await idle()
  const thread = (await workspace.timeline())[0]?.ts ?? ''
  await workspace.mention('ben', 'what happens to writes?', { thread })
  await idle()
  await restart({ review: reviewOf(oneFinding()), ask })
  await workspace.mention('ben', 'and to reads?', { thread })
  await idle()
  expect(questions).toEqual([`what happens to writes? at ${commit}`, `and to reads? at ${commit}`])
  const said = (await workspace.reads(thread)).split('\n\n').filter((message) => message.includes('accepted'))
  expect(said).toHaveLength(2)
  expect(said[0]).toContain('lib/stock.ex:18')
})

test('the depth that was asked for is the depth of the review', async () => {
  const review = reviewOf(deep)
  const { workspace, idle } = await startBot({ review })
  await workspace.command('ana', 'review lib deep')
  await idle()
  expect(review.requests).toMatchObject([{ depth: 'deep' }])
})

test('a button of a finding that a model made opens it after a restart, without another review', async () => {
  const { workspace, idle, restart } = await startBot({
    review: reviewOf({ ...deep, target: { ...deep.target, paths: ['lib'] } }),
  })
  await workspace.command('ana', 'review lib deep')
  await idle()
  const thread = (await workspace.timeline())[0]?.ts ?? ''
  const card = (await workspace.messages(thread))[2]
  if (!card) throw new Error('There is no card.')
  const again = reviewOf(oneFinding())
  await restart({ review: again })
  await workspace.press('ben', card, 'Show fix')
  await idle()
  expect(await workspace.reads(thread)).toContain(`Fix\n${judged.fix.summary}`)
  expect([again.requests, workspace.whispers]).toEqual([[], []])
})
