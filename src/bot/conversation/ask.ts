import { answerCard } from '../../blocks/cards/answer.ts'
import { expertAnswerCard, lookingCard } from '../../blocks/cards/expert-answer.ts'
import { worstFirst } from '../../blocks/cards/order.ts'
import {
  duringPartition,
  notRead,
  recommended,
  type Answer as Told,
  testPlan,
  untold,
} from '../../review/answers/index.ts'
import type { Answer } from '../../review/expert/question.ts'
import { Refusal } from '../../review/refusal.ts'
import type { Report } from '../../review/report.ts'
import { type LastReview, lastReviewIn } from '../../store/last-review.ts'
import { type Loosely, readLoosely } from '../request/loosely.ts'
import { parseRequest } from '../request.ts'
import type { Desk } from './desk.ts'
import type { Heard } from './port.ts'
import { chooseRepository } from './repositories.ts'
import { numbersOf } from './review-here.ts'
import { errorCard } from './say.ts'
import { keepSaid, saidIn } from './thread-said.ts'

/** What answers to questions work with. */
type AskDesk = Pick<Desk, 'ask' | 'purse' | 'repositories' | 'log' | 'clock'> & {
  readonly jobs: Pick<Desk['jobs'], 'db'>
}

/**
 * Answers a free question from the code of the last review in its thread, in one message that first says that the
 * code is being read; without a key from the report alone. Rejects with a Refusal where there is no review.
 */
export async function hearAsk(heard: Heard, question: string, desk: AskDesk): Promise<void> {
  const { platform, place } = heard
  const { ask, repositories, log, clock } = desk
  const last = await lastReviewIn(desk.jobs.db, platform.name, place)
  // In a thread that is none of ours a slip is likelier than a question: this refuses the words as any others.
  if (last === undefined && heard.via !== 'direct') parseRequest(heard.words)
  if (last === undefined) {
    throw new Refusal(
      'not-found',
      'There is no review here that the question could be about.',
      'Review first, for example: review lib/cluster on main. Then ask in its thread.',
    )
  }
  if (ask === null) return answerAlone(heard, question, last)
  const { name, source } = chooseRepository(repositories, last.repository)
  const { report } = last
  const posted = await platform.post(place, [lookingCard()])
  const began = clock()
  try {
    const kept = (await heard.journal?.kept('answer')) as Answer | undefined
    const { journal, workspace = platform.name } = heard
    const earlier = await saidIn(desk.jobs.db, platform.name, place)
    const answer =
      kept ?? (await ask({ source, report, question, earlier, journal, purse: desk.purse?.(workspace) }))
    await heard.journal?.keep('answer', answer)
    if (answer.text !== '')
      await keepSaid(desk.jobs.db, platform.name, place, { question, answer: answer.text })
    await platform.update(posted, expertAnswerCard(answer, report))
    const { turns, inputTokens, outputTokens, costUsd, stoppedBy } = answer.run
    const ms = clock() - began
    log.info({ repository: name, turns, inputTokens, outputTokens, costUsd, stoppedBy, ms }, 'answered')
  } catch (error) {
    await platform.update(posted, errorCard(error, 'The answer', log))
  }
}

/** Without a model: by what the words are about, where the review has a part about that; else what could be asked. */
async function answerAlone(
  { platform, place }: Heard,
  question: string,
  { report }: LastReview,
): Promise<void> {
  const about = readLoosely(question)
  const numbers = worstFirst(report).map(({ number }) => number)
  const answer = about === null ? untold(question, numbers) : loosely(about, report)
  await platform.post(place, [answerCard(answer, report)])
}

function loosely(about: Loosely, report: Report): Told {
  switch (about) {
    case 'not-read':
      return notRead(report)
    case 'recommendations':
      return recommended(report, numbersOf(report))
    case 'test-plan':
      return testPlan(report)
    default:
      return duringPartition(report, about, numbersOf(report))
  }
}
