import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockKit, type Message } from '../../src/blocks/block-kit.ts'
import type { Card, Part } from '../../src/blocks/card.ts'
import { findingCard } from '../../src/blocks/cards/finding.ts'
import { type Phase, progressCard } from '../../src/blocks/cards/progress.ts'
import { orderedCards, wholeCards } from '../../src/blocks/cards.ts'
import { visible } from '../../src/blocks/escape.ts'
import { hostileCode, hostileText, report } from './arbitrary.ts'
import { aReport } from './sample.ts'
import { aFinding } from './sample-finding.ts'
import { breaks } from './slack-rules.ts'
import { stringsOf } from './words-of.ts'

const cardOf = (...parts: Part[]): Card => ({ summary: 'A card.', parts })

/** Every text in blocks, in order; where `type` is given, only below elements of that type. */
function textsOf(value: unknown, type: string | null = null, inside = type === null): string {
  if (Array.isArray(value)) return value.map((each) => textsOf(each, type, inside)).join('')
  if (typeof value !== 'object' || value === null) return ''
  const own = inside || ('type' in value && value.type === type)
  let texts = ''
  for (const [name, field] of Object.entries(value)) {
    texts += own && name === 'text' && typeof field === 'string' ? field : textsOf(field, type, own)
  }
  return texts
}

function mrkdwnIn(messages: readonly Message[]): boolean {
  return JSON.stringify(messages.map(({ blocks }) => blocks)).includes('"mrkdwn"')
}

describe('a finding card', () => {
  test('is one message of header, place, code, words and buttons', () => {
    const buttons = [{ label: 'Why', action: 'show-why', value: 'r a1' }]
    expect(blockKit([findingCard(aFinding({ guardsLookedFor: [] }), 1, aReport(), buttons)])).toEqual([
      {
        text: '1 · Critical · Both sides of a cut have a majority of what they can see.',
        blocks: [
          {
            type: 'header',
            text: {
              type: 'plain_text',
              text: '1 · Critical · Both sides of a cut have a majority of what they can see',
              emoji: false,
            },
          },
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'lib/cluster/leader_election.ex:34-35', style: { code: true } },
                  { type: 'text', text: ' · ' },
                  {
                    type: 'link',
                    url: 'https://github.com/acme/shop/blob/3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b/lib/cluster/leader_election.ex#L34-L35',
                    text: 'open at 3f2a91c',
                  },
                  { type: 'text', text: ' · in ' },
                  { type: 'text', text: 'Shop.LeaderElection.elect/1', style: { code: true } },
                  { type: 'text', text: ' · confidence 92: computed witness' },
                ],
              },
            ],
          },
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_preformatted',
                elements: [
                  {
                    type: 'text',
                    text: '    reachable = length([node() | Node.list()])\n    if reachable >= div(reachable, 2) + 1, do: become_leader()',
                  },
                ],
              },
            ],
          },
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  {
                    type: 'text',
                    text: 'The size of the cluster is counted from the nodes that are visible, so it shrinks with the partition. Both lead, and both accept decrements of the same stock.',
                  },
                ],
              },
            ],
          },
          {
            type: 'actions',
            elements: [
              {
                type: 'button',
                text: { type: 'plain_text', text: 'Why', emoji: false },
                action_id: 'show-why',
                value: 'r a1',
              },
            ],
          },
        ],
      },
    ])
  })
})

describe('any report', () => {
  test('gives only messages that Slack takes, with words for notifications and no mrkdwn', () => {
    fc.assert(
      fc.property(report, (given) => {
        const messages = blockKit([
          ...orderedCards(given, { first: 8, review: 'review-1', all: true }),
          ...wholeCards(given),
        ])
        expect(messages.flatMap(breaks)).toEqual([])
        for (const { text } of messages) {
          expect(text.trim()).not.toBe('')
          expect(text).not.toMatch(/[<>]|@\w/)
        }
        expect(mrkdwnIn(messages)).toBe(false)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('loses no string of a card, and no character of code', () => {
    fc.assert(
      fc.property(report, (given) => {
        for (const card of wholeCards(given, { all: true })) {
          const blocks = blockKit([card]).map((message) => message.blocks)
          const shown = textsOf(blocks).replaceAll('\n', ' ')
          let from = 0
          for (const text of stringsOf(card)) {
            const at = shown.indexOf(text.replaceAll('\n', ' '), from)
            expect(at, `${JSON.stringify(text)} after ${from}`).toBeGreaterThanOrEqual(0)
            from = at + text.length
          }
          const code = card.parts.flatMap((part) => (part.kind === 'code' ? [visible(part.text)] : []))
          expect(textsOf(blocks, 'rich_text_preformatted')).toBe(code.join(''))
        }
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})

describe('what does not fit into one message', () => {
  test('code goes on, cut at line ends, and joined it is the code', () => {
    const code = Array.from({ length: 600 }, (_, at) => `  line_${at} = :erlang.phash2({:a, ${at}})`).join(
      '\n',
    )
    const messages = blockKit([cardOf({ kind: 'code', text: code, language: 'elixir' })])
    expect(messages.map(({ text }) => text)).toEqual(['A card. (1 of 2)', 'A card. (2 of 2)'])
    expect(textsOf(messages.map(({ blocks }) => blocks))).toBe(code)
    expect(messages.flatMap(breaks)).toEqual([])
    const pieces = messages.flatMap(({ blocks }) => blocks.map((block) => textsOf(block)))
    expect(pieces.slice(0, -1).every((piece) => piece.endsWith('\n'))).toBe(true)
  })

  test('code of any characters, in one line or many', () => {
    fc.assert(
      fc.property(hostileCode, (code) => {
        const messages = blockKit([cardOf({ kind: 'code', text: code, language: 'erlang' })])
        expect(messages.flatMap(breaks)).toEqual([])
        if (code !== '') expect(textsOf(messages.map(({ blocks }) => blocks))).toBe(visible(code))
      }),
    )
  }, 60_000)

  test('a long heading is bold words', () => {
    const [message] = blockKit([cardOf({ kind: 'heading', text: 'x'.repeat(151) })])
    expect(message?.blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [{ type: 'text', text: 'x'.repeat(151), style: { bold: true } }],
          },
        ],
      },
    ])
  })

  test('a numbered list goes on with its numbers', () => {
    const items = Array.from({ length: 30 }, (_, at) => [
      { kind: 'text' as const, text: `${at} ${'word '.repeat(200)}` },
    ])
    const messages = blockKit([cardOf({ kind: 'list', ordered: true, items })])
    expect(messages.flatMap(breaks)).toEqual([])
    const offsets = JSON.stringify(messages.map(({ blocks }) => blocks)).match(/"offset":\d+/g)
    expect(offsets).toEqual(['"offset":7', '"offset":14', '"offset":21', '"offset":28'])
  })

  test('60 parts are two messages of at most 50 blocks', () => {
    const parts = Array.from(
      { length: 60 },
      (_, at): Part => ({ kind: 'line', line: [{ kind: 'text', text: `${at}` }] }),
    )
    expect(blockKit([cardOf(...parts)]).map(({ blocks }) => blocks.length)).toEqual([50, 10])
  })

  test('a second table is in a second message, and a table too big for one is a list', () => {
    const small: Part = { kind: 'table', head: ['A', ''], rows: [['1', ''], ['2']] }
    expect(blockKit([cardOf(small, small)]).map(({ blocks }) => blocks.map(({ type }) => type))).toEqual([
      ['table'],
      ['table'],
    ])
    const big: Part = {
      kind: 'table',
      head: ['A'],
      rows: Array.from({ length: 120 }, (_, at) => [`row ${at}`]),
    }
    const messages = blockKit([cardOf(big)])
    expect(messages.flatMap(breaks)).toEqual([])
    expect(messages.flatMap(({ blocks }) => blocks.map(({ type }) => type))).toEqual(['rich_text'])
    expect(textsOf(messages.map(({ blocks }) => blocks))).toContain('A: row 119')
  })

  test('30 buttons are two rows with ids of their own', () => {
    const buttons = Array.from({ length: 30 }, (_, at) => ({
      label: `${at}`,
      action: 'show-fix',
      value: 'v',
    }))
    const messages = blockKit([cardOf({ kind: 'buttons', buttons })])
    expect(messages.flatMap(breaks)).toEqual([])
    expect(messages.flatMap(({ blocks }) => blocks.length)).toEqual([2])
  })

  test('a card without parts says its summary, and one without a summary its name', () => {
    expect(blockKit([{ summary: 'Only this.', parts: [] }])).toEqual([
      {
        text: 'Only this.',
        blocks: [
          {
            type: 'rich_text',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Only this.' }] }],
          },
        ],
      },
    ])
    expect(blockKit([{ summary: ' ', parts: [] }])[0]?.text).toBe('distreview')
  })
})

describe('buttons', () => {
  const row = (button: object): Card =>
    cardOf({ kind: 'buttons', buttons: [{ label: 'Go', action: 'go', value: 'v', ...button }] })

  test.each([
    [
      'a value of 2,001 characters',
      { value: 'x'.repeat(2001) },
      'The value of a button has 2001 characters; Slack takes 1 to 2000.',
    ],
    [
      'a label of 76 characters',
      { label: 'x'.repeat(76) },
      'The label of a button has 76 characters; Slack takes 1 to 75.',
    ],
    ['an empty label', { label: '' }, 'The label of a button has 0 characters; Slack takes 1 to 75.'],
  ])('%s is a defect', (_, button, sentence) => {
    expect(() => blockKit([row(button)])).toThrow(sentence)
  })

  test('the largest that Slack takes is taken', () => {
    expect(
      blockKit([row({ value: '😀'.repeat(2000), label: 'x'.repeat(75), style: 'danger' })]).flatMap(breaks),
    ).toEqual([])
  })
})

describe('links', () => {
  test('an address that is none is words', () => {
    const [message] = blockKit([
      cardOf({ kind: 'line', line: [{ kind: 'link', text: 'open', url: 'javascript:alert(1)' }] }),
    ])
    expect(textsOf(message?.blocks)).toBe('open (javascript:alert(1))')
    expect(JSON.stringify(message)).not.toContain('"link"')
  })
})

describe('a progress card', () => {
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

  test('is always exactly one message', () => {
    fc.assert(
      fc.property(progress, (given) => {
        const messages = blockKit([progressCard(given)])
        expect(messages.length).toBe(1)
        expect(messages.flatMap(breaks)).toEqual([])
      }),
    )
  }, 60_000)
})
