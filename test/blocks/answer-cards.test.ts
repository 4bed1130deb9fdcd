import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adaptiveCards } from '../../src/blocks/adaptive-card.ts'
import { formView } from '../../src/blocks/block-kit/form.ts'
import { blockKit } from '../../src/blocks/block-kit.ts'
import type { Card } from '../../src/blocks/card.ts'
import { answerCard } from '../../src/blocks/cards/answer.ts'
import { findingAnswerCard, findingsCard } from '../../src/blocks/cards/follow-up.ts'
import { ignoredCard, unignoredCard } from '../../src/blocks/cards/ignored.ts'
import { worstFirst } from '../../src/blocks/cards/order.ts'
import { reviewForm } from '../../src/blocks/cards/review-form.ts'
import { repositoriesCard, statusCard } from '../../src/blocks/cards/status.ts'
import {
  changes,
  duringPartition,
  holds,
  notRead,
  recommended,
  testPlan,
  untold,
} from '../../src/review/answers/index.ts'
import type { Report } from '../../src/review/report.ts'
import { breaks as breaksTeams } from './adaptive-card-rules.ts'
import { hostileText, report as reports } from './arbitrary.ts'
import { sections } from './sample-sections.ts'
import { breaks, breaksView } from './slack-rules.ts'

/** Every answer to a follow-up over one report. */
function cardsOf(report: Report, words: string): Card[] {
  const numbered = worstFirst(report)
  const numberOf = (fingerprint: string) =>
    numbered.find(({ finding }) => finding.fingerprint === fingerprint)?.number ?? null
  const [first] = numbered
  const asked = { repository: words, paths: [words], ref: words, requester: words, state: words, url: null }
  return [
    answerCard(duringPartition(report, 'write', numberOf), report),
    answerCard(duringPartition(report, 'lead', numberOf), report),
    answerCard(notRead(report), report),
    answerCard(holds(report), report),
    answerCard(recommended(report, numberOf), report),
    answerCard(testPlan(report), report),
    answerCard(changes(report, report, numberOf), report),
    answerCard(changes(null, report, numberOf), report),
    answerCard(untold(words, [1, 2]), report),
    findingsCard(report),
    statusCard(Array(30).fill(asked), report),
    repositoriesCard(Array(200).fill({ name: words || 'shop', url: null })),
    unignoredCard(words, words, words),
    ...(first === undefined
      ? []
      : [
          ...(['why', 'fix', 'failure'] as const).map((aspect) =>
            findingAnswerCard(aspect, first, report, 'minor'),
          ),
          ignoredCard({ number: 1, finding: first.finding, by: words, reason: words }, report),
        ]),
  ]
}

test('every answer is valid in Slack and in Teams, whatever the code and the people say', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(reports, hostileText, (made, words) => {
      const report = { ...made, sections: sections((own) => `${own}${words}`) }
      for (const card of cardsOf(report, words)) {
        expect(blockKit([card]).flatMap(breaks)).toEqual([])
        expect(adaptiveCards([card]).flatMap((each) => breaksTeams(each))).toEqual([])
      }
    }),
    { numRuns: 60, seed: 8 },
  )
})

test('the form is a view that Slack takes, with one repository, with three hundred, and with long names', () => {
  const names = Array.from({ length: 300 }, (_, at) => `repository-${at}`)
  for (const [offered, chosen] of [
    [['shop'], 'shop'],
    [names, 'repository-299'],
    [[`group/${'a'.repeat(90)}`, 'b'.repeat(200)], `group/${'a'.repeat(90)}`],
  ] as const) {
    const form = reviewForm(offered, { repository: chosen, paths: 'lib/a', ref: 'main', depth: 'deep' })
    expect(breaksView(formView(form, 'C1\n\n'))).toEqual([])
  }
})
