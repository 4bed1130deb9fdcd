import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockKit, type Message } from '../../src/blocks/block-kit.ts'
import type { Card } from '../../src/blocks/card.ts'
import { findingButtons } from '../../src/blocks/cards/actions.ts'
import { detailCard, openedParts } from '../../src/blocks/cards/details.ts'
import { findingCard } from '../../src/blocks/cards/finding.ts'
import type { Said } from '../../src/blocks/cards/verdict.ts'
import { type Deal, moreCards, orderedCards } from '../../src/blocks/cards.ts'
import { visible } from '../../src/blocks/escape.ts'
import { compare } from '../../src/review/compare.ts'
import type { Finding, Report } from '../../src/review/report.ts'
import { aReport } from './sample.ts'
import { aFinding, aLocation } from './sample-finding.ts'
import { breaks } from './slack-rules.ts'

/** Reports that are made, from one seed. */
const runs = 5_000
const seed = 20_261_125
/** Code points of a message in all, notification text included. */
const most = 13_000

const words = [
  '<!channel>',
  '<!here|@here>',
  '@channel',
  '@everyone',
  '<@U0001>',
  '<#C0001>',
  '<https://evil.example|github.com/acme/shop>',
  'https://evil.example/a',
  '[open](https://evil.example)',
  '&lt;!channel&gt;',
  '`code` *bold* _it_ ~no~',
  '```',
  'שלום עולם',
  'مرحبا بالعالم',
  '\u202egnp.exe\u202c',
  '👩‍👩‍👧‍👦 🇩🇪 ✅',
  '漢字かな',
  '\u0000\u001b[31m',
  '\ud800',
  '\u200b\u2066',
  'a plain word',
  '\n',
  '\r\n\t',
]
const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((some) => some.join(' '))
/** Mostly short; now and then as long as a title or a line of code can become. */
const long = fc.oneof(
  { weight: 24, arbitrary: text },
  { weight: 1, arbitrary: text.map((unit) => unit.repeat(4_000).slice(0, 4_000)) },
)

/** What makes one finding unlike another; the rest is the sample's. */
const seedOfFinding = fc.record({
  severity: fc.constantFrom('critical' as const, 'important' as const, 'minor' as const),
  confidence: fc.integer({ min: 0, max: 95 }),
  posted: fc.constantFrom(true, true, true, false),
  family: fc.constantFrom('quorum', 'remote-calls'),
  title: long,
  problem: text,
  impact: text,
  path: text,
  snippet: long,
  steps: fc.array(long, { maxLength: 3 }),
  code: fc.option(long),
})
const some = fc.array(seedOfFinding, { minLength: 1, maxLength: 3 })
/** Most reports are small; some 25 have 300 findings, made from a few. */
const amount = fc.oneof(
  { weight: 150, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 40, arbitrary: fc.integer({ min: 4, max: 14 }) },
  { weight: 1, arbitrary: fc.constant(300) },
)

const said: Said = {
  verdict: 'wrong',
  scope: 'place',
  by: '<!channel>',
  reason: '<!here>',
  until: null,
  state: 'stands',
}

interface Case {
  readonly report: Report
  readonly dismissed: ReadonlySet<Finding>
  readonly looked: number
}

const given: fc.Arbitrary<Case> = fc
  .record({
    some,
    amount,
    repository: text,
    path: text,
    note: long,
    dismissed: fc.nat({ max: 4 }),
    looked: fc.nat(),
  })
  .map(({ some: seeds, amount: count, repository, path, note, dismissed, looked }) => {
    const findings = Array.from({ length: count }, (_, at) => {
      const one = seeds[at % seeds.length] as (typeof seeds)[number]
      return aFinding({
        ...one,
        title: `${mark(at)} ${one.title}`,
        fingerprint: at.toString(16).padStart(16, '0'),
        symbolFingerprint: at.toString(16).padStart(16, 'f'),
        locations: [
          aLocation({ path: `lib/${one.path}`, startLine: at + 1, endLine: at + 1, snippet: one.snippet }),
        ],
        failureScenario: one.steps,
        fix: { ...aFinding().fix, code: one.code },
      })
    })
    const base = aReport()
    const posted = findings.filter((finding) => finding.posted)
    const ofSeverity = (severity: Finding['severity']) =>
      posted.filter((each) => each.severity === severity).length
    const report = aReport({
      findings,
      counts: {
        critical: ofSeverity('critical'),
        important: ofSeverity('important'),
        minor: ofSeverity('minor'),
        belowThreshold: findings.length - posted.length,
        accepted: 0,
      },
      verdict: posted.length > 0 ? 'findings' : 'no-findings',
      target: { ...base.target, repository, paths: [path] },
      coverage: { ...base.coverage, notes: [note] },
    })
    return { report, dismissed: new Set(posted.slice(1, 1 + dismissed)), looked }
  })

/** Stands in a finding's title and nowhere else. */
function mark(at: number): string {
  return `f${at}f`
}

/** Every string under a name, in the blocks. */
function stringsUnder(value: unknown, name: string, found: string[] = []): string[] {
  if (Array.isArray(value)) for (const each of value) stringsUnder(each, name, found)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, field] of Object.entries(value)) {
      if (key === name && typeof field === 'string') found.push(field)
      else stringsUnder(field, name, found)
    }
  }
  return found
}

function points(value: unknown): number {
  if (typeof value === 'string') {
    let length = 0
    for (const _ of value) length += 1
    return length
  }
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((sum, each) => sum + points(each), 0)
}

/** What is wrong with a message; empty where Slack takes it and it harms nobody. */
function faults(message: Message): string[] {
  const wrong = breaks(message)
  const size = points(message.text) + points(message.blocks)
  if (size > most) wrong.push(`It has ${size} characters in all.`)
  if (/<[!@#]|<https?:|@(?:channel|here|everyone)\b/.test(message.text))
    wrong.push(`It pings or links: ${message.text}`)
  // In blocks Slack reads no words: what could ping are mrkdwn and elements of their own.
  const types = stringsUnder(message.blocks, 'type')
  for (const type of ['mrkdwn', 'broadcast', 'user', 'usergroup', 'channel', 'markdown']) {
    if (types.includes(type)) wrong.push(`It has an element of type ${type}.`)
  }
  for (const url of stringsUnder(message.blocks, 'url')) {
    if (!/^https:\/\/github\.com\/acme\/shop\/blob\/[0-9a-f]{40}\/|^https:\/\/raft\.github\.io\//.test(url))
      wrong.push(`It links to ${url}.`)
  }
  return wrong
}

/** The thread, then every page behind "Show more", as long as there is such a button. */
function everyPage(report: Report, deal: Deal): Card[] {
  const cards = orderedCards(report, deal)
  for (let pages = 0; pages < 100; pages += 1) {
    const more = cards
      .flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons : [])))
      .filter(({ action }) => action === 'show-more')[pages]
    if (more === undefined) return cards
    cards.push(...moreCards(report, Number(more.value.split(' ')[1]), deal))
  }
  throw new Error('The pages do not end.')
}

test('5,000 reports: each message is one that Slack takes, each finding is reachable, nobody is pinged, no link is forged', () => {
  fc.assert(
    fc.property(given, ({ report, dismissed, looked }) => {
      const saidOf = (finding: Finding) => (dismissed.has(finding) ? said : undefined)
      const since = { earlier: report, comparison: compare(report, report) }
      const deal: Deal = { first: 8, review: 'r', said: saidOf, since }
      const cards = everyPage(report, deal)
      // One finding of each report with all that its buttons open.
      const one = report.findings[looked % Math.max(1, report.findings.length)]
      if (one !== undefined) {
        for (const detail of ['show-failure', 'show-fix', 'show-why'] as const) {
          const opened = openedParts(detail, one, report)
          const buttons = findingButtons(one, 'r', { open: detail })
          cards.push(detailCard(detail, one, report), findingCard(one, 1, report, buttons, { opened }))
        }
      }
      const messages = blockKit(cards)
      expect(messages.flatMap(faults)).toEqual([])
      const seen = new Set(JSON.stringify(messages).match(/f\d+f/g))
      const lost = report.findings.filter(({ posted }, at) => posted && !seen.has(mark(at)))
      expect(lost).toEqual([])
      const shown = messages.map(({ blocks }) => stringsUnder(blocks, 'text').join('')).join('')
      for (const card of cards) {
        for (const part of card.parts) {
          if (part.kind === 'code') expect(shown.includes(visible(part.text).slice(0, 2_000))).toBe(true)
        }
      }
    }),
    { numRuns: runs, seed, endOnFailure: true },
  )
}, 120_000)
