import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AdaptiveCard, adaptiveCards } from '../../src/blocks/adaptive-card.ts'
import type { Card, Part } from '../../src/blocks/card.ts'
import { findingCard } from '../../src/blocks/cards/finding.ts'
import { type Phase, progressCard } from '../../src/blocks/cards/progress.ts'
import { orderedCards, wholeCards } from '../../src/blocks/cards.ts'
import { breaks, textsOf } from './adaptive-card-rules.ts'
import { hostileCode, hostileText, report } from './arbitrary.ts'
import { aReport } from './sample.ts'
import { aFinding } from './sample-finding.ts'
import { stringsOf } from './words-of.ts'

const cardOf = (...parts: Part[]): Card => ({ summary: 'A card.', parts })
const bodiesOf = (...parts: Part[]) => adaptiveCards([cardOf(...parts)]).map(({ body }) => body)
const withoutBlanks = (text: string): string => text.replace(/\s/g, '')

/** What of these cards cannot be read in their messages, in their order. */
function lost(cards: readonly Card[], messages: readonly AdaptiveCard[]): string[] {
  const read = withoutBlanks(messages.flatMap(({ body }) => textsOf(body)).join(''))
  let from = 0
  const missing: string[] = []
  for (const text of cards.flatMap(stringsOf).map(withoutBlanks)) {
    const at = read.indexOf(text, from)
    if (at === -1) missing.push(text)
    else from = at + text.length
  }
  return missing
}

describe('a finding card', () => {
  test('is one card of heading, place, code, words and buttons', () => {
    const buttons = [{ label: 'Why', action: 'show-why', value: 'r a1' }]
    const cards = adaptiveCards([findingCard(aFinding({ guardsLookedFor: [] }), 1, aReport(), buttons)])
    const blank = '\u00a0'.repeat(4)
    expect(cards).toEqual([
      {
        type: 'AdaptiveCard',
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        version: '1.5',
        fallbackText: '1 · Critical · Both sides of a cut have a majority of what they can see.',
        msteams: { width: 'Full' },
        body: [
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: '1 · Critical · Both sides of a cut have a majority of what they can see',
                weight: 'Bolder',
                size: 'Medium',
                color: 'Attention',
              },
            ],
          },
          {
            type: 'RichTextBlock',
            inlines: [
              { type: 'TextRun', text: 'lib/cluster/leader_election.ex:34-35', fontType: 'Monospace' },
              { type: 'TextRun', text: ' · ' },
              {
                type: 'TextRun',
                text: 'open at 3f2a91c',
                selectAction: {
                  type: 'Action.OpenUrl',
                  url: 'https://github.com/acme/shop/blob/3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b/lib/cluster/leader_election.ex#L34-L35',
                },
              },
              { type: 'TextRun', text: ' · in ' },
              { type: 'TextRun', text: 'Shop.LeaderElection.elect/1', fontType: 'Monospace' },
              { type: 'TextRun', text: ' · confidence 92: computed witness' },
            ],
          },
          {
            type: 'Container',
            style: 'emphasis',
            items: [
              {
                type: 'RichTextBlock',
                inlines: [
                  {
                    type: 'TextRun',
                    text: `${blank}reachable = length([node() | Node.list()])\n${blank}if reachable >= div(reachable, 2) + 1, do: become_leader()`,
                    fontType: 'Monospace',
                  },
                ],
              },
            ],
          },
          {
            type: 'RichTextBlock',
            inlines: [
              {
                type: 'TextRun',
                text: 'The size of the cluster is counted from the nodes that are visible, so it shrinks with the partition. Both lead, and both accept decrements of the same stock.',
              },
            ],
          },
          {
            type: 'ActionSet',
            actions: [{ type: 'Action.Execute', title: 'Why', verb: 'show-why', data: { value: 'r a1' } }],
          },
        ],
      },
    ])
    expect(cards.flatMap(breaks)).toEqual([])
  })
})

describe('any report', () => {
  test('is valid cards under the limit, and no text is lost', () => {
    fc.assert(
      fc.property(report, (given) => {
        for (const cards of [orderedCards(given, { first: 8, review: 'r' }), wholeCards(given)]) {
          const messages = adaptiveCards(cards)
          expect(messages.flatMap(breaks)).toEqual([])
          expect(lost(cards, messages)).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  }, 120_000)

  test('a sample with hostile names and code too', () => {
    const cards = wholeCards(aReport())
    const messages = adaptiveCards(cards)
    expect(messages.flatMap(breaks)).toEqual([])
    expect(lost(cards, messages)).toEqual([])
  })
})

describe('what does not fit one message', () => {
  test('goes on in the next, and the code joined is the code', () => {
    const code = Array.from({ length: 4_000 }, (_, at) => `line(${at}, "quoted")`).join('\n')
    const cards = adaptiveCards([cardOf({ kind: 'code', text: code, language: 'elixir' })])
    expect(cards.flatMap(breaks)).toEqual([])
    expect(cards.flatMap(({ body }) => textsOf(body)).join('')).toBe(code)
    expect(cards.map(({ fallbackText }) => fallbackText)).toEqual([
      'A card. (1 of 4)',
      'A card. (2 of 4)',
      'A card. (3 of 4)',
      'A card. (4 of 4)',
    ])
  })

  test('a long table is several, each with the head', () => {
    const rows = Array.from({ length: 300 }, (_, at) => [`row ${at}`, 'x'.repeat(20)])
    const bodies = bodiesOf({ kind: 'table', head: ['A', 'B'], rows })
    const tables = bodies.flat().flatMap((each) => (each.type === 'Table' ? [each.rows] : []))
    expect(tables.map(([first]) => textsOf(first))).toEqual(tables.map(() => ['A', 'B']))
    expect(tables.flatMap(([, ...others]) => others.map(textsOf))).toEqual(rows)
  })

  test('a column is as wide as its words need', () => {
    const rows = [['Khepri', '7.3', 'a few words '.repeat(12)]]
    const [table] = bodiesOf({ kind: 'table', head: ['Mechanism', 'Score', 'Points'], rows }).flat()
    expect(table?.type === 'Table' && table.columns.map(({ width }) => width)).toEqual([11, 7, 14])
  })

  test('a table with a huge cell or many columns is lines', () => {
    const huge = 'y'.repeat(30_000)
    const [first, second] = [
      bodiesOf({ kind: 'table', head: ['A', ''], rows: [['1', huge]] }),
      bodiesOf({ kind: 'table', head: [...'ABCDEFG'], rows: [[...'1234567']] }),
    ].map((bodies) => textsOf(bodies).join(''))
    expect(first).toBe(`• A: 1 · ${huge}`)
    expect(second).toBe('• A: 1 · B: 2 · C: 3 · D: 4 · E: 5 · F: 6 · G: 7')
  })

  test('more than six buttons are more rows', () => {
    const buttons = Array.from({ length: 14 }, (_, at) => ({ label: `${at}`, action: 'a', value: 'v' }))
    const rows = bodiesOf({ kind: 'buttons', buttons }).flat()
    expect(rows.map((row) => (row.type === 'ActionSet' ? row.actions.length : 0))).toEqual([6, 6, 2])
  })

  test.each([
    [
      'a button with a huge value',
      { value: 'x'.repeat(40_000) },
      /^A card has \d+ bytes; Teams takes 76000\.$/,
    ],
    ['a button without a label', { label: ' ' }, /^The button for go has no label\.$/],
  ])('%s is a defect', (_, button, sentence) => {
    const buttons = [{ label: 'Go', action: 'go', value: 'v', ...button }]
    expect(() => adaptiveCards([cardOf({ kind: 'buttons', buttons })])).toThrow(sentence)
  })
})

describe('what a client reads in text', () => {
  test('mentions and dates are cut in runs that it does not read', () => {
    const text = 'a <at>everyone</at> {{DATE(2026-01-01T00:00:00Z,SHORT)}}'
    const [card] = adaptiveCards([
      { summary: text, parts: [{ kind: 'line', line: [{ kind: 'text', text }] }] },
    ])
    expect(card && breaks(card)).toEqual([])
    expect(textsOf(card?.body)).toEqual([
      'a <',
      'at>everyone<',
      '/at> {',
      '{DATE(2026-01-01T00:00:00Z,SHORT)}}',
    ])
  })

  test('an address that a browser may not open is words', () => {
    const bodies = bodiesOf({
      kind: 'line',
      line: [{ kind: 'link', text: 'open', url: 'javascript:alert(1)' }],
    })
    expect(bodies).toEqual([
      [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'open (javascript:alert(1))' }] }],
    ])
  })
})

test('a card without parts says its summary, and one without a summary its name', () => {
  const cards = adaptiveCards([
    { summary: 'Only this.', parts: [] },
    { summary: ' ', parts: [] },
  ])
  expect(cards.map(({ fallbackText, body }) => [fallbackText, textsOf(body)])).toEqual([
    ['Only this.', ['Only this.']],
    ['distreview', ['distreview']],
  ])
})

test('a progress card is always exactly one message', () => {
  const phase: fc.Arbitrary<Phase> = fc.record({
    state: fc.constantFrom('done' as const, 'under-way' as const, 'failed' as const, 'left-out' as const),
    words: fc.oneof(hostileText, hostileCode),
  })
  const progress = fc.record({
    requester: fc.option(hostileCode),
    repository: hostileCode,
    paths: fc.array(hostileCode, { maxLength: 6 }),
    ref: fc.option(hostileCode),
    commit: fc.option(fc.constant('3f2a91c0d4b5')),
    phases: fc.array(phase, { maxLength: 30 }),
    state: fc.constantFrom('under-way' as const, 'done' as const, 'failed' as const, 'cancelled' as const),
    note: fc.option(hostileCode),
    buttons: fc.constantFrom(
      [],
      Array.from({ length: 3 }, (_, at) => ({
        label: 'x'.repeat(75),
        action: `a${at}`,
        value: '"'.repeat(2000),
      })),
    ),
  })
  fc.assert(
    fc.property(progress, (given) => {
      const messages = adaptiveCards([progressCard(given)])
      expect(messages).toHaveLength(1)
      expect(messages.flatMap(breaks)).toEqual([])
    }),
  )
}, 60_000)
