import { expect, test } from 'vitest'
import { topologyPicture } from '../../../src/blocks/pictures/topology.ts'
import type { Report } from '../../../src/review/report.ts'
import type { Progress, Review } from '../../../src/review/request.ts'
import { aQuietReport, aReport } from '../../blocks/sample.ts'
import { wordsOf } from '../../workspace/messages.ts'
import { depot, shop, startBot } from '../bot.ts'
import { commit, oneFinding, reviewOf } from '../reviews.ts'

const answer = `distreview: 1 critical in lib/cluster, src
Both lead, and both accept decrements of the same stock. Start with 1.
(${topologyPicture(oneFinding())?.alt})
acme/shop at main (3f2a91c). Read 212 of 214 files, 31,480 lines (2 left out: lib/cluster/data.exs, 17 MB, over the limit; lib/cluster/web.heex, a template). 9 more files read for context. 58 rules, 1.9 s.
[Checklist: 3 of 13] [Architecture]

distreview: 1 · Critical · Both sides of a cut have a majority of what they can see
\`lib/cluster/leader_election.ex:34-35\` · <open at 3f2a91c|https://github.com/acme/shop/blob/${commit}/lib/cluster/leader_election.ex#L34-L35> · in \`Shop.LeaderElection.elect/1\` · confidence 92: computed witness
\`\`\`
    reachable = length([node() | Node.list()])
    if reachable >= div(reachable, 2) + 1, do: become_leader()
\`\`\`
The size of the cluster is counted from the nodes that are visible, so it shrinks with the partition. Both lead, and both accept decrements of the same stock.
Looked for and not found: a configured voter list; a vote per term; a fencing token at \`Stock.put/2\`.
[How it fails] [Show fix] [Why] [Which mechanism fits?] [Right] [Wrong]`

const parent = (
  who: string,
): string => `distreview: distreview Reviewed \`lib/cluster, src\` of shop at \`main\` (3f2a91c)${who}.
✓ fetched 1.3 MB in 0.4 s · ✓ read 212 files, 31,480 lines · ✓ 58 rules
1 critical in lib/cluster, src. Start with 1: Both sides of a cut have a majority of what they can see.`

test('a command leaves one thread: who asked, how it went, the summary and a card for each finding', async () => {
  const review = reviewOf(oneFinding())
  const { workspace, idle } = await startBot({ review })
  await workspace.command('ana', 'review lib/cluster, src on main')
  await idle()
  const [first, ...others] = await workspace.timeline()
  expect(others).toEqual([])
  expect(await workspace.reads(first?.ts ?? '')).toBe(`${parent(' for ana')}\n\n${answer}`)
  expect(workspace.whispers).toEqual([])
  expect(review.requests).toEqual([
    { source: shop.source, paths: ['lib/cluster', 'src'], ref: 'main', worktree: false },
  ])
})

test('a mention is answered in its thread, and in the thread that it was made in', async () => {
  const { workspace, idle } = await startBot({ review: reviewOf(oneFinding()) })
  const words = 'please review lib/cluster and src on main'
  const { ts } = await workspace.mention('ana', words)
  await idle()
  const us = workspace.personId('distreview')
  expect(await workspace.reads(ts)).toBe(`ana: <@${us}> ${words}\n\n${parent('')}\n\n${answer}`)
  await workspace.mention('ben', words, { thread: ts })
  await idle()
  const { length } = await workspace.messages(ts)
  expect(length).toBe(8)
  expect(await workspace.timeline()).toHaveLength(1)
})

test('another repository is picked by its name, whatever its case', async () => {
  const review = reviewOf(oneFinding())
  const { workspace, idle } = await startBot({ review })
  await workspace.command('ana', 'review . of Depot')
  await idle()
  expect(review.requests).toEqual([{ source: depot.source, paths: [], ref: null, worktree: false }])
})

test('at most eight findings get a card at once, and none is lost', async () => {
  const report = aReport()
  const { workspace, idle } = await startBot({ review: reviewOf(report) })
  await workspace.command('ana', 'review lib/cluster, src on main')
  await idle()
  const [first] = await workspace.timeline()
  const thread = first?.ts ?? ''
  const [, summary, ...cards] = await workspace.messages(thread)
  if (!summary) throw new Error('There is no summary.')
  expect(cards).toHaveLength(8)
  await workspace.press('ana', summary, 'Show 4 more')
  await idle()
  const thirdPart = (await workspace.messages(thread)).slice(10)
  const words = [summary, ...cards, ...thirdPart].map(wordsOf).join('\n')
  const titles = report.findings.filter(({ posted }) => posted).map(({ title }) => title)
  expect(titles.filter((title) => !words.includes(title))).toEqual([])
})

test('a review that finds nothing says what holds', async () => {
  const { workspace, idle } = await startBot({ review: reviewOf(aQuietReport()) })
  await workspace.command('ana', 'review lib/cluster on main')
  await idle()
  const [first] = await workspace.timeline()
  const [headline, card, ...others] = await workspace.messages(first?.ts ?? '')
  expect(others).toEqual([])
  expect(headline && wordsOf(headline).split('\n').at(-1)).toBe('Nothing found in lib/cluster.')
  expect(card && wordsOf(card).split('\n').slice(0, 4)).toEqual([
    'Nothing found in lib/cluster',
    'What holds, with its place:',
    `- leadership by :ra with 5 voters: <lib/store.ex:12|https://github.com/acme/shop/blob/${commit}/lib/store.ex#L12>`,
    `- remote calls have time limits (7 of 7): <lib/store.ex:40-44|https://github.com/acme/shop/blob/${commit}/lib/store.ex#L40-L44>, <src/shop_sync.erl:18|https://github.com/acme/shop/blob/${commit}/src/shop_sync.erl#L18>`,
  ])
})

test('of edits that follow each other faster than Slack answers only the latest is made, and the last always', async () => {
  const { workspace, idle } = await startBot({
    review: async (_request, progress) => {
      for (let read = 1; read <= 200; read += 1) {
        progress({ phase: 'read', state: 'under-way', text: `read ${read} files`, commit })
      }
      return oneFinding()
    },
  })
  await workspace.command('ana', 'review . on main')
  await idle()
  const edits = workspace.asked.filter(({ method }) => method === 'chat.update')
  // The first step, the latest when that had landed, and the end.
  expect(edits).toHaveLength(3)
  const [first] = await workspace.timeline()
  expect(first && wordsOf(first)).toContain('◌ read 200 files')
  expect(first && wordsOf(first)).toContain('1 critical in lib/cluster, src.')
})

test('an edit that Slack refuses is logged, and the answer and the last edit land all the same', async () => {
  const { workspace, idle, logged } = await startBot({ review: reviewOf(oneFinding()) })
  workspace.fail('chat.update', 1)
  await workspace.command('ana', 'review lib/cluster, src on main')
  await idle()
  const [first] = await workspace.timeline()
  expect(await workspace.reads(first?.ts ?? '')).toBe(`${parent(' for ana')}\n\n${answer}`)
  expect(logged.map(({ msg }) => msg)).toEqual([
    'The first message of a review could not be edited.',
    'reviewed',
  ])
})

test('two reviews of the same commit and paths at once are one, and both are answered', async () => {
  const gate = deferred<Report>()
  const signals: (AbortSignal | undefined)[] = []
  const review: Review = (_request, progress, signal) => {
    signals.push(signal)
    progress({ phase: 'fetch', state: 'done', text: `fetched by ${signals.length}`, commit })
    return signals.length === 1 ? gate.promise : new Promise(() => {})
  }
  const { workspace, idle } = await startBot({ review })
  await workspace.command('ana', 'review lib/cluster, src on main')
  await workspace.command('ben', 'review src and lib/cluster on main')
  await workspace.waitFor('both first messages', async () => {
    const shown = (await workspace.timeline()).map(wordsOf)
    return shown.length === 2 && shown.every((words) => words.includes('✓ fetched by 1'))
  })
  gate.resolve(oneFinding())
  await idle()
  expect(signals.map((signal) => signal?.aborted)).toEqual([false, true])
  const threads = await Promise.all((await workspace.timeline()).map(({ ts }) => workspace.messages(ts)))
  expect(threads.map((thread) => thread.length)).toEqual([3, 3])
})

test('reviews of different commits at once are each made', async () => {
  const gate = deferred<Report>()
  let made = 0
  const review: Review = (request, progress, signal) => {
    made += 1
    const step: Progress = { phase: 'fetch', state: 'done', text: 'fetched', commit: request.ref }
    progress(step)
    signal?.addEventListener('abort', () => gate.reject(new Error('aborted')))
    return gate.promise
  }
  const { workspace, idle } = await startBot({ review })
  await workspace.command('ana', `review . on ${'a'.repeat(40)}`)
  await workspace.command('ben', `review . on ${'b'.repeat(40)}`)
  await workspace.waitFor('both reviews', () => made === 2)
  gate.resolve(oneFinding())
  await idle()
  const threads = await Promise.all((await workspace.timeline()).map(({ ts }) => workspace.messages(ts)))
  expect(threads.map((thread) => thread.length)).toEqual([3, 3])
})

function deferred<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
