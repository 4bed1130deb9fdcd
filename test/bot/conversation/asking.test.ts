import { describe, expect, test } from 'vitest'
import { reviewFormName } from '../../../src/blocks/cards/review-form.ts'
import type { Review } from '../../../src/review/request.ts'
import { oneFinding, reviewOf } from '../reviews.ts'
import { aRoom } from './room.ts'

const steps: Review = reviewOf(oneFinding())

describe('nothing said', () => {
  test('opens the form where the platform gives leave to', async () => {
    const room = await aRoom({ review: steps })
    expect(await room.say('', { via: 'command', opening: 'leave' })).toEqual([])
    const [form] = room.forms
    expect(form?.fields.map(({ name, kind, value }) => [name, kind, value])).toEqual([
      ['repository', 'choice', 'shop'],
      ['paths', 'text', null],
      ['ref', 'text', null],
      ['depth', 'choice', 'standard'],
    ])
  })

  test('else gets the help', async () => {
    const room = await aRoom({ review: steps })
    expect((await room.say(''))[0]?.[0]).toBe('# What you can say')
    const none = await aRoom({ review: steps, repositories: [] })
    expect((await none.say('', { opening: 'leave' }))[0]?.[0]).toBe('# What you can say')
    expect([room.forms, none.forms]).toEqual([[], []])
  })
})

describe('the form asks for the review that it is filled in with', () => {
  test.each([
    [
      { repository: 'depot', paths: 'lib/a, lib/b and src', ref: 'release', depth: 'quick' },
      { source: 'acme/depot', paths: ['lib/a', 'lib/b', 'src'], ref: 'release', depth: 'quick' },
    ],
    [{ depth: 'standard' }, { source: 'acme/shop', paths: [], ref: null, depth: 'standard' }],
    [
      { repository: 'shop', paths: 'https://git.example/acme/depot/tree/main/lib/x', depth: 'deep' },
      { source: 'acme/depot', paths: ['lib/x'], ref: 'main', depth: 'deep' },
    ],
  ])('%j', async (answers, asked) => {
    const review = reviewOf(oneFinding())
    const room = await aRoom({ review })
    const [parent] = await room.submit(reviewFormName, answers)
    expect(parent?.[0]).toMatch(/^distreview Reviewed /)
    expect(
      review.requests.map(({ source, paths, ref, depth }) => ({ source: source.name, paths, ref, depth })),
    ).toEqual([asked])
  })

  test.each([
    [{ paths: '../x' }, '"../x" leaves the folder that it starts in.'],
    [{ paths: 'lib', ref: 'main and more' }, '"main and more" is not one branch, tag or commit.'],
    [{ paths: 'https://git.example/acme/shop', ref: 'dev' }, 'A link says its branch by itself.'],
    [{ repository: 'gone' }, 'No repository "gone" is connected.'],
  ])('%j is refused in a sentence, to that person alone', async (answers, sentence) => {
    const review = reviewOf(oneFinding())
    const room = await aRoom({ review })
    expect(await room.submit(reviewFormName, answers)).toEqual([])
    expect([room.whispered().map(([first]) => first), review.requests]).toEqual([[sentence], []])
  })
})

describe('a link', () => {
  const shop = 'https://git.example/acme/shop'
  test.each([
    [shop, [], null],
    [`${shop}.git`, null, null],
    [`${shop}/tree/main/lib/cluster`, ['lib/cluster'], 'main'],
    [`${shop}/blob/v1.2/lib/stock.ex#L18`, ['lib/stock.ex'], 'v1.2'],
    [`${shop}/blob/main/lib/a%20b.ex?plain=1`, ['lib/a b.ex'], 'main'],
    [`${shop}/-/tree/main/lib?ref_type=heads`, ['lib'], 'main'],
    [`${shop}/src/branch/main/lib`, ['lib'], 'main'],
    [
      `${shop}/commit/3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b`,
      [],
      '3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b',
    ],
    [`${shop}/pull/12/files`, [], 'refs/pull/12/head'],
    [`${shop}/-/merge_requests/7`, [], 'refs/merge-requests/7/head'],
    ['https://GIT.example/Acme/Shop/tree/main', [], 'main'],
    [`${shop}/issues/4`, null, null],
    [`${shop}/pull/abc`, null, null],
    [`${shop}/tree/main/..%2f..%2fetc`, null, null],
    [`${shop}/tree/main/%ff`, null, null],
    [`${shop}-other/tree/main/lib`, null, null],
    ['https://elsewhere.example/acme/shop/tree/main/lib', null, null],
  ])('%s', async (address, paths, ref) => {
    const review = reviewOf(oneFinding())
    const room = await aRoom({ review })
    const [first] = await room.say(address)
    const asked = review.requests.map((each) => ({
      source: each.source.name,
      paths: each.paths,
      ref: each.ref,
    }))
    expect(asked).toEqual(paths === null ? [] : [{ source: 'acme/shop', paths, ref }])
    if (paths === null)
      expect(first?.[0]).toMatch(
        /is not in a repository that is connected here|shows no folder|leaves the folder/,
      )
  })

  test('to what is not connected is refused in one sentence, with what is', async () => {
    const room = await aRoom({ review: steps })
    expect(await room.say('could you review https://git.example/acme/secret/tree/main/lib?')).toEqual([
      [
        'https://git.example/acme/secret/tree/main/lib is not in a repository that is connected here.',
        'Connected: shop, depot.',
      ],
    ])
  })
})

test('repos lists what is connected', async () => {
  const room = await aRoom({ review: steps })
  expect(await room.say('which repositories are connected?')).toEqual([
    [
      '# 2 repositories are connected',
      '- shop https://git.example/acme/shop · the default',
      '- depot https://git.example/acme/depot',
      'Say: review . of depot',
    ],
  ])
})

test('status says how far each review of the channel is, and which was answered last', async () => {
  let finish: () => void = () => {}
  const held = new Promise<void>((resolve) => {
    finish = resolve
  })
  let begun: () => void = () => {}
  const begins = new Promise<void>((resolve) => {
    begun = resolve
  })
  let first = true
  const room = await aRoom({
    review: async (_request, progress) => {
      if (first) {
        first = false
        return oneFinding()
      }
      progress({ phase: 'fetch', state: 'done', text: 'found 9 files', commit: null })
      begun()
      await held
      return oneFinding()
    },
  })
  await room.say('review lib on main')
  expect(await room.say('status')).toEqual([
    [
      '# No review is under way in this channel',
      'Last answered: lib/cluster, src · acme/shop at main (3f2a91c) · 1 critical.',
    ],
  ])
  const answered = room.say('review lib/cluster on release of depot')
  await begins
  const status = room.say('what is running?')
  await expect
    .poll(() => room.all().find((lines) => lines[0] === '# 1 review under way in this channel'))
    .toEqual([
      '# 1 review under way in this channel',
      '- lib/cluster of depot at release · ✓ found 9 files',
      'Last answered: lib/cluster, src · acme/shop at main (3f2a91c) · 1 critical.',
      '(To end one, say cancel in its thread, or press Cancel there.)',
    ])
  finish()
  await Promise.all([answered, status])
})
