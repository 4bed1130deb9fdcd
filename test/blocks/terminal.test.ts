import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Card, Part } from '../../src/blocks/card.ts'
import { findingCard } from '../../src/blocks/cards/finding.ts'
import { wholeCards } from '../../src/blocks/cards.ts'
import { visible } from '../../src/blocks/escape.ts'
import { terminal } from '../../src/blocks/terminal.ts'
import { report } from './arbitrary.ts'
import { aReport } from './sample.ts'
import { aFinding } from './sample-finding.ts'
import { stringsOf } from './words-of.ts'

const plain = { color: false, width: 80 }
const cardOf = (...parts: Part[]): Card => ({ summary: 'A card.', parts })
const flat = (text: string) => text.replace(/\s+/g, ' ').trim()

test('a finding is readable at 80 columns without colour, its severity a word', () => {
  expect(
    terminal([findingCard(aFinding(), 1, aReport(), [])], plain),
  ).toBe(`1 · Critical · Both sides of a cut have a majority of what they can see

lib/cluster/leader_election.ex:34-35 · open at 3f2a91c [1] · in
Shop.LeaderElection.elect/1 · confidence 92: computed witness

        reachable = length([node() | Node.list()])
        if reachable >= div(reachable, 2) + 1, do: become_leader()

The size of the cluster is counted from the nodes that are visible, so it
shrinks with the partition. Both lead, and both accept decrements of the same
stock.

Looked for and not found: a configured voter list; a vote per term; a fencing
token at Stock.put/2.

[1] https://github.com/acme/shop/blob/3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b/lib/cluster/leader_election.ex#L34-L35
`)
})

test('colours add nothing but colours', () => {
  const cards = wholeCards(aReport())
  const coloured = terminal(cards, { color: true, width: 80 })
  expect(coloured).toContain('\u001b[1;31m1\u001b[0m')
  expect(withoutColours(coloured)).toBe(terminal(cards, plain))
})

describe('any report', () => {
  test('lets no control character through, with colours or without', () => {
    fc.assert(
      fc.property(report, fc.integer({ min: 1, max: 200 }), (given, width) => {
        const cards = wholeCards(given, { all: true })
        expect(terminal(cards, { color: false, width })).not.toMatch(/[^\P{Cc}\n\t]/u)
        expect(withoutColours(terminal(cards, { color: true, width }))).not.toMatch(/[^\P{Cc}\n\t]/u)
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  test('loses no words, and code keeps its lines', () => {
    fc.assert(
      fc.property(report, (given) => {
        for (const card of wholeCards(given, { all: true })) {
          const printed = terminal(
            [{ ...card, parts: card.parts.filter(({ kind }) => kind !== 'table') }],
            plain,
          )
          const shown = flat(printed)
          for (const text of stringsOf({
            ...card,
            parts: card.parts.filter(({ kind }) => kind !== 'table'),
          })) {
            expect(shown).toContain(flat(text))
          }
          for (const part of card.parts) {
            if (part.kind !== 'code' || part.text === '') continue
            const lines = visible(part.text).replace(/\n$/, '').split('\n')
            expect(printed).toContain(lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n'))
          }
        }
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})

describe('wrapping', () => {
  test('breaks between words only: code with spaces, and long names, stay whole', () => {
    const line: Part = {
      kind: 'line',
      line: [
        { kind: 'text', text: 'The threshold is computed by ' },
        { kind: 'code', text: 'length([node() | Node.list()])' },
        { kind: 'text', text: ', which shrinks.' },
      ],
    }
    expect(terminal([cardOf(line)], { color: false, width: 40 })).toBe(
      'The threshold is computed by\n`length([node() | Node.list()])`, which\nshrinks.\n',
    )
    const name = 'x'.repeat(90)
    const long: Part = { kind: 'line', line: [{ kind: 'text', text: `a ${name} b` }] }
    expect(terminal([cardOf(long)], { color: false, width: 80 })).toBe(`a\n${name}\nb\n`)
  })

  test('list items hang below their mark', () => {
    const items = [[{ kind: 'text' as const, text: 'word '.repeat(12) }]]
    expect(terminal([cardOf({ kind: 'list', ordered: true, items })], { color: false, width: 40 })).toBe(
      '1. word word word word word word word\n   word word word word word\n',
    )
  })

  test('wide letters count as two columns', () => {
    const line: Part = { kind: 'line', line: [{ kind: 'text', text: `${'漢字 '.repeat(9)}` }] }
    expect(terminal([cardOf(line)], { color: false, width: 40 })).toBe(`${'漢字 '.repeat(8).trim()}\n漢字\n`)
  })
})

describe('tables', () => {
  const table: Part = {
    kind: 'table',
    head: ['No.', 'Criterion', 'Status'],
    rows: [
      ['1', 'The clustering strategy suits the scale of the cluster', 'met'],
      ['2', 'Nothing', 'not met'],
    ],
  }

  test('keep their columns where they fit, the widest wrapping', () => {
    expect(terminal([cardOf(table)], { color: false, width: 50 })).toBe(
      'No.  Criterion                             Status\n1    The clustering strategy suits the     met\n     scale of the cluster\n2    Nothing                               not met\n',
    )
  })

  test('become records where they do not fit', () => {
    const head = ['A', 'B', 'C', 'D']
    const wide: Part = { kind: 'table', head, rows: [head.map((name) => `${name} has words enough to wrap`)] }
    expect(terminal([cardOf(wide)], { color: false, width: 40 })).toBe(
      '- A: A has words enough to wrap\n  B: B has words enough to wrap\n  C: C has words enough to wrap\n  D: D has words enough to wrap\n',
    )
  })
})

function withoutColours(text: string): string {
  return text.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g'), '')
}
