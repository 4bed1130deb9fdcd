import { expect, test } from 'vitest'
import { adaptiveCards } from '../../src/blocks/adaptive-card.ts'
import { blockKit } from '../../src/blocks/block-kit.ts'
import { whatIfCard } from '../../src/blocks/cards/what-if.ts'
import { mechanismKinds } from '../../src/review/what-if/facts.ts'
import { whatIf } from '../../src/review/what-if/index.ts'
import { aReport } from './sample.ts'
import { breaks } from './slack-rules.ts'
import { wordsOf } from './words-of.ts'

const place = { path: 'lib/club/boss.ex', startLine: 3, endLine: 4, symbol: null, snippet: '' }
/** Everything that there is at once, on five nodes. */
const report = aReport({
  facts: {
    size: { value: { min: 5, max: 5 }, evidence: [place] },
    settings: [{ key: 'net_ticktime', value: '20', evidence: [place] }],
    mechanisms: mechanismKinds.map((kind) => ({
      ...{ kind, name: null, members: null, majority: kind === 'mnesia' ? true : null, evidence: [place] },
    })),
    discovery: [
      { library: 'libcluster', strategy: 'Cluster.Strategy.DNSPoll', pollMs: null, evidence: [place] },
    ],
    ...{ pools: [{ size: 10, evidence: [place] }], workloads: [], healing: [place], dirtyWrites: [place] },
  },
})
const questions = [
  'what if the network splits 3 | 2',
  'what if the network splits 2 | 2 | 1',
  'what if 2 of 5 nodes fail',
  'what if all nodes fail',
  'what if we lose a region',
  'what if the clock of one node jumps 30 s',
  'what if DNS discovery fails',
  'what if a node is slow',
  'what if a node freezes',
  'what if we do a rolling deploy',
  'what if we grow to 80 nodes',
]

test.each(questions)(
  '%s: a card within the limits of Slack and Teams, over all mechanisms at once',
  (question) => {
    const card = whatIfCard(whatIf(question, report), report)
    for (const message of blockKit([card])) expect(breaks(message as never)).toEqual([])
    expect(adaptiveCards([card]).length).toBeGreaterThan(0)
    const words = wordsOf(card).join('\n')
    expect(words).not.toMatch(/undefined|null|NaN|\[object|production-ready/)
  },
)

test('the card whole: the verdict, each mechanism by side, figures, timeline, assumptions, what to ask next', () => {
  const answer = whatIf(
    'we have 5 nodes and ra with 3 voters, net_ticktime 8: what if one node is isolated',
    null,
  )
  expect(wordsOf(whatIfCard(answer, null))).toEqual([
    '# What if: One node is cut off from all others.',
    'In short: Only {a, b, c, d} goes on with ra.',
    'Noticed: 6 s to 10 s. net_ticktime 8 s with intensity 4: between T − T/4 and T + T/4. Until then each node takes all others for reachable.',
    'ra (as the question states)',
    '- {a, b, c, d}: has or elects a leader, can commit. {e}: no leader, cannot commit, reads may be old.',
    expect.stringContaining('- A side without a majority of the voters commits nothing'),
    expect.stringContaining('- At risk: '),
    '- Heals: By itself: the smaller side follows the leader and takes over its log.',
    'Figures:',
    '- nodes: 5 (stated)',
    '- net_ticktime: 8 (stated)',
    '- net_tickintensity: 4 (the default of OTP; nothing that was read sets it)',
    'Timeline:',
    '- 0 ms, all: The link is cut. Nobody is told; every node still lists all others.',
    '- 0 ms, {a, b, c, d}: ra: this side commits.',
    '- 0 ms, {e}: ra: nothing commits here.',
    '- 6 s, all: From here on nodes of the other side may be seen as down.',
    '- 10 s, all: All nodes of the other side are seen as down.',
    '- 20 s, all: The link is whole again.',
    '- 20 s, {e}: ra: By itself: the smaller side follows the leader and takes over its log.',
    'Assumed:',
    '- Within a side every node reaches every other, and nobody reaches across; both directions are cut.',
    '- The timeline draws a cut that heals after 20 s; how long it lasts is not said.',
    expect.stringContaining('- Where single links break, prevent_overlapping_partitions'),
    'Ask next:',
    '- we have 5 nodes: what if an even split',
    '- what if a node pauses for 20 s',
    '- what if 2 nodes fail',
    '(From the question alone: no review stands behind it. Computed from rules and from what is stated; nothing was run against your system.)',
  ])
})
