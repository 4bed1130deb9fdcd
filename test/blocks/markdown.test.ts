import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Card, Line, Part } from '../../src/blocks/card.ts'
import { findingCard } from '../../src/blocks/cards/finding.ts'
import { wholeCards } from '../../src/blocks/cards.ts'
import { visible } from '../../src/blocks/escape.ts'
import { markdown } from '../../src/blocks/markdown.ts'
import { hostileCode, hostileText, report } from './arbitrary.ts'
import { rendered } from './rendered.ts'
import { aReport } from './sample.ts'
import { aFinding } from './sample-finding.ts'
import { stringsOf } from './words-of.ts'

const cardOf = (...parts: Part[]): Card => ({ summary: 'A card.', parts })
const lineOf = (...line: Line): Card => cardOf({ kind: 'line', line })
const flat = (text: string) => text.replaceAll('\u2060', '').replace(/\s+/g, ' ')

test('a finding reads well as a file', () => {
  expect(
    markdown([findingCard(aFinding(), 1, aReport(), [{ label: 'Why', action: 'show-why', value: 'v' }])]),
  ).toBe(
    `# 1 · Critical · Both sides of a cut have a majority of what they can see

\`lib/cluster/leader_election.ex:34-35\` · [open at 3f2a91c](<https://github.com/acme/shop/blob/3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b/lib/cluster/leader_election.ex#L34-L35>) · in \`Shop.LeaderElection.elect/1\` · confidence 92: computed witness

\`\`\`elixir
    reachable = length([node() | Node.list()])
    if reachable >= div(reachable, 2) + 1, do: become_leader()
\`\`\`

The size of the cluster is counted from the nodes that are visible, so it shrinks with the partition. Both lead, and both accept decrements of the same stock.

Looked for and not found: a configured voter list; a vote per term; a fencing token at \`Stock.put/2\`.
`,
  )
})

describe('a renderer shows what the card says and nothing more', () => {
  test('whole reports: every string, and only links of the forge or of a source', () => {
    fc.assert(
      fc.property(report, (given) => {
        for (const card of wholeCards(given, { all: true })) {
          const { words, tags, links } = rendered(markdown([card]))
          const shown = flat(words)
          for (const text of stringsOf(card)) expect(shown).toContain(flat(text).trim())
          expect(
            tags.filter((tag) => ['img', 'script', 'del', 'em', 'input', 'hr', 'h3'].includes(tag)),
          ).toEqual([])
          expect(links.length).toBe(linksOf(card))
        }
      }),
      { numRuns: 15 },
    )
  }, 60_000)

  test('code of any characters is one block and is the code', () => {
    fc.assert(
      fc.property(hostileCode, (text) => {
        const { code, tags } = rendered(markdown([cardOf({ kind: 'code', text, language: 'elixir' })]))
        const shown = visible(text)
        if (text === '') return
        expect(code).toEqual([shown.endsWith('\n') ? shown : `${shown}\n`])
        expect(tags.filter((tag) => tag !== 'pre' && tag !== 'code')).toEqual([])
      }),
    )
  }, 60_000)

  test('a line of words, weight and code is a paragraph', () => {
    const runs = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('text' as const), text: hostileText, strong: fc.boolean() }),
        fc.record({ kind: fc.constant('code' as const), text: hostileText }),
      ),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(runs, (line) => {
        const { words, tags } = rendered(markdown([lineOf(...line)]))
        expect(tags.filter((tag) => tag !== 'strong' && tag !== 'code')).toEqual([])
        expect(flat(words).trim()).toBe(flat(visible(line.map(({ text }) => text).join(''))).trim())
      }),
    )
  }, 60_000)
})

test.each([
  ['1. x', '1&#x2060;. x\n'],
  ['# x', '\\# x\n'],
  ['- x', '\\- x\n'],
  ['+ x', '\\+ x\n'],
  ['---', '\\---\n'],
  ['===', '\\===\n'],
  ['> x', '\\> x\n'],
  ['    x', 'x\n'],
])('%j at the start of a line stays words', (text, expected) => {
  expect(markdown([lineOf({ kind: 'text', text })])).toBe(expected)
})

test.each([
  ['a', '`a`\n'],
  ['a`b', '``a`b``\n'],
  ['`a``', '``` `a`` ```\n'],
  ['a\nb', '`a b`\n'],
])('the code %j is the span %j', (text, expected) => {
  expect(markdown([lineOf({ kind: 'code', text })])).toBe(expected)
})

test('words that end in ! do not make a picture of the link after them', () => {
  const link = { kind: 'link' as const, text: 'open', url: 'https://a.example/' }
  expect(markdown([lineOf({ kind: 'text', text: 'see!' }, link)])).toBe(
    'see\\![open](<https://a.example/>)\n',
  )
})

test('two lists after each other stay two, a table keeps its cells, small print is a quote', () => {
  const items = [[{ kind: 'text' as const, text: 'a' }]]
  const list: Part = { kind: 'list', ordered: true, items }
  const table: Part = { kind: 'table', head: ['A', 'B'], rows: [['1|2', 'x\ny'], ['3']] }
  const footnote: Part = { kind: 'footnote', line: [{ kind: 'text', text: 'small' }] }
  expect(markdown([cardOf(list, list, table, footnote)])).toBe(
    '1. a\n\n1) a\n\n| A | B |\n| --- | --- |\n| 1\\|2 | x y |\n| 3 |  |\n\n> small\n',
  )
})

function linksOf(card: Card): number {
  const lines = card.parts.flatMap((part) =>
    part.kind === 'line' || part.kind === 'footnote' ? [part.line] : part.kind === 'list' ? part.items : [],
  )
  return lines.flat().filter((run) => run.kind === 'link').length
}
