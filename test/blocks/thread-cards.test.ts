import { describe, expect, test } from 'vitest'
import { formElements, readFilled } from '../../src/blocks/adaptive-card/form.ts'
import { adaptiveForm } from '../../src/blocks/adaptive-card.ts'
import { formView } from '../../src/blocks/block-kit/form.ts'
import { actions, findingButtons } from '../../src/blocks/cards/actions.ts'
import { openedParts } from '../../src/blocks/cards/details.ts'
import { findingCard } from '../../src/blocks/cards/finding.ts'
import { readWrong, type Said, wrongForm } from '../../src/blocks/cards/verdict.ts'
import { type Deal, moreCards, orderedCards } from '../../src/blocks/cards.ts'
import { compare } from '../../src/review/compare.ts'
import { aQuietReport, aReport } from './sample.ts'
import { aFinding } from './sample-finding.ts'
import { breaksView } from './slack-rules.ts'
import { wordsOf } from './words-of.ts'

const deal: Deal = { first: 8, review: 'review-1' }
const dismissed: Said = {
  verdict: 'wrong',
  scope: 'place',
  by: 'ben',
  reason: 'that cache is per node on purpose',
  until: null,
  state: 'stands',
}
const may = Date.UTC(2027, 4, 3)

describe('what people said', () => {
  test('a dismissed finding is its title, its place, by whom, why, and Undo', () => {
    const finding = aFinding()
    const said = dismissed
    const card = findingCard(finding, 4, aReport(), findingButtons(finding, 'r', { said }), { said })
    expect([card.summary, ...wordsOf(card)]).toEqual([
      '4 · Critical · Both sides of a cut have a majority of what they can see. Dismissed by ben until its code changes.',
      '# 4 · Critical · Both sides of a cut have a majority of what they can see',
      'lib/cluster/leader_election.ex:34-35 · open at 3f2a91c',
      'Dismissed by ben until its code changes.',
      'Reason kept: “that cache is per node on purpose”',
      '[Undo]',
    ])
  })

  test.each<[string, Partial<Said>, string]>([
    ['with a limit of time', { until: may }, 'Dismissed by ben until 3 May 2027, or until its code changes.'],
    ['of a rule', { scope: 'rule' }, 'Dismissed by ben, with all that this rule finds in this repository.'],
    [
      'of a rule with a limit of time',
      { scope: 'rule', until: may },
      'Dismissed by ben until 3 May 2027, with all that this rule finds in this repository.',
    ],
  ])('a dismissal %s says until when', (_what, given, words) => {
    const said = { ...dismissed, ...given }
    expect(wordsOf(findingCard(aFinding(), 1, aReport(), [], { said }))).toContain(words)
  })

  test.each<[string, Partial<Said>, string]>([
    [
      'whose time is over',
      { until: may, state: 'over' },
      'Dismissed by ben until 3 May 2027; that time is over.',
    ],
    ['whose code has changed', { state: 'changed' }, 'Dismissed by ben before; its code has changed since.'],
  ])('a finding %s is whole again, and says what was said of it', (_what, given, words) => {
    const said = { ...dismissed, ...given }
    const finding = aFinding()
    const seen = wordsOf(findingCard(finding, 1, aReport(), findingButtons(finding, 'r', { said }), { said }))
    expect(seen).toContain(words)
    expect(seen.at(-1)).toBe('[How it fails] [Show fix] [Why] [Which mechanism fits?] [Right] [Wrong]')
    expect(seen.some((line) => line.startsWith('elixir: '))).toBe(true)
  })

  test('what was marked right says by whom, and can be undone', () => {
    const said: Said = { ...dismissed, verdict: 'right', by: 'ana', reason: '' }
    const finding = aFinding()
    const seen = wordsOf(findingCard(finding, 1, aReport(), findingButtons(finding, 'r', { said }), { said }))
    expect(seen.slice(-2)).toEqual([
      'Marked right by ana.',
      '[How it fails] [Show fix] [Why] [Which mechanism fits?] [Undo]',
    ])
  })
})

describe('the summary', () => {
  const report = aReport()
  const [first] = report.findings.filter(({ title }) => title.startsWith('Both sides'))
  const said = (finding: unknown) => (finding === first ? dismissed : undefined)

  test('lists what is dismissed with its number, counts the rest, and begins with what is open', () => {
    const [summary, second] = orderedCards(report, { ...deal, said })
    expect(summary && wordsOf(summary).slice(0, 6)).toEqual([
      '# 2 critical, 7 important, 2 minor in lib/cluster, src, 1 dismissed',
      'Two decrements at once count as one, and the last item is sold twice. Start with 2.',
      'The 8 worst of 9 critical and important findings follow.',
      'Minor:',
      '- 11 · Four voters tolerate no more than three do · config/runtime.exs:20-24',
      '- 12 · The tick time differs between releases · rel/vm.args:7',
    ])
    expect(summary && wordsOf(summary).slice(6, 8)).toEqual([
      'Dismissed here:',
      '- 1 · Critical · Both sides of a cut have a majority of what they can see · lib/cluster/leader_election.ex:34-35 · Dismissed by ben until its code changes. “that cache is per node on purpose”',
    ])
    expect(second?.summary).toMatch(/^2 · Critical · /)
  })

  test('page by page every open finding is seen once, also where one is dismissed between the pages', () => {
    const paged = { first: 4, review: 'r' }
    const shown = [
      ...orderedCards(report, paged).slice(1),
      ...moreCards(report, 4, { ...paged, said }),
      ...moreCards(report, 8, { ...paged, said }),
    ].map(({ summary }) => summary.split(' ')[0])
    expect(shown).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '2'])
  })

  test('where all is dismissed it says so', () => {
    const one = aReport({ findings: [aFinding()] })
    const [summary, ...cards] = orderedCards(one, { ...deal, said: () => dismissed })
    expect(summary && wordsOf(summary)[0]).toBe('# The one finding in lib/cluster, src is dismissed')
    expect(cards).toEqual([])
  })

  test('says what changed since the review before, also where nothing is found now', () => {
    const earlier = aReport({ findings: [aFinding()], ranAt: '2026-08-12T09:00:00.000Z' })
    const changes = (later: typeof earlier) =>
      orderedCards(later, { ...deal, since: { earlier, comparison: compare(earlier, later) } }).flatMap(
        wordsOf,
      )[1]
    expect(changes(report)).toBe('Since 12 August 2026: 11 new, 0 fixed, 1 still open.')
    expect(changes(aQuietReport())).toBe('Since 12 August 2026: 0 new, 1 fixed, 0 still open.')
  })
})

test('a detail opens below its card, and its button hides it again', () => {
  const finding = aFinding()
  const opened = openedParts('show-fix', finding, aReport())
  const buttons = findingButtons(finding, 'r', { open: 'show-fix' })
  const seen = wordsOf(findingCard(finding, 1, aReport(), buttons, { opened }))
  const closed = wordsOf(findingCard(finding, 1, aReport(), []))
  expect(seen.slice(0, closed.length)).toEqual(closed)
  expect(seen.slice(closed.length)).toEqual([
    'Fix',
    'Count votes against a configured list of voters, and keep one durable vote for each term.',
    'elixir: voters = Application.fetch_env!(:shop, :voters)\nmajority = div(length(voters), 2) + 1\n',
    'An example in the language of the finding, not a patch.',
    'Still at risk: A leader that was cut off must still be fenced at the stock.',
    '[How it fails] [Hide fix] [Why] [Which mechanism fits?] [Right] [Wrong]',
  ])
  expect(buttons.every(({ action }) => Object.hasOwn(actions, action))).toBe(true)
})

describe('the form that asks why', () => {
  const form = wrongForm(aFinding({ title: 'A title. '.repeat(500) }), 'x'.repeat(2_000))

  test('is one that Slack and Teams take, whatever the title', () => {
    expect(breaksView(formView(form, form.context))).toEqual([])
    expect(adaptiveForm(form).body.length).toBeGreaterThan(4)
  })

  test('reads back what was filled in, also from Teams, where words hold what divides choices', () => {
    const sent = formElements(form).flatMap((element) =>
      element.type === 'ActionSet' ? element.actions.map(({ data }) => data) : [],
    )
    const typed = { 'field.reason': ' a, b & 100% ', 'field.scope': 'rule', 'field.until': '90' }
    const filled = readFilled({ ...sent[0], ...typed })
    expect(filled && readWrong(filled.answers)).toEqual({ reason: 'a, b & 100%', scope: 'rule', days: 90 })
    expect(readWrong({ reason: 'x', until: 'none' })).toEqual({ reason: 'x', scope: 'place', days: null })
    expect(readWrong({ reason: ' ', scope: 'place' })).toBeNull()
  })
})
