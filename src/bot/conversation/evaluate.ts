import type { Card } from '../../blocks/card.ts'
import { buttonRow, evaluateButton, evaluateSubject } from '../../blocks/cards/actions.ts'
import { evaluationCard, evaluationTitle } from '../../blocks/cards/evaluation.ts'
import { evaluationForm, pairsOfForm } from '../../blocks/cards/evaluation-form.ts'
import { heading, line, text } from '../../blocks/cards/runs.ts'
import { evaluate, readAnswers, writeAnswers } from '../../review/consensus/index.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Desk } from './desk.ts'
import type { Click, Heard, Submitted } from './port.ts'
import { readReviewName } from './review-name.ts'
import { reply, sentenceCard } from './say.ts'

/** Opens the form; where the platform gives no leave to, or no longer, it answers with a button that has one. */
export async function hearEvaluate(heard: Heard, { log }: Pick<Desk, 'log'>): Promise<void> {
  const { platform, place, person, opening } = heard
  if (opening !== null) {
    try {
      await platform.openForm(place, person.id, opening, evaluationForm({}, ''))
      return
    } catch (error) {
      log.warn({ err: error }, 'The form could not be opened; a button for it is posted.')
    }
  }
  await reply(heard, invitationCard())
}

/** Opens the form, filled in as the button says. Throws a Refusal where it cannot be opened or read. */
export async function clickEvaluate({ platform, place, person, value, opening }: Click): Promise<void> {
  const { review, answers } = evaluateSubject(value)
  if (review !== '') readReviewName(review)
  const filledIn = readAnswers(answers)
  if (opening === null) {
    throw new Refusal('not-found', 'A form cannot be opened from here.', 'Say evaluate to be asked again.')
  }
  await platform.openForm(place, person.id, opening, evaluationForm(filledIn, review))
}

/** Evaluates what the form brought and posts the card in its thread; throws a Refusal where an answer is wrong. */
export async function submitEvaluation(submitted: Submitted, { log }: Pick<Desk, 'log'>): Promise<void> {
  const { platform, place, person, context } = submitted
  const answers = readAnswers(pairsOfForm(submitted.answers))
  const evaluation = evaluate(answers)
  const title = evaluationTitle(evaluation)
  const card = evaluationCard(evaluation, {
    buttons: [evaluateButton('Change the answers', context, writeAnswers(answers))],
    about: aboutReview(context),
  })
  await platform.post({ ...place, thread: place.thread ?? (await beginThread(submitted, title)) }, [card])
  log.info({ person: person.id, recommendation: evaluation.recommendation }, 'evaluated')
}

/** In a channel one line stands for the card, which is long. Resolves to the thread. */
async function beginThread({ platform, place, person }: Submitted, title: string): Promise<string> {
  const by = person.name === person.id ? '' : `For ${person.name}: `
  const posted = await platform.post(place, [sentenceCard(`${by}${title}.`)])
  return posted.id
}

function invitationCard(): Card {
  const title = 'Which mechanism fits?'
  return {
    summary: title,
    parts: [
      heading(title),
      line(text('Say what the data is and what it must withstand; every answer that you know helps.')),
      ...buttonRow([evaluateButton('Open the form', '', [])]),
    ],
  }
}

function aboutReview(context: string): string | null {
  if (context === '') return null
  const { repository, commit } = readReviewName(context)
  return commit === null ? repository : `${repository} at ${commit.slice(0, 7)}`
}
