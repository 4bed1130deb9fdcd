import { expect, test } from 'vitest'
import type { Report } from '../../../src/review/report.ts'
import { aReport } from '../../blocks/sample.ts'
import { buttonsOf, type SlackMessage, wordsOf } from '../../workspace/messages.ts'
import { depot, shop, startBot } from '../bot.ts'
import { commit, oneFinding, reviewOf } from '../reviews.ts'

/** A thread with a review in it. */
async function reviewed(report: Report = oneFinding(), words = 'review lib/cluster, src on main') {
  const review = reviewOf(report)
  const bot = await startBot({ review })
  await bot.workspace.command('ana', words)
  await bot.idle()
  const [first] = await bot.workspace.timeline()
  const thread = first?.ts ?? ''
  const messages = await bot.workspace.messages(thread)
  const message = (at: number): SlackMessage => {
    const found = messages[at]
    if (!found) throw new Error(`The thread has no message ${at}.`)
    return found
  }
  return { ...bot, review, thread, message }
}

test('every button of every message has an answer in the thread, more findings included', async () => {
  const { workspace, idle, thread, logged } = await reviewed(aReport())
  const pressed: string[] = []
  const reads = async () => (await workspace.messages(thread)).map(wordsOf).join('\n')
  // Answers may bring buttons of their own.
  for (let at = 0; at < (await workspace.messages(thread)).length; at += 1) {
    const message = (await workspace.messages(thread))[at]
    if (!message) continue
    for (const { label } of buttonsOf(message)) {
      const before = await reads()
      await workspace.press('ana', message, label)
      await idle()
      pressed.push(label)
      if (label === 'Which mechanism fits?') {
        expect(workspace.formReads('ana')).toContain('What is it?: –')
        continue
      }
      // Some of these findings are critical, which not everybody dismisses.
      if (label === 'Wrong') continue
      expect(await reads(), label).not.toBe(before)
    }
  }
  const times = (label: string): number => pressed.filter((each) => each === label).length
  expect({
    failure: times('How it fails'),
    fix: times('Show fix'),
    why: times('Why'),
    checklist: times('Checklist: 3 of 13'),
    architecture: times('Architecture'),
    more: times('Show 4 more'),
    mechanism: times('Which mechanism fits?'),
    right: times('Right'),
    wrong: times('Wrong'),
  }).toEqual({
    failure: 10,
    fix: 10,
    why: 10,
    checklist: 1,
    architecture: 1,
    more: 1,
    mechanism: 10,
    right: 10,
    wrong: 10,
  })
  // One for each of the three that are critical.
  expect(workspace.whispered('ana')).toEqual(Array.from({ length: 3 }, () => mayNot))
  expect(logged.map(({ msg }) => msg).filter((msg) => msg !== 'verdict')).toEqual(['reviewed'])
})

const mayNot =
  'A critical finding is dismissed by an admin of the workspace, or by somebody who is named in ADMINS.\nAsk one of them to press Wrong.'

test('a button opens what it says, of the finding that it is under', async () => {
  const { workspace, idle, thread, message } = await reviewed()
  await workspace.press('ben', message(2), 'Show fix')
  await idle()
  const card = (await workspace.messages(thread))[2]
  const opened = card ? wordsOf(card).split('\nFix\n')[1] : undefined
  expect(
    opened,
  ).toBe(`Count votes against a configured list of voters, and keep one durable vote for each term.
\`\`\`
voters = Application.fetch_env!(:shop, :voters)
majority = div(length(voters), 2) + 1

\`\`\`
An example in the language of the finding, not a patch.
Still at risk: A leader that was cut off must still be fenced at the stock.
[How it fails] [Hide fix] [Why] [Which mechanism fits?] [Right] [Wrong]`)
})

test('a button pressed again says to whoever pressed it that the answer is above', async () => {
  const { workspace, idle, thread, message } = await reviewed()
  await workspace.press('ana', message(1), 'Checklist: 3 of 13')
  await workspace.press('ben', message(1), 'Checklist: 3 of 13')
  await idle()
  await workspace.press('ana', message(1), 'Checklist: 3 of 13')
  await idle()
  expect(await workspace.messages(thread)).toHaveLength(4)
  expect(workspace.whispered('ben')).toEqual(['It is above, in this thread.'])
  expect(workspace.whispered('ana')).toEqual(['It is above, in this thread.'])
  expect(workspace.whispers.map((whisper) => whisper.thread)).toEqual([thread, thread])
})

test('the same review in another thread has answers of its own', async () => {
  const { workspace, idle, message } = await reviewed()
  await workspace.press('ana', message(1), 'Checklist: 3 of 13')
  await workspace.command('ana', 'review lib/cluster, src on main')
  await idle()
  const other = (await workspace.timeline())[1]?.ts ?? ''
  const card = (await workspace.messages(other))[1]
  if (!card) throw new Error('There is no card.')
  await workspace.press('ana', card, 'Checklist: 3 of 13')
  await idle()
  expect(await workspace.messages(other)).toHaveLength(4)
  expect(workspace.whispers).toEqual([])
})

test('D9: an answer that Slack did not take at first is given all the same, once', async () => {
  const { workspace, idle, thread, message } = await reviewed()
  workspace.fail('chat.postMessage', 1)
  await workspace.press('ana', message(1), 'Checklist: 3 of 13')
  await idle()
  expect(workspace.whispered('ana')).toEqual([])
  expect(await workspace.messages(thread)).toHaveLength(4)
})

test('after a restart a button still works: the review is made again at its commit', async () => {
  const { workspace, idle, restart, thread, message } = await reviewed()
  const again = reviewOf(oneFinding())
  await restart({ review: again })
  await workspace.press('ana', message(2), 'How it fails')
  await workspace.press('ana', message(1), 'Architecture')
  await idle()
  expect(again.requests).toHaveLength(1)
  expect(again.requests[0]).toEqual({
    source: shop.source,
    paths: ['lib/cluster', 'src'],
    ref: commit,
    worktree: false,
    depth: 'quick',
  })
  const [, , card, ...answers] = (await workspace.messages(thread)).map(wordsOf)
  expect(card).toContain('\nHow it fails\n')
  expect(answers.map((each) => each.split('\n')[0])).toEqual(['Architecture of acme/shop'])
})

test('while the review is kept in memory nothing is made again', async () => {
  const { workspace, idle, review, message } = await reviewed()
  await workspace.press('ana', message(2), 'How it fails')
  await workspace.press('ana', message(1), 'Architecture')
  await idle()
  expect(review.requests).toHaveLength(1)
})

test('a review made again is announced to whoever waits for it', async () => {
  const { workspace, idle, restart, message } = await reviewed()
  await restart()
  await workspace.press('ben', message(2), 'Why')
  await idle()
  expect(workspace.whispered('ben')).toEqual(['The review is made again at 3f2a91c; the answer follows.'])
})

test('paths too many for a button are known by the kept review, and asked for again when it is gone', async () => {
  const paths = Array.from({ length: 100 }, (_, at) => `apps/service_${at}/lib/cluster`)
  const { workspace, idle, restart, thread, message } = await reviewed(
    oneFinding(),
    `review ${paths.join(' ')}`,
  )
  await workspace.press('ana', message(1), 'Checklist: 3 of 13')
  await idle()
  expect(await workspace.messages(thread)).toHaveLength(4)
  await restart()
  await workspace.press('ana', message(1), 'Architecture')
  await idle()
  expect(await workspace.messages(thread)).toHaveLength(4)
  expect(workspace.whispered('ana')).toEqual([
    'This review named more paths than a button can hold, and it is not kept any more.\nAsk for the review again.',
  ])
})

test('a review of a folder without git is not made again: the folder may have changed', async () => {
  const { workspace, idle, restart, message } = await reviewed(oneFinding({ commit: null }))
  await restart()
  await workspace.press('ana', message(2), 'Why')
  await idle()
  expect(workspace.whispered('ana')).toEqual([
    'This review was of files outside git, and it is not kept any more.\nAsk for the review again.',
  ])
})

test('a finding that is gone, a repository that is gone: a sentence each', async () => {
  const { workspace, idle, restart, message } = await reviewed()
  await restart({ review: reviewOf(oneFinding({ findings: [] })) })
  await workspace.press('ana', message(2), 'Why')
  await idle()
  await restart({ review: reviewOf(oneFinding()), repositories: [depot] })
  await workspace.press('ana', message(2), 'Why')
  await idle()
  expect(workspace.whispered('ana').slice(1)).toEqual([
    'That finding is not in the review any more.\nAsk for the review again.',
    'The repository "shop" is not connected any more.\nWhoever runs distreview connects it in REPOSITORIES.',
  ])
})

const strange = 'This button is not one of this distreview.\nAsk for the review again.'
const name = JSON.stringify({ r: 'shop', c: commit, p: ['lib/cluster', 'src'] })
test.each([
  ['an action that is not known', { action_id: 'show-everything', value: name }, strange],
  ['an action of every object', { action_id: 'constructor', value: name }, strange],
  ['a value that is not JSON', { action_id: 'show-why', value: 'finding-1' }, strange],
  ['a value without a commit', { action_id: 'show-why', value: '{"r":"shop","p":[]}' }, strange],
  [
    'a value with a strange commit',
    { action_id: 'show-why', value: '{"r":"shop","c":"--upload","p":[]}' },
    strange,
  ],
  ['a value with more in it', { action_id: 'show-why', value: name.replace('{', '{"x":1,') }, strange],
  ['no value', { action_id: 'show-why' }, strange],
  [
    'a position that is none',
    { action_id: 'show-more', value: `${name} -1` },
    'There are no more findings than those above.\nAsk for the review again.',
  ],
  [
    'a position past the end',
    { action_id: 'show-more', value: `${name} 9` },
    'There are no more findings than those above.\nAsk for the review again.',
  ],
])('a button with %s gets one sentence, and nothing is posted', async (_what, action, sentence) => {
  const { workspace, idle, thread, message, logged } = await reviewed()
  await workspace.pressed('ana', message(1), { block_id: 'b', ...action })
  await idle()
  expect(workspace.whispered('ana')).toEqual([sentence])
  expect(await workspace.messages(thread)).toHaveLength(3)
  expect(logged.map(({ msg }) => msg)).toEqual(['reviewed'])
})
