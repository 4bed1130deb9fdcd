import type { Logger } from 'pino'
import { evaluationFormName } from '../../blocks/cards/evaluation-form.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import type { Platform } from '../../jobs/platform.ts'
import type { Schedules } from '../../jobs/schedules.ts'
import type { Ask } from '../../review/expert/question.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Review } from '../../review/request.ts'
import { parseRequest, type Request } from '../request.ts'
import { answerReview } from './answer-review.ts'
import { hearAsk } from './ask.ts'
import { createBounded } from './bounded.ts'
import type { Desk } from './desk.ts'
import { clickEvaluate, hearEvaluate, submitEvaluation } from './evaluate.ts'
import { createGivenAnswers } from './given-answers.ts'
import { hearHelp } from './help.ts'
import type { Conversation, Heard, Submitted } from './port.ts'
import { answerPress } from './press.ts'
import { createReports } from './reports.ts'
import type { Repository } from './repositories.ts'
import { hearReview } from './review.ts'
import { errorCard, reply } from './say.ts'
import { hearSchedule, hearSchedules, hearUnschedule } from './schedule.ts'

interface ConversationOptions {
  readonly review: Review
  /** Those that may be reviewed from a conversation; the first is the default. */
  readonly repositories: readonly Repository[]
  readonly schedules: Schedules
  readonly jobs: Jobs
  /** Answers free questions; null or left out: no model key. */
  readonly ask?: Ask | null
  /** Milliseconds. */
  readonly clock: () => number
  readonly log: Logger
}

/** Live words of requests that are open; without them an error is said in the plainest way of the platform. */
const mostHeard = 1_000

interface Answering extends Conversation {
  /** Begins to answer what is kept on these platforms, beginning with what an earlier process left. */
  begin(platforms: readonly Platform[]): Promise<void>
  /** Resolves when all that was heard is answered. */
  settled(): Promise<void>
}

/** What people say and press, answered the same on every platform. An error is a sentence to the person, never silence. */
export function createConversation(options: ConversationOptions): Answering {
  const { review, repositories, schedules, jobs, ask = null, clock, log } = options
  const desk: Desk = {
    reports: createReports(review),
    repositories,
    given: createGivenAnswers(),
    schedules,
    jobs,
    heard: createBounded<Heard>(mostHeard),
    ask,
    clock,
    log,
  }
  const answering = new Set<Promise<void>>()

  function hear(heard: Heard): Promise<void> {
    const failed = (error: unknown) => said(desk, reply(heard, errorCard(error, 'That', log)))
    let request: Request
    try {
      request = parseRequest(heard.words, { askable: heard.via !== 'command' })
    } catch (error) {
      keep(failed(error))
      return Promise.resolve()
    }
    const answered = answer(heard, request, desk).catch(failed)
    keep(answered)
    // A review is kept before anybody is told that we heard; anything else would be asked again.
    return request.kind === 'review' ? answered : Promise.resolve()
  }

  function keep(answer: Promise<void>): void {
    const over = answer.finally(() => answering.delete(over))
    answering.add(over)
  }

  return {
    hear,
    async begin(platforms) {
      await jobs.intake.answer(async (request, turn) => {
        const platform = platforms.find(({ name }) => name === request.platform)
        if (platform) return answerReview(request, turn, platform, desk)
        const { id, channel } = request
        log.error(
          { id, channel, platform: request.platform },
          'A request cannot be answered: its platform is off.',
        )
      })
    },
    async settled() {
      while (answering.size > 0) await Promise.all(answering)
      await jobs.intake.settled()
    },
    async click(click) {
      try {
        if (click.action === 'evaluate-open') await clickEvaluate(click)
        else await answerPress(click, desk)
      } catch (error) {
        const card = errorCard(error, 'The answer', log)
        await said(desk, click.platform.whisper(click.place, click.person.id, card))
      }
    },
    async submit(submitted) {
      try {
        await answerForm(submitted, desk)
      } catch (error) {
        const card = errorCard(error, 'The answer', log)
        await said(desk, submitted.platform.whisper(submitted.place, submitted.person.id, card))
      }
    },
  }
}

async function answerForm(submitted: Submitted, desk: Desk): Promise<void> {
  if (submitted.form === evaluationFormName) return submitEvaluation(submitted, desk)
  throw new Refusal('not-found', 'This form is not one of this distreview.', 'Say help for what I can do.')
}

async function answer(heard: Heard, request: Request, desk: Desk): Promise<void> {
  switch (request.kind) {
    case 'review':
      return hearReview(heard, request, desk)
    case 'evaluate':
      return hearEvaluate(heard, desk)
    case 'schedule':
      return hearSchedule(heard, request, desk)
    case 'schedules':
      return hearSchedules(heard, desk)
    case 'unschedule':
      return hearUnschedule(heard, request, desk)
    case 'ask':
      return hearAsk(heard, request.question, desk)
    case 'help':
      return hearHelp(heard, desk)
  }
}

/** The last resort: where even the sentence about an error cannot be said, the log has it. */
async function said(desk: Desk, saying: Promise<void>): Promise<void> {
  try {
    await saying
  } catch (error) {
    desk.log.error({ err: error }, 'What went wrong could not be said.')
  }
}
