import { describe, expect, test } from 'vitest'
import type { Report } from '../../../src/review/report.ts'
import { aReport } from '../../blocks/sample.ts'
import { aFinding } from '../../blocks/sample-finding.ts'
import { sections } from '../../blocks/sample-sections.ts'
import { oneFinding, reviewOf } from '../reviews.ts'
import { aRoom } from './room.ts'

const at = 'acme/shop at main (3f2a91c)'
const alone = `(${at}. From the review alone: no model was asked, and nothing was run.)`

/** A room with one review of `lib/cluster`, and what is said in its thread. */
async function aThread(report: Report, admins: readonly string[] = []) {
  const room = await aRoom({ review: reviewOf(report), admins })
  await room.say('review lib/cluster on main')
  const thread = room.thread()
  return { ...room, ask: (words: string, by = 'ben') => room.say(words, { thread, by }) }
}

describe('about a finding, by the number of its card', () => {
  test('why it is critical: what follows from it, the evidence, the place, and the page of its rule', async () => {
    const { ask } = await aThread(oneFinding())
    const [card] = await ask('why is 1 critical?')
    expect([card?.slice(0, 2), card?.slice(-2)]).toEqual([
      [
        '# 1 · Why: Both sides of a cut have a majority of what they can see',
        'Critical, because of what follows from it: Both lead, and both accept decrements of the same stock.',
      ],
      [
        'Ask next: how does 1 fail · show the fix for 1',
        `(lib/cluster/leader_election.ex:34-35 · rule quorum-of-visible, page src/review/rules/quorum/quorum-of-visible/README.md · ${at})`,
      ],
    ])
    const [other] = await ask('why is 1 minor')
    expect(other?.[1]).toMatch(/^1 is critical, not minor\. Critical, because/)
  })

  test.each([
    ['how does 1 fail', 'How it fails'],
    ['show the fix for 1', 'Fix'],
  ])('%s opens what the button opens', async (words, title) => {
    const { ask } = await aThread(oneFinding())
    const [card, ...more] = await ask(words)
    expect([card?.[0], more]).toEqual([
      `# 1 · ${title}: Both sides of a cut have a majority of what they can see`,
      [],
    ])
  })

  test('one that is not there is said, with those that are', async () => {
    const { ask } = await aThread(oneFinding())
    expect(await ask('show the fix for 3')).toEqual([
      ['There is no finding 3 in this review.', 'Its findings are 1 alone; say findings for the list.'],
    ])
  })

  test('findings lists them all by their numbers', async () => {
    const { ask } = await aThread(oneFinding())
    expect(await ask('findings')).toEqual([
      [
        '# 1 critical in lib/cluster, src',
        '- 1 · Critical · Both sides of a cut have a majority of what they can see · lib/cluster/leader_election.ex:34-35',
        'Ask next: show 1 · why is 1 reported · show the fix for 1',
        `(${at}.)`,
      ],
    ])
  })
})

describe('about the whole', () => {
  test('which nodes can write during a partition: by cut, by operation, with places', async () => {
    const { ask } = await aThread(oneFinding({ sections: sections() }))
    expect(await ask('which nodes can write during a partition')).toEqual([
      [
        '# Who can write during a partition',
        'Every side can write, whichever of these cuts it is.',
        'By cut:',
        '- An even split (2 | 2): every side. writes are dirty. (lib/store.ex:12)',
        'By operation:',
        '- Shop.Stock.decrement/1 (stock, by mnesia:dirty_write/1) goes through on every side. dirty operations ask nobody. (lib/store.ex:12)',
        'Findings that bear on it:',
        '- 1 · Both sides of a cut have a majority of what they can see. (lib/cluster/leader_election.ex:34-35)',
        'At risk:',
        '- stock: both sides sell the last item. (lib/store.ex:12)',
        'Ask next: what if the network splits 3 | 2 · test plan',
        alone,
      ],
    ])
  })

  test('what the code does not show is said to be unknown, and why', async () => {
    const { ask } = await aThread(oneFinding({ sections: sections() }))
    const [card] = await ask('who can lead during a split')
    expect(card?.slice(1)).toEqual([
      'I can’t tell from the code.',
      'Findings that bear on it:',
      '- 1 · Both sides of a cut have a majority of what they can see. (lib/cluster/leader_election.ex:34-35)',
      'Unknown:',
      '- An even split, because no election was found.',
      'Ask next: what if the network splits 3 | 2 · test plan',
      alone,
    ])
  })

  test('what was not read, each with its reason', async () => {
    const { ask } = await aThread(oneFinding())
    const [card] = await ask('what did you not read?')
    expect(card).toEqual([
      '# What was not read',
      'Left out: 2 of 214 files, and 0 parts within files.',
      'Files:',
      '- lib/cluster/data.exs, 17 MB, over the limit.',
      '- lib/cluster/web.heex, a template.',
      'Not judged:',
      '- What runs outside lib/cluster, src; it was read for context alone.',
      '- How it behaves when links are cut: the code was read, and nothing was run.',
      'Ask next: checklist · test plan',
      alone,
    ])
  })

  test('what changed since the review before of the same paths in this channel', async () => {
    const before = oneFinding({ ranAt: '2026-08-12T09:00:00.000Z' })
    const fresh = aFinding({ title: 'Another', fingerprint: 'other', symbolFingerprint: 'other' })
    const reports = [before, oneFinding({ ranAt: '2026-11-03T09:00:00.000Z', findings: [fresh] })]
    const room = await aRoom({ review: async () => reports.shift() ?? before })
    await room.say('review lib/cluster on main')
    const thread = room.thread()
    expect((await room.say('what changed since last time', { thread }))[0]?.[1]).toBe(
      'I can’t tell: no earlier review of this is kept here.',
    )
    await room.say('review again', { thread })
    expect(await room.say('what changed since last time', { thread })).toEqual([
      [
        '# What changed since last time',
        '1 new, 0 still there, 1 fixed, from 2026-08-12 (3f2a91c) to 2026-11-03 (3f2a91c).',
        'New:',
        '- 1 · Critical · Another. (lib/cluster/leader_election.ex:34-35)',
        'Fixed, as the earlier review had them:',
        '- Critical · Both sides of a cut have a majority of what they can see. (lib/cluster/leader_election.ex:34-35)',
        'Ask next: findings · recommendations',
        alone,
      ],
    ])
  })

  test('recommendations name the findings that they mend', async () => {
    const mends = aFinding({ fingerprint: sections().recommendations[0]?.mends[0] ?? '' })
    const { ask } = await aThread(oneFinding({ findings: [mends], sections: sections() }))
    expect(await ask('what do you recommend?')).toEqual([
      [
        '# Recommendations',
        'Begin with 1: Count the configured voters.',
        'Now:',
        '- 1 · Count the configured voters. 2 to 4 hours. Mends 1. First: Name the voters. (lib/store.ex:12)',
        'Ask next: test plan · show the fix for 1',
        alone,
      ],
    ])
  })

  test('the test plan says what keeps its tests from being run', async () => {
    const { ask } = await aThread(oneFinding({ sections: sections() }))
    const [card] = await ask('test plan')
    expect(card?.slice(1, 5)).toEqual([
      '1 test, of which none runs as written.',
      '- 1 · Cut the cluster in two. Level: multi-vm. Fault: iptables -A INPUT -s 10.0.0.2 -j DROP. Wait 80 s: 75 s of detection. Passes when: no invariant is broken.',
      'What keeps them from being run as they are:',
      '- 1: the addresses are not in the code.',
    ])
  })

  test.each(['recommendations', 'test plan', 'which nodes can write during a partition'])(
    'of a review that had no such part %s says so',
    async (words) => {
      const { ask } = await aThread(oneFinding({ sections: null }))
      const [card] = await ask(words)
      expect(card?.slice(1, 5)).toEqual([
        'I can’t tell from this review.',
        'Unknown:',
        expect.stringMatching(/, because the review was made by a version that did not look at it\.$/),
        'Ask next: review again',
      ])
    },
  )
})

describe('a question that no phrase reads, without a model', () => {
  test('is answered by the part of the review that it is about', async () => {
    const { ask } = await aThread(oneFinding({ sections: sections() }))
    const [card] = await ask('so would the minority still accept a decrement?')
    expect(card?.[0]).toBe('# Who can write during a partition')
  })

  test('else what could be asked is said', async () => {
    const { ask } = await aThread(oneFinding())
    expect(await ask('is the cache safe?')).toEqual([
      [
        '# I can’t tell from the code',
        'No part of the review answers “is the cache safe?”. No model key is set; with ANTHROPIC_API_KEY a model reads the code and answers with its places.',
        'Ask next: why is 1 reported · how does 1 fail · show the fix for 1 · which nodes can write during a partition · what if one node is isolated · what did you not read · what changed since last time · recommendations · test plan',
        alone,
      ],
    ])
  })

  test('every question that is offered is one that is read', async () => {
    const { ask } = await aThread(oneFinding({ sections: sections() }))
    const [card] = await ask('is the cache safe?')
    const offered = card?.find((line) => line.startsWith('Ask next: '))?.slice('Ask next: '.length) ?? ''
    for (const words of offered.split(' · ')) {
      const [answer] = await ask(words)
      expect([words, answer?.[0]]).not.toEqual([words, '# I can’t tell from the code'])
      expect(answer?.join(' ')).not.toMatch(/not a word that I know|is not understood/)
    }
  })
})

describe('what is dismissed by words', () => {
  const important = oneFinding({ findings: [aFinding({ severity: 'important' })] })

  test('keeps its reason, is marked on its card, and is taken back', async () => {
    const { ask } = await aThread(important)
    expect(await ask('ignore 1 because that cache is per node on purpose')).toEqual([
      [
        '1 is dismissed here (Shop.LeaderElection.elect/1), by ben, until its code changes. Reason kept: “that cache is per node on purpose”.',
        'Both sides of a cut have a majority of what they can see · lib/cluster/leader_election.ex:34-35 · open at 3f2a91c',
        'Ask next: undo 1',
      ],
    ])
    expect((await ask('findings'))[0]?.[1]).toMatch(/ · Dismissed by ben until its code changes\.$/)
    expect(await ask('undo 1', 'ana')).toEqual([
      [
        '“Both sides of a cut have a majority of what they can see” counts again: ana took the dismissal back.',
      ],
    ])
    expect((await ask('findings'))[0]?.[1]).not.toContain('Dismissed')
  })

  test('undo alone takes back the last of the same person', async () => {
    const { ask } = await aThread(important)
    await ask('ignore 1 because it is mine')
    expect((await ask('undo', 'ana'))[0]?.[0]).toBe('You have dismissed nothing here that still stands.')
    expect(await ask('undo')).toEqual([
      [
        '“Both sides of a cut have a majority of what they can see” counts again: ben took the dismissal back.',
        'It had been dismissed because “it is mine”.',
      ],
    ])
  })

  test('a critical one is dismissed by those who run the workspace alone', async () => {
    const { ask } = await aThread(oneFinding(), ['ana'])
    expect((await ask('ignore 1 because no'))[0]?.[0]).toMatch(/^A critical finding is dismissed by an admin/)
    expect((await ask('ignore 1 because no', 'ana'))[0]?.[0]).toMatch(/^1 is dismissed here/)
  })
})

test('show 1 more, then the rest, then the minor ones, then no more', async () => {
  const { ask } = await aThread(aReport())
  const numbers = async (words: string) =>
    (await ask(words)).map((lines) =>
      lines.filter((line) => /^# \d/.test(line)).map((line) => line.split(' · ')[0]),
    )
  expect(await numbers('show 1 more')).toEqual([['# 9']])
  expect(await numbers('show 5 more')).toEqual([['# 10', '# 2 minor findings in lib/cluster, src']])
  expect(await ask('show more')).toEqual([
    ['There are no more findings than those above.', 'Say findings for the list of all.'],
  ])
})

test('review again asks for the same paths of the same ref', async () => {
  const review = reviewOf(oneFinding({ depth: 'quick' }))
  const room = await aRoom({ review })
  await room.say('review lib/a and lib/b on release of depot quick')
  await room.say('review again', { thread: room.thread() })
  const [first, second] = review.requests
  expect(second).toEqual(first)
})

test('outside a thread of ours the last review of the channel is meant; without one, that is said', async () => {
  const room = await aRoom({ review: reviewOf(oneFinding()) })
  expect(await room.say('findings')).toEqual([
    [
      'There is no review here that this could be about.',
      'Review first, for example: review lib/cluster on main.',
    ],
  ])
  await room.say('review lib/cluster on main')
  expect((await room.say('findings', { thread: 'of another talk' }))[0]?.[0]).toBe(
    '# 1 critical in lib/cluster, src',
  )
  await room.say('findings', { via: 'command' })
  expect(room.whispered().map(([first]) => first)).toEqual(['# 1 critical in lib/cluster, src'])
})
