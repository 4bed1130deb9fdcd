import type { Logger } from 'pino'
import type { LiveAction } from '../../blocks/cards/actions.ts'
import { evaluationFormName } from '../../blocks/cards/evaluation-form.ts'
import { reviewFormName } from '../../blocks/cards/review-form.ts'
import { wrongFormName } from '../../blocks/cards/verdict.ts'
import type { Attempt } from '../../jobs/intake.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import type { Platform } from '../../jobs/platform.ts'
import type { Schedules } from '../../jobs/schedules.ts'
import type { Purse } from '../../review/expert/purse.ts'
import type { Ask } from '../../review/expert/question.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Review } from '../../review/request.ts'
import type { RequestRow } from '../../store/requests.ts'
import type { Request } from '../request.ts'
import { openReview } from './answer-review.ts'
import { hearAsk } from './ask.ts'
import { createBounded } from './bounded.ts'
import { clickCancel, clickTryAgain, hearCancel } from './cancel.ts'
import type { Desk } from './desk.ts'
import { clickBuild, clickEvaluate, hearEvaluate, submitEvaluation } from './evaluate.ts'
import { hearFollowUp } from './follow-up.ts'
import { createGivenAnswers } from './given-answers.ts'
import { hearHelp } from './help.ts'
import { hearIncident } from './incident.ts'
import { clickInvite } from './invite.ts'
import { answerKept, keepClick, keepForm, keepWords } from './kept.ts'
import { linkedReview } from './link.ts'
import { pointedAt } from './pointed-at.ts'
import type { Click, Conversation, Heard, Submitted } from './port.ts'
import { answerPress } from './press.ts'
import { createReports } from './reports.ts'
import type { Repository } from './repositories.ts'
import { hearReview } from './review.ts'
import { hearForm, submitReview } from './review-form.ts'
import { errorCard, reply } from './say.ts'
import { hearSchedule, hearSchedules, hearUnschedule } from './schedule.ts'
import { hearRepositories, hearStatus } from './status.ts'
import { isForUs, understood } from './understood.ts'
import { hearWhatIf } from './what-if.ts'
import { clickWrong, submitWrong } from './wrong.ts'

interface ConversationOptions {
  readonly review: Review
  /** Those that may be reviewed from a conversation; the first is the default. */
  readonly repositories: readonly Repository[]
  readonly schedules: Schedules
  readonly jobs: Jobs
  /** Answers free questions; null or left out: no model key. */
  readonly ask?: Ask | null
  /** What a workspace may spend on the model; left out: no limit but that of each review. */
  readonly purse?: (workspace: string) => Purse
  /** Milliseconds for which a report is given again to whoever asks for the same commit; left out: never. */
  readonly remember?: number
  /** The version of distreview. */
  readonly version?: string
  /** Ids of people who may dismiss a critical finding, besides those who run their workspace. */
  readonly admins?: readonly string[]
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
  const {
    review,
    repositories,
    schedules,
    jobs,
    ask = null,
    purse,
    remember = 0,
    version = '',
    admins = [],
    clock,
    log,
  } = options
  const desk: Desk = {
    reports: createReports(review),
    repositories,
    given: createGivenAnswers(),
    schedules,
    jobs,
    heard: createBounded<Heard>(mostHeard),
    opened: createBounded<true>(mostHeard),
    remember,
    version,
    admins: new Set(admins),
    ask,
    ...(purse ? { purse } : {}),
    clock,
    log,
  }
  const answering = new Set<Promise<void>>()

  function hear(heard: Heard): Promise<void> {
    const failed = (error: unknown) => said(desk, reply(heard, errorCard(error, 'That', log)))
    let request: Request | null
    try {
      request = understood(heard)
    } catch (error) {
      keep(failed(error))
      return Promise.resolve()
    }
    if (request === null) return Promise.resolve()
    // What opens a form has a leave of seconds, and help is asked for again; all else is kept before anybody is told.
    const isLive = opensForm(request) || request.kind === 'help'
    const taken = async (asked: Request) => {
      if (heard.via === 'reply' && !(await isForUs(heard, asked, desk))) return
      // A review is kept as itself.
      if (isLive || asksForReview(asked)) await answer(heard, asked, desk)
      else await keepWords(heard, desk)
    }
    const answered = taken(request).catch(failed)
    keep(answered)
    return isLive ? Promise.resolve() : answered
  }

  function keep(answer: Promise<void>): void {
    const over = answer.finally(() => answering.delete(over))
    answering.add(over)
  }

  return {
    hear,
    async begin(platforms) {
      const on = <Done>(
        use: (platform: Platform, request: RequestRow, attempt: Attempt) => Promise<Done>,
        off: Done,
      ) => {
        return async (request: RequestRow, attempt: Attempt) => {
          const platform = platforms.find(({ name }) => name === request.platform)
          if (platform) return use(platform, request, attempt)
          const { id, channel } = request
          log.error(
            { id, channel, platform: request.platform },
            'A request cannot be answered: its platform is off.',
          )
          return off
        }
      }
      const answers = {
        words: async (heard: Heard) => {
          const request = understood(heard)
          if (request) await answer(heard, request, desk)
        },
        click: (click: Click) => answerPress(click, desk),
        form: (submitted: Submitted) => answerForm(submitted, desk),
      }
      await jobs.intake.answer({
        open: on((platform, request, attempt) => openReview(request, attempt, platform, desk), false),
        run: on(
          (platform, request, attempt) => answerKept(request, attempt, platform, desk, answers),
          undefined,
        ),
      })
      await jobs.removeDuplicates(platforms)
    },
    async settled() {
      while (answering.size > 0) await Promise.all(answering)
      await jobs.intake.settled()
    },
    async click(click) {
      try {
        const live = isLiveAction(click.action) ? atOnce[click.action] : undefined
        if (live) await live(click, desk)
        else await keepClick(click, desk)
      } catch (error) {
        const card = errorCard(error, 'The answer', log)
        await said(desk, click.platform.whisper(click.place, click.person.id, card))
      }
    },
    async submit(submitted) {
      try {
        if (submitted.form === reviewFormName) await submitReview(submitted, desk)
        else await keepForm(submitted, desk)
      } catch (error) {
        const card = errorCard(error, 'The answer', log)
        await said(desk, submitted.platform.whisper(submitted.place, submitted.person.id, card))
      }
    },
  }
}

/** Buttons that open a form, for which there are seconds, or whose whole effect is one transaction. */
const atOnce: Readonly<Record<LiveAction, (click: Click, desk: Desk) => Promise<void>>> = {
  'mark-wrong': clickWrong,
  'evaluate-open': clickEvaluate,
  'evaluate-build': clickBuild,
  cancel: clickCancel,
  'try-again': clickTryAgain,
  invite: clickInvite,
}

function isLiveAction(action: string): action is LiveAction {
  return Object.hasOwn(atOnce, action)
}

async function answerForm(submitted: Submitted, desk: Desk): Promise<void> {
  if (submitted.form === wrongFormName) return submitWrong(submitted, desk)
  if (submitted.form === evaluationFormName) return submitEvaluation(submitted, desk)
  throw new Refusal('not-found', 'This form is not one of this distreview.', 'Say help for what I can do.')
}

function opensForm(request: Request): boolean {
  if (request.kind === 'form') return true
  return request.kind === 'evaluate' && request.useCase === undefined && request.set === undefined
}

function asksForReview(request: Request): boolean {
  const isAgain = request.kind === 'follow-up' && request.asks.about === 'again'
  return request.kind === 'review' || request.kind === 'link' || isAgain
}

async function answer(heard: Heard, request: Request, desk: Desk): Promise<void> {
  switch (request.kind) {
    case 'review':
      return hearReview(heard, request, desk)
    case 'link':
      return hearReview(heard, linkedReview(request, desk.repositories), desk)
    case 'follow-up':
      return hearFollowUp(heard, request.asks, desk)
    case 'form':
      return hearForm(heard, desk, pointedAt(heard.about ?? '', desk.repositories))
    case 'status':
      return hearStatus(heard, desk)
    case 'repositories':
      return hearRepositories(heard, desk)
    case 'evaluate':
      return hearEvaluate(heard, desk, request)
    case 'incident':
      return hearIncident(heard, request.said, desk)
    case 'what-if':
      return hearWhatIf(heard, request.question, desk)
    case 'schedule':
      return hearSchedule(heard, request, desk)
    case 'schedules':
      return hearSchedules(heard, desk)
    case 'unschedule':
      return hearUnschedule(heard, request, desk)
    case 'ask':
      return hearAsk(heard, request.question, desk)
    case 'cancel':
      return hearCancel(heard, desk)
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
