import { expect, test } from 'vitest'
import { Refusal } from '../../../src/review/refusal.ts'
import type { Review } from '../../../src/review/request.ts'
import { startBot } from '../bot.ts'

const commit = '3f2a91c0'.repeat(5)
const unused: Review = () => Promise.reject(new Error('Nothing is reviewed here.'))

test.each([
  [
    'review',
    'It is not said what to review.\nName a path, as in: review lib/cluster on main. The whole repository is: review .',
  ],
  ['reviw lib', '"reviw" is not a word that I know.\nDid you mean review?'],
  ['review lib of shp', 'No repository "shp" is connected.\nDid you mean shop? Connected: shop, depot.'],
  ['review lib of warehouse', 'No repository "warehouse" is connected.\nConnected: shop, depot.'],
  [
    'review ../x',
    '"../x" leaves the folder that it starts in.\nName a path relative to the root of the repository, without "..".',
  ],
])('a command that cannot be read is answered to the person alone: %s', async (words, sentence) => {
  const { workspace, idle, logged } = await startBot({ review: unused })
  await workspace.command('ana', words)
  await idle()
  expect(workspace.whispered('ana')).toEqual([sentence])
  expect(await workspace.timeline()).toEqual([])
  expect(logged).toEqual([])
})

test('a mention that cannot be read is answered in its thread', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  const { ts } = await workspace.mention('ana', 'review https://host/a/b')
  await idle()
  const [, answer] = (await workspace.reads(ts)).split('\n\n')
  expect(answer).toBe(`distreview: https://host/a/b is not in a repository that is connected here.
Connected: shop, depot.`)
})

test('without a repository the sentence names the setting', async () => {
  const { workspace, idle } = await startBot({ review: unused, repositories: [] })
  await workspace.command('ana', 'review lib')
  await idle()
  expect(workspace.whispered('ana')).toEqual([
    'No repository is connected.\nWhoever runs distreview sets REPOSITORIES, for example to shop=https://host/owner/shop.',
  ])
})

test('in a channel that it is not in, the person is told how to invite it', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  await workspace.command('ana', 'review lib', { channel: workspace.elsewhere })
  await idle()
  expect(workspace.whispered('ana')).toEqual([
    'distreview is not a member of this channel.\nInvite it with /invite @distreview, then ask again.\n[Invite distreview]',
  ])
})

test('a review that is refused says why in its thread, and the first message shows ✗', async () => {
  const { workspace, idle, logged } = await startBot({
    review: async (_request, progress) => {
      progress({ phase: 'fetch', state: 'under-way', text: 'fetching main' })
      throw new Refusal('ref', 'There is no "mian" in shop.', 'Did you mean main?')
    },
  })
  await workspace.command('ana', 'review lib/cluster on mian')
  await idle()
  const [parent] = await workspace.timeline()
  expect(await workspace.reads(parent?.ts ?? '')).toBe(
    `distreview: distreview Could not review \`lib/cluster\` of shop at \`mian\` for ana.
✗ fetching main

distreview: There is no "mian" in shop.
Did you mean main?`,
  )
  expect(logged).toEqual([])
})

test('a review that is refused before anything was begun says so too', async () => {
  const { workspace, idle } = await startBot({
    review: () => {
      throw new Refusal('path', 'There is no "lbi" at main.', 'Did you mean lib?')
    },
  })
  await workspace.command('ana', 'review lbi')
  await idle()
  const [parent] = await workspace.timeline()
  expect(await workspace.reads(parent?.ts ?? '')).toBe(
    `distreview: distreview Could not review \`lbi\` of shop for ana.
✗ not begun

distreview: There is no "lbi" at main.
Did you mean lib?`,
  )
})

test('D8: a defect is tried three times, logged with its details and told in a sentence with what was finished, never as a trace', async () => {
  const { workspace, idle, logged } = await startBot({
    review: async (_request, progress) => {
      progress({ phase: 'fetch', state: 'done', text: 'fetched', commit })
      progress({ phase: 'read', state: 'under-way', text: 'reading' })
      throw new TypeError('undefined is not a token')
    },
  })
  await workspace.command('ana', 'review .')
  await idle()
  const [parent] = await workspace.timeline()
  expect(await workspace.reads(parent?.ts ?? '')).toBe(
    `distreview: distreview Could not review \`shop\` (3f2a91c) for ana.
✓ fetched · ✗ reading

distreview: The review failed 3 times and is not tried again by itself.
What was finished:
- ✓ fetched
The reason is in the log of distreview; tell whoever runs it if another try does not help.
[Try again]`,
  )
  expect(logged.map(({ msg, err }) => [msg, err?.message])).toEqual([
    ['A review failed and is tried again.', 'undefined is not a token'],
    ['A review failed and is tried again.', 'undefined is not a token'],
    ['The review could not be finished.', 'undefined is not a token'],
  ])
})

test('when Slack refuses everything, the log has it and the next request is heard', async () => {
  const { workspace, idle, logged } = await startBot({ review: unused })
  workspace.fail('chat.postMessage', 2)
  await workspace.mention('ana', 'help')
  await idle()
  expect(logged.map(({ msg }) => msg)).toEqual([
    'That could not be finished.',
    'What went wrong could not be said.',
  ])
  const { ts } = await workspace.mention('ana', 'help')
  await idle()
  expect(await workspace.messages(ts)).toHaveLength(2)
})
