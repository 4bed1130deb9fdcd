import type { Finding, Report } from '../../review/report.ts'
import type { Button, Part } from '../card.ts'
import { limits } from '../limits.ts'
import { hasArchitecture } from './architecture.ts'
import { isDismissed, type Said } from './verdict.ts'
import { number } from './words.ts'

interface Choice<Of> {
  readonly action: string
  label(of: Of): string
  /** Whether what the button opens has content. */
  opens(of: Of): boolean
}

/** What a card of a finding can show below itself. */
export const details = ['show-failure', 'show-fix', 'show-why'] as const
export type Detail = (typeof details)[number]

/** Every button that shows more of a finding, in order. */
const ofFinding: readonly (Choice<Finding> & { readonly action: Detail })[] = [
  {
    action: 'show-failure',
    label: () => 'How it fails',
    opens: (finding) => finding.failureScenario.length > 0 || finding.witness.kind !== 'none',
  },
  {
    action: 'show-fix',
    label: () => 'Show fix',
    opens: (finding) => finding.fix.summary.trim() !== '' || finding.fix.code !== null,
  },
  {
    action: 'show-why',
    label: () => 'Why',
    opens: ({ evidence, guardsLookedFor, sources }) =>
      evidence.length + guardsLookedFor.length + sources.length > 0,
  },
]

/** Every button under a report, in order. */
const ofReport: readonly Choice<Report>[] = [
  { action: 'show-checklist', label: checklistLabel, opens: () => true },
  { action: 'show-architecture', label: () => 'Architecture', opens: hasArchitecture },
]

/**
 * All actions, and how a press is answered: `kept` is kept and answered whatever happens to the process; `now` opens a
 * form, for which there are seconds, or is over with one transaction.
 */
export const actions = {
  'show-failure': 'kept',
  'show-fix': 'kept',
  'show-why': 'kept',
  'hide-detail': 'kept',
  'mark-right': 'kept',
  'mark-wrong': 'now',
  'undo-verdict': 'kept',
  'show-checklist': 'kept',
  'show-architecture': 'kept',
  'show-more': 'kept',
  'evaluate-open': 'now',
  'evaluate-build': 'now',
  cancel: 'now',
  'try-again': 'now',
  invite: 'now',
} as const satisfies Record<string, 'kept' | 'now'>

export type Action = keyof typeof actions
type AnsweredAs<How> = { [Name in Action]: (typeof actions)[Name] extends How ? Name : never }[Action]
export type KeptAction = AnsweredAs<'kept'>
export type LiveAction = AnsweredAs<'now'>

/** What a click speaks of: a review, by the name its caller gave it, and a finding's fingerprint or a position. */
export interface Subject {
  readonly review: string
  readonly of: string | null
}

/** What a card of a finding shows besides, which its buttons depend on. */
interface Seen {
  /** What is open below it. */
  readonly open?: Detail | null
  readonly said?: Said
}

/** Buttons under one finding; `review` names the review and has no space in it. */
export function findingButtons(finding: Finding, review: string, { open = null, said }: Seen = {}): Button[] {
  const value = `${review} ${finding.fingerprint}`
  const undo = { label: 'Undo', action: 'undo-verdict', value }
  if (isDismissed(said)) return [undo]
  const buttons: Button[] = ofFinding
    .filter((choice) => choice.opens(finding))
    .map(({ action, label }) =>
      action === open
        ? { label: hidden[action], action: 'hide-detail', value }
        : { label: label(finding), action, value },
    )
  if (mechanismFamilies.has(finding.family)) buttons.push(evaluateButton('Which mechanism fits?', review, []))
  if (said?.state === 'stands') return [...buttons, undo]
  return [
    ...buttons,
    { label: 'Right', action: 'mark-right', value },
    { label: 'Wrong', action: 'mark-wrong', value },
  ]
}

const hidden: Record<Detail, string> = {
  'show-failure': 'Hide how it fails',
  'show-fix': 'Hide fix',
  'show-why': 'Hide why',
}

/** Families whose findings are mended by another mechanism rather than by another line. */
const mechanismFamilies: ReadonlySet<string> = new Set([
  'quorum',
  'leadership',
  'registries',
  'clocks',
  'mnesia',
])

/** Stands in a button for a review where there is none: a value is never empty. */
const noReview = '-'
/** Stands before an answer that nobody gave. */
const assumedMark = '~'

/** Shows how the option is built that these answers (`key=value`) lead to. */
export function buildButton(label: string, answers: readonly string[]): Button {
  return { label, action: 'evaluate-build', value: `${noReview} ${answers.join(';')}` }
}

/**
 * Opens the form that asks which mechanism fits, filled in with `answers` (`key=value`, without a space) and with those
 * that are only assumed. `review` names the review that it is about, or is empty; it is left out where both are too long
 * for one button.
 */
export function evaluateButton(
  label: string,
  review: string,
  answers: readonly string[],
  assumed: readonly string[] = [],
): Button {
  const all = [...answers, ...assumed.map((pair) => `${assumedMark}${pair}`)]
  const filled = all.length === 0 ? '' : ` ${all.join(';')}`
  const whole = `${review === '' ? noReview : review}${filled}`
  const value = whole.length <= limits.slack.button.value.max_length ? whole : `${noReview}${filled}`
  return { label, action: 'evaluate-open', value }
}

/** Buttons under a summary; `from` is the number of the last finding that has a card, `left` how many have none. */
export function reportButtons(report: Report, review: string, from: number, left: number): Button[] {
  const buttons: Button[] = ofReport
    .filter((choice) => choice.opens(report))
    .map((choice) => ({ label: choice.label(report), action: choice.action, value: review }))
  return left > 0 ? [...buttons, moreButton(review, from, left)] : buttons
}

/** Opens the findings after the one of number `from`, of which there are `left`. */
export function moreButton(review: string, from: number, left: number): Button {
  return { label: `Show ${number(left)} more`, action: 'show-more', value: `${review} ${from}` }
}

/** The value of a button, as it comes back with a click. */
export function subjectOf(value: string): Subject {
  const space = value.indexOf(' ')
  if (space === -1) return { review: value, of: null }
  return { review: value.slice(0, space), of: value.slice(space + 1) }
}

/** What a button of `evaluateButton` says: the review, or nothing, and the answers that fill the form in. */
export function evaluateSubject(value: string): {
  readonly review: string
  readonly answers: string[]
  readonly assumed: string[]
} {
  const { review, of } = subjectOf(value)
  const pairs = of === null ? [] : of.split(';')
  return {
    review: review === noReview ? '' : review,
    answers: pairs.filter((pair) => !pair.startsWith(assumedMark)),
    assumed: pairs.filter((pair) => pair.startsWith(assumedMark)).map((pair) => pair.slice(1)),
  }
}

/** Cancels a review that is not answered yet; `request` names it. */
export function cancelButton(request: string): Button {
  return { label: 'Cancel', action: 'cancel', value: request }
}

/** Brings us into the channel that refused us, and takes up the request again; `request` names it. */
export function inviteButton(request: string): Button {
  return { label: 'Invite distreview', action: 'invite', value: request }
}

/** A row of buttons, or nothing where there are none. */
export function buttonRow(buttons: readonly Button[]): Part[] {
  return buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }]
}

function checklistLabel(report: Report): string {
  const met = report.checklist.filter((item) => item.status === 'met').length
  return `Checklist: ${met} of ${report.checklist.length}`
}
