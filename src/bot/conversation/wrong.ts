import { subjectOf } from '../../blocks/cards/actions.ts'
import { readWrong, wrongForm } from '../../blocks/cards/verdict.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Desk } from './desk.ts'
import { giveVerdict, mayDismiss } from './dismiss.ts'
import { findingOf, showVerdict } from './finding.ts'
import type { Click, Submitted } from './port.ts'
import { pressedOf } from './press.ts'

/** Milliseconds. */
const day = 86_400_000

/** Opens the form that asks why a finding is wrong. Throws a Refusal to whoever may not dismiss it. */
export async function clickWrong(click: Click, desk: Desk): Promise<void> {
  const { platform, place, person, value, message, opening } = click
  const finding = findingOf(await pressedOf(click, desk))
  await mayDismiss(click, finding, desk)
  if (opening === null) {
    throw new Refusal('not-found', 'A form cannot be opened from here.', 'Press Wrong again.')
  }
  await platform.openForm(place, person.id, opening, wrongForm(finding, writeContext(value, message)))
}

/** Keeps the dismissal that the form brought, and shows it on the card. */
export async function submitWrong(submitted: Submitted, desk: Desk): Promise<void> {
  const { platform, person, place, context, answers } = submitted
  const { value, message } = readContext(context)
  const click: Click = { platform, person, place, action: 'mark-wrong', value, message, opening: null }
  const pressed = await pressedOf(click, desk)
  const finding = findingOf(pressed)
  const wrong = readWrong(answers)
  if (wrong === null) {
    throw new Refusal('usage', 'A dismissal needs a reason.', 'Press Wrong again and say what holds there.')
  }
  const { reason, scope, days } = wrong
  const until = days === null ? null : desk.clock() + days * day
  const { repository } = pressed
  await giveVerdict(submitted, { repository, finding, verdict: 'wrong', scope, reason, until }, desk)
  await showVerdict(pressed, finding, desk)
}

/** The message of the card, then the value of its button, which holds spaces. */
function writeContext(value: string, message = ''): string {
  return `${message} ${value}`
}

function readContext(context: string): { readonly value: string; readonly message?: string } {
  const { review: message, of: value } = subjectOf(context)
  return { value: value ?? '', ...(message === '' ? {} : { message }) }
}
