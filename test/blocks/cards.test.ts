import { describe, expect, test } from 'vitest'
import { actions, subjectOf } from '../../src/blocks/cards/actions.ts'
import { type Progress, progressCard } from '../../src/blocks/cards/progress.ts'
import { helpCard, refusalCard } from '../../src/blocks/cards/said.ts'
import { type Deal, moreCards, orderedCards, wholeCards } from '../../src/blocks/cards.ts'
import { terminal } from '../../src/blocks/terminal.ts'
import { Refusal } from '../../src/review/refusal.ts'
import { aQuietReport, aReport } from './sample.ts'
import { aFinding } from './sample-finding.ts'
import { wordsOf } from './words-of.ts'

const deal: Deal = { first: 8, review: 'review-1' }

describe('a report as people first see it', () => {
  test('the summary: how many, what the worst leads to, the minor ones, what was read, buttons', () => {
    const [summary] = orderedCards(aReport(), deal)
    expect(summary?.summary).toBe(
      '3 critical, 7 important, 2 minor in lib/cluster, src. Start with 1: Both sides of a cut have a majority of what they can see.',
    )
    expect(summary && wordsOf(summary)).toEqual([
      '# 3 critical, 7 important, 2 minor in lib/cluster, src',
      'Both lead, and both accept decrements of the same stock. Start with 1.',
      'The 8 worst of 10 critical and important findings follow.',
      'Minor:',
      '- 11 · Four voters tolerate no more than three do · config/runtime.exs:20-24',
      '- 12 · The tick time differs between releases · rel/vm.args:7',
      '(1 possible finding below the posting threshold is not shown.)',
      '(acme/shop at main (3f2a91c). Read 212 of 214 files, 31,480 lines (2 left out: lib/cluster/data.exs, 17 MB, over the limit; lib/cluster/web.heex, a template). 9 more files read for context. 58 rules, 1.9 s.)',
      '(Not read within a file: src/shop_old.erl:10-31, an unfinished form.)',
      '(The clone is shallow.)',
      '[Checklist: 3 of 13] [Architecture] [Show 4 more]',
    ])
  })

  test('then the eight worst, worst first; minor ones and the rest have no card', () => {
    expect(titles(orderedCards(aReport(), deal)).slice(1)).toEqual([
      '1 · Critical · Both sides of a cut have a majority of what they can see.',
      '2 · Critical · Stock is changed with dirty operations.',
      '3 · Critical · Nothing happens when a partition heals.',
      '4 · Important · A lease that is decided by wall time.',
      '5 · Important · A name of hostile code.',
      '6 · Important · A remote call that may wait for ever.',
      '7 · Important · A name is looked up and then taken, case 6.',
      '8 · Important · A name is looked up and then taken, case 7.',
    ])
  })

  test('more findings: the next cards, then the minor ones as a list', () => {
    const cards = moreCards(aReport(), 8, deal)
    expect(titles(cards)).toEqual([
      '9 · Important · A name is looked up and then taken, case 8.',
      '10 · Important · A name is looked up and then taken, case 9.',
      '2 minor findings in lib/cluster, src.',
    ])
    expect(cards[2] && wordsOf(cards[2])).toEqual([
      '# 2 minor findings in lib/cluster, src',
      '- 11 · Four voters tolerate no more than three do · config/runtime.exs:20-24 · The list of voters has four names.',
      '- 12 · The tick time differs between releases · rel/vm.args:7 · One release sets net_ticktime to 5, the other leaves 60.',
    ])
  })

  test('page by page, every finding is seen once', () => {
    const paged = { first: 4, review: 'review-1' }
    const first = orderedCards(aReport(), paged)
    const second = moreCards(aReport(), 4, paged)
    const third = moreCards(aReport(), 8, paged)
    expect(first.length + second.length + third.length).toBe(1 + 10 + 1)
    expect(first[0] && wordsOf(first[0]).at(-1)).toContain('[Show 8 more]')
    expect(second.at(-1)?.parts.at(-1)).toEqual({
      kind: 'buttons',
      buttons: [{ label: 'Show 4 more', action: 'show-more', value: 'review-1 8' }],
    })
  })

  test('with all, what is below the threshold comes last and the other numbers stay', () => {
    expect(titles(moreCards(aReport(), 8, { ...deal, all: true }))).toEqual([
      '9 · Important · A name is looked up and then taken, case 8.',
      '10 · Important · A name is looked up and then taken, case 9.',
      '13 · Important · A remote pid is kept in a table.',
      '2 minor findings in lib/cluster, src.',
    ])
  })

  test('nothing found: what holds with its places, what was not judged', () => {
    const cards = orderedCards(aQuietReport(), deal)
    expect(cards.map(wordsOf)).toEqual([
      [
        '# Nothing found in lib/cluster',
        'What holds, with its place:',
        '- leadership by :ra with 5 voters: lib/store.ex:12',
        '- remote calls have time limits (7 of 7): lib/store.ex:40-44, src/shop_sync.erl:18',
        'Not judged:',
        '- What runs outside lib/cluster.',
        '- How it behaves under a real partition: the code was read, nothing was run.',
        '- 8 of 13 items of the checklist: nothing that was read shows them.',
        '(acme/shop at main (3f2a91c). Read all 212 files, 31,480 lines. 9 more files read for context. 58 rules, 1.9 s.)',
        '[Checklist: 3 of 13] [Architecture]',
      ],
    ])
  })

  test('nothing found and nothing to judge: neither is claimed', () => {
    const [card] = orderedCards(aQuietReport({ examined: [] }), deal)
    expect(card && wordsOf(card)[1]).toBe(
      'None of the 58 rules met a place to judge, so nothing is said to hold either.',
    )
  })

  test('too little evidence is not "nothing found"', () => {
    const { coverage } = aReport()
    const [card] = orderedCards(aQuietReport({ verdict: 'insufficient-evidence', coverage }), deal)
    expect(card && wordsOf(card).slice(0, 4)).toEqual([
      '# Too little could be read in lib/cluster to judge it',
      'Nothing was judged, so nothing counts as found or as absent in acme/shop at main (3f2a91c).',
      'Not read:',
      '- lib/cluster/data.exs, 17 MB, over the limit',
    ])
  })
})

describe('buttons', () => {
  test('appear only where what they open has content', () => {
    const bare = aFinding({
      failureScenario: [],
      witness: { kind: 'none', because: '' },
      fix: { summary: '', code: null, language: 'elixir', residualRisk: null, patch: null },
      evidence: [],
      guardsLookedFor: [],
      sources: [],
    })
    const nothing = {
      distribution: { value: 'unknown' as const, because: 'no vm.args' },
      discovery: [],
      libraries: [],
      registries: [],
      pubsub: [],
    }
    const cards = orderedCards(aReport({ findings: [bare], architecture: nothing }), deal)
    expect(cards.map((card) => wordsOf(card).at(-1))).toEqual([
      '[Checklist: 3 of 13]',
      '[Which mechanism fits?] [Right] [Wrong]',
    ])
  })

  test('ask for another mechanism where that would mend it, whatever else is known of the finding', () => {
    const labels = (family: string) => {
      const [, card] = orderedCards(aReport({ findings: [aFinding({ family })] }), deal)
      return card && wordsOf(card).at(-1)
    }
    for (const family of ['quorum', 'leadership', 'registries', 'clocks', 'mnesia']) {
      expect(labels(family), family).toBe(
        '[How it fails] [Show fix] [Why] [Which mechanism fits?] [Right] [Wrong]',
      )
    }
    expect(labels('remote-calls')).toBe('[How it fails] [Show fix] [Why] [Right] [Wrong]')
  })

  test('say which review and finding they are of, and every action is one that is listened to', () => {
    const buttons = orderedCards(aReport(), deal).flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons : [])),
    )
    expect(buttons.filter(({ action }) => !Object.hasOwn(actions, action))).toEqual([])
    expect(subjectOf('review-1 a1b2c3d4e5f60718')).toEqual({ review: 'review-1', of: 'a1b2c3d4e5f60718' })
    expect(subjectOf('review-1')).toEqual({ review: 'review-1', of: null })
    expect(buttons.find(({ action }) => action === 'show-fix')?.value).toBe('review-1 a1b2c3d4e5f60718')
  })

  test('are nowhere without a review to speak of', () => {
    expect(JSON.stringify(orderedCards(aReport(), { first: 8 }))).not.toContain('buttons')
    expect(JSON.stringify(wholeCards(aReport()))).not.toContain('buttons')
  })
})

describe('what is said on the way', () => {
  const progress: Progress = {
    requester: 'ana',
    repository: 'acme/shop',
    paths: ['lib/cluster'],
    ref: 'main',
    commit: '3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b',
    phases: [
      { state: 'done', words: 'fetched 1.3 MB in 0.4 s' },
      { state: 'under-way', words: '58 rules' },
      { state: 'left-out', words: 'expert' },
    ],
    state: 'under-way',
    note: null,
    buttons: [{ label: 'Cancel', action: 'cancel', value: 'review-1' }],
  }

  test('progress: who, what, the phases with their marks', () => {
    expect(wordsOf(progressCard(progress))).toEqual([
      'distreview Reviewing lib/cluster of acme/shop at main (3f2a91c) for ana.',
      '✓ fetched 1.3 MB in 0.4 s · ◌ 58 rules · – expert',
      '[Cancel]',
    ])
  })

  test('progress that failed says why; a whole repository is named once', () => {
    const failed = progressCard({
      ...progress,
      requester: null,
      paths: [],
      ref: null,
      commit: null,
      phases: [{ state: 'failed', words: 'fetch' }],
      state: 'failed',
      note: 'The branch is gone. Name another.',
      buttons: [],
    })
    expect(wordsOf(failed)).toEqual([
      'distreview Could not review acme/shop.',
      '✗ fetch',
      'The branch is gone. Name another.',
    ])
    expect(failed.summary).toBe('Could not review acme/shop.')
  })

  test('a refusal says what is wrong and what to do', () => {
    const refusal = new Refusal(
      'ref',
      'There is no branch `mian` in acme/shop.',
      'Name a branch, a tag or a commit.',
    )
    expect(wordsOf(refusalCard(refusal))).toEqual([
      'There is no branch mian in acme/shop.',
      'Name a branch, a tag or a commit.',
    ])
    expect(refusalCard(refusal).summary).toBe(refusal.sentence)
  })

  test('help is one line for each thing to say', () => {
    expect(wordsOf(helpCard([{ say: 'review lib on main', get: 'reviews that path' }]))).toEqual([
      '# What you can say',
      '- review lib on main reviews that path',
    ])
  })
})

test('no card praises, exclaims, promises, or has a picture that is not one of the four marks', () => {
  const own = aReport({ findings: aReport().findings.filter(({ title }) => !title.includes('hostile')) })
  const words = terminal([...wholeCards(own), ...orderedCards(aQuietReport(), deal)], {
    color: false,
    width: 80,
  })
  expect(words.replaceAll('fetch_env!', '')).not.toMatch(
    /!|production-ready|great|awesome|\p{Emoji_Presentation}/iu,
  )
})

function titles(cards: readonly { summary: string }[]): string[] {
  return cards.map(({ summary }) => summary)
}
