import { describe, expect, test } from 'vitest'
import { blockKit } from '../../src/blocks/block-kit.ts'
import { expertAnswerCard } from '../../src/blocks/cards/expert-answer.ts'
import { findingCard } from '../../src/blocks/cards/finding.ts'
import { orderedCards } from '../../src/blocks/cards.ts'
import type { ExpertRun, Report } from '../../src/review/report.ts'
import { aQuietReport, aReport } from './sample.ts'
import { aFinding } from './sample-finding.ts'
import { breaks } from './slack-rules.ts'
import { wordsOf } from './words-of.ts'

const run: ExpertRun = {
  model: 'claude-opus-5-5',
  turns: 12,
  inputTokens: 210_000,
  cachedTokens: 0,
  outputTokens: 9_000,
  costUsd: 0.412,
  submitted: 5,
  dropped: [
    { claim: 'max-plus-one at lib/a.ex:1-1', reason: 'the quote does not stand at lib/a.ex:1-1' },
    { claim: 'max-plus-one at lib/b.ex:1-1', reason: 'there is no file lib/b.ex among those that were read' },
  ],
  refuted: [],
  sections: [],
  stoppedBy: null,
  note: null,
}

/** What the summary says of the expert: the small print below what was read. */
function notes(changes: Partial<Report>): string[] {
  const [summary] = orderedCards(aReport(changes), { first: 8 })
  return summary ? wordsOf(summary).filter((line) => /Expert|expert|model/.test(line)) : []
}

describe('the small print of the summary', () => {
  test('says which model, how long, at what cost, and how many of its claims stood', () => {
    expect(notes({ depth: 'standard', expert: run })).toEqual([
      '(Expert: claude-opus-5-5, 12 turns, 0.41 USD. It added 3 findings; 2 claims that the source does not bear out were dropped.)',
    ])
  })

  test.each<[Partial<ExpertRun>, string]>([
    [{ submitted: 0, dropped: [] }, '(Expert: claude-opus-5-5, 12 turns, 0.41 USD. It added nothing.)'],
    [{ submitted: 1, dropped: [] }, '(Expert: claude-opus-5-5, 12 turns, 0.41 USD. It added 1 finding.)'],
    [
      { submitted: 1, dropped: run.dropped.slice(0, 1), turns: 1, costUsd: 0.001 },
      '(Expert: claude-opus-5-5, 1 turn, under 0.01 USD. It added 0 findings; 1 claim that the source does not bear out was dropped.)',
    ],
  ])('%j', (changes, said) => {
    expect(notes({ depth: 'deep', expert: { ...run, ...changes } })).toEqual([said])
  })

  test('counts what a second reading refuted', () => {
    const refuted = [
      { claim: 'max-plus-one at lib/c.ex:1-1', reason: 'A unique index stands in lib/d.ex:4.' },
    ]
    expect(notes({ depth: 'deep', expert: { ...run, refuted } })).toEqual([
      '(Expert: claude-opus-5-5, 12 turns, 0.41 USD. It added 2 findings; 2 claims that the source does not bear out were dropped; 1 claim was refuted by a second reading and not posted.)',
    ])
  })

  test('says why the expert ended early', () => {
    const note = 'The expert ended with what it had: its limit of 1.20 USD was met.'
    expect(notes({ depth: 'deep', expert: { ...run, stoppedBy: 'money', note } }).at(-1)).toBe(`(${note})`)
  })

  test('says in one line what a key would add where a depth was asked for that needs one', () => {
    const line =
      '(Rules alone: no model key is set. With ANTHROPIC_API_KEY a model also reads the code for what rules cannot see, and answers questions in the thread.)'
    expect(notes({ depth: 'standard', expert: null })).toEqual([line])
    expect(notes({ depth: 'quick', expert: null })).toEqual([])
    const [quiet] = orderedCards(aQuietReport({ depth: 'standard' }), { first: 8 })
    expect(quiet && wordsOf(quiet)).toContain(line)
  })
})

test('a finding of the model says that a model judged it', () => {
  const finding = aFinding({ origin: 'model', confidence: 75, confidenceBasis: 'model' })
  expect(wordsOf(findingCard(finding, 1, aReport(), []))[1]).toContain(
    'confidence 75: judged by a model, its quote checked',
  )
})

describe('an answer', () => {
  test('has its places as links to the commit, paragraphs and lists', () => {
    const text =
      'They are accepted (`lib/stock.ex:18`).\n\n- dirty writes: lib/stock.ex:18-20\n- `Stock.put/2` has no token'
    const card = expertAnswerCard({ text, wrongPlaces: 0, run }, aReport())
    expect(card.parts).toEqual([
      {
        kind: 'line',
        line: [
          { kind: 'text', text: 'They are accepted (' },
          {
            kind: 'link',
            text: 'lib/stock.ex:18',
            url: 'https://github.com/acme/shop/blob/3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b/lib/stock.ex#L18',
          },
          { kind: 'text', text: ').' },
        ],
      },
      {
        kind: 'list',
        ordered: false,
        items: [
          [
            { kind: 'text', text: 'dirty writes: ' },
            {
              kind: 'link',
              text: 'lib/stock.ex:18-20',
              url: 'https://github.com/acme/shop/blob/3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b/lib/stock.ex#L18-L20',
            },
          ],
          [
            { kind: 'code', text: 'Stock.put/2' },
            { kind: 'text', text: ' has no token' },
          ],
        ],
      },
      expect.objectContaining({ kind: 'footnote' }),
    ])
  })

  test('is one message on Slack, however long it is, and says where it was cut', () => {
    const hostile = '<!channel> `a` *b* lib/a.ex:1\n- & '.repeat(2_000)
    const card = expertAnswerCard({ text: hostile, wrongPlaces: 3, run }, aReport())
    const messages = blockKit([card])
    expect(messages).toHaveLength(1)
    for (const message of messages) expect(breaks(message)).toEqual([])
    expect(wordsOf(card)).toContain('(The answer was longer than one message: ask for a part of it.)')
  })
})
