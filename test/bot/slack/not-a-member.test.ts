import { expect, test } from 'vitest'
import type { Review } from '../../../src/review/request.ts'
import { wordsOf } from '../../workspace/messages.ts'
import { startBot } from '../bot.ts'
import { oneFinding, reviewOf } from '../reviews.ts'
import { openLine, saying } from './lines.ts'

const unused: Review = () => Promise.reject(new Error('Nothing is reviewed here.'))
const invited =
  'distreview is not a member of this channel.\nInvite it with /invite @distreview, then ask again.'

test('Invite brings it into the channel, and the review that was asked for begins', async () => {
  const { workspace, idle } = await startBot({ review: reviewOf(oneFinding()) })
  const { elsewhere } = workspace
  await workspace.command('ana', 'review lib', { channel: elsewhere })
  await idle()
  expect(workspace.whispered('ana')).toEqual([`${invited}\n[Invite distreview]`])
  await workspace.pressesWhisper('ana', 'Invite distreview')
  await idle()
  expect(workspace.whispered('ana').slice(1)).toEqual([
    'distreview is a member of this channel now. The review begins.',
  ])
  expect((await workspace.timeline({ channel: elsewhere })).map(({ text }) => text)).toEqual([
    'Reviewed lib of shop.',
  ])
})

test('Invite after another question brings it in, and says to ask again', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  await workspace.command('ana', 'what if 2 of 5 nodes fail', { channel: workspace.elsewhere })
  await idle()
  await workspace.pressesWhisper('ana', 'Invite distreview')
  await idle()
  expect(workspace.whispered('ana').slice(1)).toEqual([
    'distreview is a member of this channel now. Ask again what you asked.',
  ])
})

test('into a private channel its members alone can bring it, which is said', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  await workspace.command('ana', 'review lib', { channel: workspace.secret })
  await idle()
  await workspace.pressesWhisper('ana', 'Invite distreview')
  await idle()
  expect(workspace.whispered('ana').slice(1)).toEqual([
    'Into a private channel its members alone can bring distreview.\nInvite it with /invite @distreview, then ask again.',
  ])
})

test('an archived channel is a sentence to whoever asked', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  workspace.archive(workspace.channel)
  await workspace.command('ana', 'review lib')
  await idle()
  expect(workspace.whispered('ana')).toEqual([
    'This channel is archived.\nAsk in another channel, or unarchive it first.',
  ])
})

test('a token that is revoked is said by response_url, which needs none', async () => {
  const { workspace, idle } = await startBot({ review: unused })
  workspace.revoke()
  await workspace.command('ana', 'review lib')
  await idle()
  expect(workspace.whispered('ana')).toEqual([
    'Slack does not accept the token of distreview any more.\nWhoever runs distreview installs the app again and sets SLACK_BOT_TOKEN.',
  ])
})

test('a thread whose first message was deleted is gone; whoever asked is told', async () => {
  const { workspace, idle } = await startBot({
    review: (...asked) => {
      workspace.fail('chat.postMessage', 2, 'thread_not_found')
      return reviewOf(oneFinding())(...asked)
    },
  })
  await workspace.command('ana', 'review lib')
  await idle()
  expect(workspace.whispered('ana')).toEqual([
    'The message that this thread hangs on was deleted.\nAsk again in the channel; what was found is kept.',
  ])
})

test('five answers go by response_url and those after by Slack itself; none is lost', async () => {
  const { workspace, logged } = await openLine('HTTP', {
    async hear({ platform, place, person }) {
      for (let said = 1; said <= 7; said += 1) await platform.whisper(place, person.id, saying(`${said}`))
    },
  })
  await workspace.command('ana', 'seven times')
  expect(workspace.whispered('ana')).toEqual(['1', '2', '3', '4', '5', '6', '7'])
  const ephemeral = workspace.asked.filter(({ method }) => method === 'chat.postEphemeral')
  expect(ephemeral).toHaveLength(2)
  expect(logged.map(({ err }) => err?.message)).toEqual([
    'response_url has 0 of 5 uses left.',
    'response_url has 0 of 5 uses left.',
  ])
})

test('after thirty minutes response_url is not used any more', async () => {
  let clock = 0
  const { workspace } = await openLine(
    'HTTP',
    {
      async hear({ platform, place, person }) {
        workspace.passTime(31 * 60_000)
        clock += 31 * 60_000
        await platform.whisper(place, person.id, saying('late'))
      },
    },
    undefined,
    () => clock,
  )
  await workspace.command('ana', 'later')
  expect(workspace.whispered('ana')).toEqual(['late'])
  expect(workspace.asked.map(({ method }) => method)).toContain('chat.postEphemeral')
})

test('a form that names a channel which it is not in is answered in a direct message, with the button', async () => {
  const { workspace, idle } = await startBot({ review: reviewOf(oneFinding()) })
  const { elsewhere } = workspace
  await workspace.shortcut('ana', 'review')
  await idle()
  await workspace.submit('ana', { Paths: 'lib', 'Where the answer goes': elsewhere })
  await idle()
  const { channel } = await workspace.direct('ana', 'thanks a lot')
  const [said] = await workspace.timeline({ channel })
  expect(said && wordsOf(said)).toBe(`${invited}\n[Invite distreview]`)
  if (said) await workspace.press('ana', said, 'Invite distreview', { channel })
  await idle()
  expect((await workspace.timeline({ channel: elsewhere })).map(({ text }) => text)).toEqual([
    'Reviewed lib of shop.',
  ])
})

test('where no direct message can be opened, the form stays and says to choose a channel', async () => {
  const { workspace, idle } = await startBot({ review: reviewOf(oneFinding()) })
  await workspace.shortcut('ana', 'review')
  await idle()
  workspace.fail('conversations.open', 1, 'missing_scope')
  const sent = await workspace.submit('ana', { Paths: 'lib' })
  expect(sent.errors).toEqual({
    'Where the answer goes': 'Choose a channel: a direct message to you could not be opened.',
  })
  await workspace.submit('ana', { Paths: 'lib', 'Where the answer goes': workspace.channel })
  await idle()
  expect(await workspace.timeline()).toHaveLength(1)
})
