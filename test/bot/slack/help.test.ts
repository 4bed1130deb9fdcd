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
- \`review https://git.example/acme/shop/tree/main/lib\` reviews what a link shows, or the link alone: a folder, a file, a commit, a pull request or a merge request of a connected repository.
- \`form\` asks for the repository, paths, branch and depth of a review; a command without words does the same.
- \`status\` says which reviews are under way in this channel, and how far each is.
- \`cancel\` ends a review under way: the one of this thread, or else your own.
- \`repos\` lists the repositories that are connected.
- \`findings\` lists those of the last review here by the numbers of their cards.
- \`why is 2 critical\` gives its evidence; also how does 1 fail, show the fix for 3, show 4, show 5 more.
- \`ignore 4 because that cache is per node on purpose\` dismisses a finding in this channel until its code changes; undo 4 takes it back.
- \`which nodes can write during a partition\` answers from the review, with places; also read, lead, what did you not read, what changed since last time, checklist, recommendations, test plan, architecture, what holds.
- \`review again\` reviews the same paths of the same branch as it is now.
- \`evaluate\` asks what you need and says which coordination mechanism fits; a use case after it, as in: evaluate a lock for a nightly job on 6 nodes, is answered at once.
- \`what if 2 of 5 nodes fail\` says who can write, lead and read then, over the last review here or the figures that you state; also a cut 3 | 2, a lost region, a clock that jumps, DNS that fails, a slow node, a rolling deploy, 80 nodes.
- \`incident two nodes ran the nightly job after a network cut\` says which findings of the last review here explain it, and what to check first.
- \`schedule quarterly at 09:00 Europe/Berlin for lib/cluster\` reviews it again and again, and reports here what is new, still there and fixed; also monthly and weekly. Unsaid, the time is 09:00 UTC.
- \`schedules\` lists the schedules of this channel with the next run of each.
- \`unschedule 1\` ends one, by its number.
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
- \`review https://git.example/acme/shop/tree/main/lib\` reviews what a link shows, or the link alone: a folder, a file, a commit, a pull request or a merge request of a connected repository.
- \`status\` says which reviews are under way in this channel, and how far each is.
- \`cancel\` ends a review under way: the one of this thread, or else your own.
- \`repos\` lists the repositories that are connected.
- \`findings\` lists those of the last review here by the numbers of their cards.
- \`why is 2 critical\` gives its evidence; also how does 1 fail, show the fix for 3, show 4, show 5 more.
- \`ignore 4 because that cache is per node on purpose\` dismisses a finding in this channel until its code changes; undo 4 takes it back.
- \`which nodes can write during a partition\` answers from the review, with places; also read, lead, what did you not read, what changed since last time, checklist, recommendations, test plan, architecture, what holds.
- \`review again\` reviews the same paths of the same branch as it is now.
- \`evaluate\` asks what you need and says which coordination mechanism fits; a use case after it, as in: evaluate a lock for a nightly job on 6 nodes, is answered at once.
- \`what if 2 of 5 nodes fail\` says who can write, lead and read then, over the last review here or the figures that you state; also a cut 3 | 2, a lost region, a clock that jumps, DNS that fails, a slow node, a rolling deploy, 80 nodes.
- \`incident two nodes ran the nightly job after a network cut\` says which findings of the last review here explain it, and what to check first.
- \`schedule quarterly at 09:00 Europe/Berlin for lib/cluster\` reviews it again and again, and reports here what is new, still there and fixed; also monthly and weekly. Unsaid, the time is 09:00 UTC.
- \`schedules\` lists the schedules of this channel with the next run of each.
- \`unschedule 1\` ends one, by its number.
- \`help\` shows this.`,
  )
  expect(workspace.whispers).toEqual([])
})
