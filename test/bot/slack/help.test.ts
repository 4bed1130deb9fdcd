import { expect, test } from 'vitest'
import { shop, startBot } from '../bot.ts'

const review = () => Promise.reject(new Error('Nothing is reviewed here.'))

test('help by command is whispered, and names what is built and nothing else', async () => {
  const { workspace, idle } = await startBot({ review })
  await workspace.command('ana', 'help')
  await idle()
  expect(workspace.whispered('ana')).toEqual([
    `What you can say
- \`review lib/cluster on main\` reviews a path at a branch, tag or commit; the answer comes in a thread.
- \`review .\` reviews the whole of shop at the head of its default branch.
- \`review . of depot\` picks another repository. Connected: shop, depot.
- \`evaluate\` asks what you need and says which coordination mechanism fits; a use case after it, as in: evaluate a lock for a nightly job on 6 nodes, is answered at once.
- \`what if 2 of 5 nodes fail\` says who can write, lead and read then, over the last review here or the figures that you state; also a cut 3 | 2, a lost region, a clock that jumps, DNS that fails, a slow node, a rolling deploy, 80 nodes.
- \`schedule quarterly at 09:00 Europe/Berlin for lib/cluster\` reviews it again and again, and reports here what is new, still there and fixed; also monthly and weekly. Unsaid, the time is 09:00 UTC.
- \`schedules\` lists the schedules of this channel with the next run of each.
- \`unschedule 1\` ends one, by its number.
- \`cancel\` ends a review under way: the one of this thread, or else your own.
- \`help\` shows this.`,
  ])
  expect(await workspace.timeline()).toEqual([])
})

test('help by mention is posted in the thread of the mention, without a repository that is not there', async () => {
  const { workspace, idle } = await startBot({ review, repositories: [shop] })
  const { ts } = await workspace.mention('ben', 'help')
  await idle()
  expect(await workspace.reads(ts)).toBe(
    `ben: <@${workspace.personId('distreview')}> help

distreview: What you can say
- \`review lib/cluster on main\` reviews a path at a branch, tag or commit; the answer comes in a thread.
- \`review .\` reviews the whole of shop at the head of its default branch.
- \`evaluate\` asks what you need and says which coordination mechanism fits; a use case after it, as in: evaluate a lock for a nightly job on 6 nodes, is answered at once.
- \`what if 2 of 5 nodes fail\` says who can write, lead and read then, over the last review here or the figures that you state; also a cut 3 | 2, a lost region, a clock that jumps, DNS that fails, a slow node, a rolling deploy, 80 nodes.
- \`schedule quarterly at 09:00 Europe/Berlin for lib/cluster\` reviews it again and again, and reports here what is new, still there and fixed; also monthly and weekly. Unsaid, the time is 09:00 UTC.
- \`schedules\` lists the schedules of this channel with the next run of each.
- \`unschedule 1\` ends one, by its number.
- \`cancel\` ends a review under way: the one of this thread, or else your own.
- \`help\` shows this.`,
  )
  expect(workspace.whispers).toEqual([])
})
