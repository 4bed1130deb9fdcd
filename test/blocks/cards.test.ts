import { describe, expect, test } from 'vitest'
import { actions, subjectOf } from '../../src/blocks/cards/actions.ts'
import { architectureCard } from '../../src/blocks/cards/architecture.ts'
import { checklistCard } from '../../src/blocks/cards/checklist.ts'
import { failureCard, fixCard, whyCard } from '../../src/blocks/cards/details.ts'
import { findingCard } from '../../src/blocks/cards/finding.ts'
import { type Progress, progressCard } from '../../src/blocks/cards/progress.ts'
import { helpCard, refusalCard } from '../../src/blocks/cards/said.ts'
import { type Deal, moreCards, orderedCards, wholeCards } from '../../src/blocks/cards.ts'
import { terminal } from '../../src/blocks/terminal.ts'
import { Refusal } from '../../src/review/refusal.ts'
import { aQuietReport, aReport } from './sample.ts'
import { aFinding, aLocation } from './sample-finding.ts'
import { wordsOf } from './words-of.ts'

const deal: Deal = { first: 8, review: 'review-1' }
const blob = 'https://github.com/acme/shop/blob/3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b'

describe('a finding', () => {
  test('is a whole card: title, place, code, what it does to whom, what was looked for', () => {
    const finding = aFinding()
    const others = [aLocation({ path: 'lib/other.ex', startLine: 7, endLine: 7 })]
    const given = { ...finding, locations: [...finding.locations, ...others] }
    expect(findingCard(given, 1, aReport(), [])).toEqual({
      summary: '1 · Critical · Both sides of a cut have a majority of what they can see.',
      severity: 'critical',
      parts: [
        { kind: 'heading', text: '1 · Critical · Both sides of a cut have a majority of what they can see' },
        {
          kind: 'line',
          line: [
            { kind: 'code', text: 'lib/cluster/leader_election.ex:34-35' },
            { kind: 'text', text: ' · ' },
            { kind: 'link', text: 'open at 3f2a91c', url: `${blob}/lib/cluster/leader_election.ex#L34-L35` },
            { kind: 'text', text: ' · in ' },
            { kind: 'code', text: 'Shop.LeaderElection.elect/1' },
            { kind: 'text', text: ' · confidence 92: computed witness' },
          ],
        },
        {
          kind: 'code',
          language: 'elixir',
          text: '    reachable = length([node() | Node.list()])\n    if reachable >= div(reachable, 2) + 1, do: become_leader()',
        },
        {
          kind: 'line',
          line: [
            {
              kind: 'text',
              text: 'The size of the cluster is counted from the nodes that are visible, so it shrinks with the partition. Both lead, and both accept decrements of the same stock.',
            },
          ],
        },
        {
          kind: 'line',
          line: [
            { kind: 'text', text: 'Also at ' },
            { kind: 'link', text: 'lib/other.ex:7', url: `${blob}/lib/other.ex#L7` },
            { kind: 'text', text: '.' },
          ],
        },
        {
          kind: 'line',
          line: [
            { kind: 'text', text: 'Looked for and not found: ' },
            { kind: 'text', text: 'a configured voter list; a vote per term; a fencing token at ' },
            { kind: 'code', text: 'Stock.put/2' },
            { kind: 'text', text: '.' },
          ],
        },
      ],
    })
  })

  test.each([
    ['https://github.com/acme/shop', `${blob}/lib/a%20b.ex#L3-L4`],
    [
      'https://gitlab.com/acme/shop/',
      'https://gitlab.com/acme/shop/-/blob/3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b/lib/a%20b.ex#L3-4',
    ],
  ])('at %s opens at the commit', (webUrl, url) => {
    const report = aReport({ target: { ...aReport().target, webUrl } })
    const finding = aFinding({ locations: [aLocation({ path: 'lib/a b.ex', startLine: 3, endLine: 4 })] })
    const [, place] = findingCard(finding, 1, report, []).parts
    expect(place?.kind === 'line' && place.line[2]).toEqual({ kind: 'link', text: 'open at 3f2a91c', url })
  })

  test.each([
    ['no forge is known', { webUrl: null }],
    ['the folder differs from its commit', { kind: 'worktree' as const, dirty: true }],
  ])('has no link where %s', (_, target) => {
    const report = aReport({ target: { ...aReport().target, ...target } })
    expect(JSON.stringify(findingCard(aFinding(), 1, report, []))).not.toContain('"link"')
  })

  test('names five more places, and how many there are besides; Why lists them all', () => {
    const locations = Array.from({ length: 9 }, (_, at) =>
      aLocation({ path: `lib/${at}.ex`, startLine: 1, endLine: 1 }),
    )
    const words = wordsOf(findingCard(aFinding({ locations }), 1, aReport(), []))
    expect(words).toContain('Also at lib/1.ex:1, lib/2.ex:1, lib/3.ex:1, lib/4.ex:1, lib/5.ex:1 and 3 more.')
    expect(wordsOf(whyCard(aFinding({ locations }), aReport()))).toContain(
      '- lib/8.ex:1 in Shop.Store.start/1',
    )
  })
})

describe('what buttons open', () => {
  test('how it fails: steps, impact, witness', () => {
    expect(wordsOf(failureCard(aFinding()))).toEqual([
      '# How it fails: Both sides of a cut have a majority of what they can see',
      '- Five nodes run; the network is cut 3 | 2.',
      '- The left side sees 3 nodes and asks for 2 votes; it elects a leader.',
      '- The right side sees 2 nodes and asks for 2 votes; it elects a leader too.',
      'Both lead, and both accept decrements of the same stock.',
      'Witness: 5 nodes, cut in two. Both sides reach the votes that the code asks for.',
      '- Left: a, b, c has 3, needs 2.',
      '- Right: d, e has 2, needs 2.',
      '- a, b and c elect a.',
      '- d and e elect d.',
      'How it was computed: All cuts of 5 nodes in two were tried.',
    ])
  })

  test('how it fails without a witness says why there is none', () => {
    const witness = { kind: 'none' as const, because: 'no model covers this rule' }
    expect(wordsOf(failureCard(aFinding({ witness }))).at(-1)).toBe(
      'No witness was computed: no model covers this rule.',
    )
  })

  test('the fix: advice, example, what stays at risk', () => {
    expect(wordsOf(fixCard(aFinding()))).toEqual([
      '# Fix: Both sides of a cut have a majority of what they can see',
      'Count votes against a configured list of voters, and keep one durable vote for each term.',
      'elixir: voters = Application.fetch_env!(:shop, :voters)\nmajority = div(length(voters), 2) + 1\n',
      'An example in the language of the finding, not a patch.',
      'Still at risk: A leader that was cut off must still be fenced at the stock.',
    ])
  })

  test('why: evidence with weights and their sum, guards, sources', () => {
    expect(wordsOf(whyCard(aFinding(), aReport()))).toEqual([
      '# Why: Both sides of a cut have a majority of what they can see',
      '- +45 size of the visible: The threshold is computed from Node.list/0. lib/cluster/leader_election.ex:34',
      '- +30 grants power: The branch calls become_leader/0.',
      '- +27 computed witness: Two disjoint groups reach the threshold.',
      '- −10 script: One of two callers is a mix task.',
      'Confidence 92: +45 +30 +27 −10 = 92.',
      'Looked for and not found: a configured voter list; a vote per term; a fencing token at Stock.put/2.',
      'Sources:',
      '- Raft §5.2 https://raft.github.io/raft.pdf',
      '- OTP kernel_app, net_ticktime',
    ])
  })

  test('why says so where the sum is over what may be claimed', () => {
    const evidence = [{ name: 'shape', weight: 120, text: 'It is the shape', location: null }]
    expect(wordsOf(whyCard(aFinding({ evidence, confidence: 95 }), aReport()))).toContain(
      'Confidence 95: +120 = 120, counted as 95.',
    )
  })

  test('the architecture, and that what is not known is not guessed', () => {
    expect(wordsOf(architectureCard(aReport()))).toEqual([
      '# Architecture of acme/shop',
      'Distribution: disterl (rel/vm.args:3)',
      'Discovery:',
      '- libcluster, Cluster.Strategy.Kubernetes.DNS with service: shop-headless, polling_interval: 5000 (config/runtime.exs:8-14)',
      'Registries:',
      '- :global (lib/cluster/names.ex:5)',
      'Publish and subscribe: none found.',
      'Libraries:',
      '| Library | Version | From',
      '| libcluster | 3.3.3 | mix.lock',
      '| ra | not locked | rebar.config',
    ])
    const unknown = {
      ...aReport().architecture,
      distribution: { value: 'unknown' as const, because: 'No vm.args was found' },
    }
    expect(wordsOf(architectureCard(aReport({ architecture: unknown })))[1]).toBe(
      'Distribution: unknown. No vm.args was found.',
    )
  })

  test('the checklist, then every file that was not read', () => {
    const words = wordsOf(checklistCard(aReport()))
    expect(words.slice(0, 5)).toEqual([
      '# Checklist: 3 of 13 met',
      '| No. | Criterion | Status | Shown by',
      '| 1 | The clustering strategy suits the scale | met | Five voters are configured. lib/store.ex:12',
      '| 2 | The coordination mechanism is justified for each use case | unknown | Nothing that was read shows it.',
      '| 3 | Split brain is prevented by votes or a lock, by fencing, and by stepping down | not met | Both sides of a cut elect a leader. finding 1',
    ])
    expect(words.slice(15)).toEqual([
      'A status is set by what was read, and is unknown where nothing shows it.',
      'Not read:',
      '- lib/cluster/data.exs, 17 MB, over the limit',
      '- lib/cluster/web.heex, a template',
      '- src/shop_old.erl:10-31, an unfinished form',
    ])
  })
})

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
      '[Checklist: 3 of 13] [Architecture] [More findings (4)]',
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
    expect(first[0] && wordsOf(first[0]).at(-1)).toContain('[More findings (8)]')
    expect(second.at(-1)?.parts.at(-1)).toEqual({
      kind: 'buttons',
      buttons: [{ label: 'More findings (4)', action: 'show-more', value: 'review-1 8' }],
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
      fix: { summary: '', code: null, language: 'elixir', residualRisk: null },
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
      'The size of the cluster is counted from the nodes that are visible, so it shrinks with the partition. Both lead, and both accept decrements of the same stock.',
    ])
  })

  test('say which review and finding they are of, and every action is one that is listened to', () => {
    const buttons = orderedCards(aReport(), deal).flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons : [])),
    )
    expect(new Set(buttons.map(({ action }) => action))).toEqual(new Set(actions))
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
