import type { Logger } from 'pino'
import type { Review } from '../../review/request.ts'
import { parseRequest } from '../request.ts'
import type { Desk } from './desk.ts'
import { createGivenAnswers } from './given-answers.ts'
import { hearHelp } from './help.ts'
import type { Conversation, Heard } from './port.ts'
import { answerPress } from './press.ts'
import { createReports } from './reports.ts'
import type { Repository } from './repositories.ts'
import { hearReview } from './review.ts'
import { errorCard, reply } from './say.ts'

interface ConversationOptions {
  readonly review: Review
  /** Those that may be reviewed from a conversation; the first is the default. */
  readonly repositories: readonly Repository[]
  /** Milliseconds. */
  readonly clock: () => number
  readonly log: Logger
}

/** What people say and press, answered the same on every platform. An error is a sentence to the person, never silence. */
export function createConversation({ review, repositories, clock, log }: ConversationOptions): Conversation {
  const desk: Desk = { reports: createReports(review), repositories, given: createGivenAnswers(), clock, log }
  return {
    async hear(heard) {
      try {
        await answer(heard, desk)
      } catch (error) {
        await said(desk, reply(heard, errorCard(error, 'That', log)))
      }
    },
    async click(click) {
      try {
        await answerPress(click, desk)
      } catch (error) {
        const card = errorCard(error, 'The answer', log)
        await said(desk, click.platform.whisper(click.place, click.person.id, card))
      }
    },
  }
}

async function answer(heard: Heard, desk: Desk): Promise<void> {
  const request = parseRequest(heard.words)
  switch (request.kind) {
    case 'review':
      return hearReview(heard, request, desk)
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
