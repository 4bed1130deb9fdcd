import { describe, expect, test } from 'vitest'
import { architectureCard } from '../../src/blocks/cards/architecture.ts'
import { checklistCard } from '../../src/blocks/cards/checklist.ts'
import { failureCard, fixCard, whyCard } from '../../src/blocks/cards/details.ts'
import { findingCard } from '../../src/blocks/cards/finding.ts'
import { aReport } from './sample.ts'
import { aFinding, aLocation } from './sample-finding.ts'
import { wordsOf } from './words-of.ts'

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
