import type { Finding } from '../../review/report.ts'
import type { Part } from '../card.ts'
import type { Answers, Form } from '../form.ts'
import { line, strong, text } from './runs.ts'
import { dateWords } from './schedule.ts'
import { crop, sentence } from './words.ts'

/** What somebody said of a finding, as far as it is known where its card is shown. */
export interface Said {
  readonly verdict: 'right' | 'wrong'
  /** `place`: this finding; `rule`: all that its rule finds in this repository. */
  readonly scope: 'place' | 'rule'
  /** As the platform shows them. */
  readonly by: string
  /** In their words; may be empty. */
  readonly reason: string
  /** Milliseconds; null: no limit of time. */
  readonly until: number | null
  /** Whether it holds now; else what became of it. */
  readonly state: 'stands' | 'over' | 'changed'
}

/** What was said of a finding; undefined: nothing. */
export type SaidOf = (finding: Finding) => Said | undefined

export function isDismissed(said: Said | undefined): boolean {
  return said?.verdict === 'wrong' && said.state === 'stands'
}

/** `Dismissed by ben until its code changes.`, then the reason; nothing where nothing was said. */
export function saidParts(said: Said | undefined): Part[] {
  if (said === undefined) return []
  const reason = said.reason.trim()
  return [
    line(strong(saidWords(said))),
    ...(reason === '' ? [] : [line(text(`Reason kept: “${crop(reason, mostReason)}”`))]),
  ]
}

/** One sentence: by whom, and until when. */
export function saidWords({ verdict, scope, by, until, state }: Said): string {
  const date = until === null ? null : dateWords(until, 'UTC')
  if (verdict === 'right') {
    return state === 'changed' ? `Marked right by ${by}, before its code changed.` : `Marked right by ${by}.`
  }
  if (state === 'over') return `Dismissed by ${by} until ${date}; that time is over.`
  if (state === 'changed') return `Dismissed by ${by} before; its code has changed since.`
  const limit = date === null ? '' : ` until ${date}`
  if (scope === 'rule') return `Dismissed by ${by}${limit}, with all that this rule finds in this repository.`
  return `Dismissed by ${by}${date === null ? '' : `${limit}, or`} until its code changes.`
}

/** Names the form when its answers come back. */
export const wrongFormName = 'wrong'

/** Code points of a reason. */
const mostReason = 500

const limitsOfTime = [
  { value: 'none', label: 'No limit of time' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
]

/** Asks why a finding is wrong, for how much and for how long. `context` comes back with the answers. */
export function wrongForm(finding: Finding, context: string): Form {
  return {
    name: wrongFormName,
    title: 'Why is it wrong?',
    intro: `${crop(sentence(finding.title), 200)} The next review here lists it as dismissed, with your name and your reason, and shows it again when its code changes or the time is over.`,
    fields: [
      {
        kind: 'text',
        name: 'reason',
        label: 'Reason',
        hint: 'What holds here that was not seen? One sentence is enough.',
        long: true,
        most: mostReason,
        required: true,
        value: null,
      },
      {
        kind: 'choice',
        name: 'scope',
        label: 'What is dismissed?',
        options: [
          { value: 'place', label: 'This place, until its code changes' },
          { value: 'rule', label: 'All that this rule finds in this repository' },
        ],
        required: true,
        value: 'place',
      },
      {
        kind: 'choice',
        name: 'until',
        label: 'For how long?',
        options: limitsOfTime,
        required: true,
        value: 'none',
      },
    ],
    submit: 'Dismiss',
    context,
  }
}

/** What the form brought; null where there is no reason. `days`: null is without a limit of time. */
export function readWrong(answers: Answers): {
  readonly reason: string
  readonly scope: Said['scope']
  readonly days: number | null
} | null {
  const { reason, scope, until } = answers
  if (typeof reason !== 'string' || reason.trim() === '') return null
  const known = limitsOfTime.some(({ value }) => value === until && value !== 'none')
  return {
    reason: crop(reason.trim(), mostReason),
    scope: scope === 'rule' ? 'rule' : 'place',
    days: known ? Number(until) : null,
  }
}
