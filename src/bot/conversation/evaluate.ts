import type { Button, Card } from '../../blocks/card.ts'
import { buildButton, buttonRow, evaluateButton, evaluateSubject } from '../../blocks/cards/actions.ts'
import { evaluationCard, evaluationTitle } from '../../blocks/cards/evaluation.ts'
import { buildCards } from '../../blocks/cards/evaluation-build.ts'
import { evaluationForm, pairsOfForm } from '../../blocks/cards/evaluation-form.ts'
import { requirementParts } from '../../blocks/cards/evaluation-requirements.ts'
import { heading, line, text } from '../../blocks/cards/runs.ts'
import type { Place } from '../../jobs/platform.ts'
import {
  answerText,
  type Consultation,
  consult,
  type DimensionKey,
  readAnswers,
} from '../../review/consensus/index.ts'
import { Refusal } from '../../review/refusal.ts'
import type { EvaluateWords } from '../request/evaluate.ts'
import type { Desk } from './desk.ts'
import type { Click, Heard, Submitted } from './port.ts'
import { readReviewName } from './review-name.ts'
import { reply, sentenceCard } from './say.ts'
import { servicesShown, shownIn } from './shown-in.ts'

type EvaluateDesk = Pick<Desk, 'log'> & Partial<Pick<Desk, 'jobs' | 'repositories'>>

/**
 * Without words it opens the form; where the platform gives no leave to, or no longer, it answers with a button that has
 * one. With words it answers in a thread, from them and from what the last review there shows. Rejects with a Refusal
 * for words that cannot be read.
 */
export async function hearEvaluate(
  heard: Heard,
  desk: EvaluateDesk,
  { useCase, set = [] }: Partial<EvaluateWords> = {},
): Promise<void> {
  if (useCase !== undefined || set.length > 0) return answerWords(heard, useCase ?? null, set, desk)
  const { platform, place, person, opening } = heard
  if (opening !== null) {
    try {
      await platform.openForm(place, person.id, opening, evaluationForm({}, ''))
      return
    } catch (error) {
      desk.log.warn({ err: error }, 'The form could not be opened; a button for it is posted.')
    }
  }
  await reply(heard, invitationCard())
}

async function answerWords(
  heard: Heard,
  words: string | null,
  pairs: readonly string[],
  desk: EvaluateDesk,
): Promise<void> {
  const set = readAnswers(pairs)
  // What cannot be read is said before anything is looked up.
  consult({ words, set })
  const { shown, repository } = await shownIn(heard, desk)
  const consultation = consult({ words, set, shown, repository })
  if (!consultation.requirements.some(({ source }) => source === 'said' || source === 'set')) {
    throw new Refusal(
      'not-understood',
      'Nothing in these words says what the data is or what it must withstand.',
      'Say for example: evaluate a lock for a nightly job, never twice, 6 nodes, Postgres. Or say evaluate alone, and a form asks.',
    )
  }
  const card = evaluationCard(consultation, {
    buttons: buttonsOf(consultation, ''),
    about: repository === null ? null : nameAt(repository.name, repository.commit),
    basis: requirementParts(consultation),
  })
  await postCard(heard, card, evaluationTitle(consultation))
  desk.log.info({ person: heard.person.id, recommendation: consultation.recommendation }, 'evaluated')
}

/**
 * Opens the form, filled in as the button says; without answers, with what the review shows that it is about, as far as
 * that is in memory: a form cannot wait. Throws a Refusal where it cannot be opened or read.
 */
export async function clickEvaluate(
  { platform, place, person, value, opening }: Click,
  desk: Partial<Pick<Desk, 'reports'>> = {},
): Promise<void> {
  const { review, answers, assumed } = evaluateSubject(value)
  const name = review === '' ? null : readReviewName(review)
  const report = name === null ? undefined : desk.reports?.kept(name)
  const shown = answers.length === 0 && report ? servicesShown(report) : {}
  const filledIn = { ...shown, ...readAnswers(assumed), ...readAnswers(answers) }
  if (opening === null) {
    throw new Refusal('not-found', 'A form cannot be opened from here.', 'Say evaluate to be asked again.')
  }
  const guesses = new Set(Object.keys(readAnswers(assumed)) as DimensionKey[])
  await platform.openForm(place, person.id, opening, evaluationForm(filledIn, review, guesses))
}

/** Posts how the option is built that these answers lead to. Throws a Refusal where none is left. */
export async function clickBuild({ platform, place, value }: Click): Promise<void> {
  const { answers } = evaluateSubject(value)
  const { answer } = consult({ set: readAnswers(answers) })
  if (answer === null) {
    throw new Refusal(
      'not-found',
      'With these answers no mechanism is left to build.',
      'Change the answers first.',
    )
  }
  for (const card of buildCards(answer)) await platform.post(place, [card])
}

/** Evaluates what the form brought and posts the card in its thread; throws a Refusal where an answer is wrong. */
export async function submitEvaluation(submitted: Submitted, { log }: Pick<Desk, 'log'>): Promise<void> {
  const { person, context } = submitted
  const consultation = consult({ set: readAnswers(pairsOfForm(submitted.answers)) })
  const card = evaluationCard(consultation, {
    buttons: buttonsOf(consultation, context),
    about: aboutReview(context),
  })
  await postCard(submitted, card, evaluationTitle(consultation))
  log.info({ person: person.id, recommendation: consultation.recommendation }, 'evaluated')
}

/** The form with every requirement filled in, what is only assumed marked as such; and how to build it, where something is left. */
function buttonsOf({ requirements, answer }: Consultation, context: string): Button[] {
  const given = requirements.filter(({ source }) => source !== 'assumed')
  // What the data is is never guessed.
  const guessed = requirements.filter(({ source, key }) => source === 'assumed' && key !== 'data')
  const pairs = (of: typeof given) => of.map(({ key, value }) => `${key}=${answerText(value)}`)
  const isKnown = given.some(({ key }) => key === 'data')
  const change = evaluateButton('Change the answers', context, pairs(given), isKnown ? pairs(guessed) : [])
  return answer === null ? [change] : [change, buildButton('How to build it', pairs(given))]
}

/** In a channel one line stands for the card, which is long. */
async function postCard(
  asked: Pick<Heard, 'platform' | 'person'> & { readonly place: Place },
  card: Card,
  title: string,
): Promise<void> {
  const { platform, place, person } = asked
  const by = person.name === person.id ? '' : `For ${person.name}: `
  const thread = place.thread ?? (await platform.post(place, [sentenceCard(`${by}${title}.`)])).id
  await platform.post({ ...place, thread }, [card])
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
  return nameAt(repository, commit)
}

function nameAt(name: string, commit: string | null): string {
  return commit === null ? name : `${name} at ${commit.slice(0, 7)}`
}
