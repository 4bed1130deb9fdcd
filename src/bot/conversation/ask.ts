import { expertAnswerCard, lookingCard } from '../../blocks/cards/expert-answer.ts'
import { Refusal } from '../../review/refusal.ts'
import { lastReviewIn } from '../../store/last-review.ts'
import { parseRequest } from '../request.ts'
import type { Desk } from './desk.ts'
import type { Heard } from './port.ts'
import { chooseRepository } from './repositories.ts'
import { errorCard } from './say.ts'

/** What answers to questions work with. */
type AskDesk = Pick<Desk, 'ask' | 'repositories' | 'log' | 'clock'> & {
  readonly jobs: Pick<Desk['jobs'], 'db'>
}

/**
 * Answers a free question from the code of the last review in its thread, in one message that first says that the
 * code is being read. Rejects with a Refusal where there is no review or no key, so that nothing has been said yet.
 */
export async function hearAsk(heard: Heard, question: string, desk: AskDesk): Promise<void> {
  const { platform, place } = heard
  const { ask, repositories, log, clock } = desk
  const last = await lastReviewIn(desk.jobs.db, platform.name, place)
  // In a thread that is none of ours a slip is likelier than a question: this refuses the words as any others.
  if (last === undefined && heard.via !== 'direct') parseRequest(heard.words)
  if (ask === null) {
    throw new Refusal(
      'configuration',
      'No model key is set, so questions about the code are not answered; with `ANTHROPIC_API_KEY` a model reads the code and answers with its places.',
      'Say help for what I can do without it.',
    )
  }
  if (last === undefined) {
    throw new Refusal(
      'not-found',
      'There is no review here that the question could be about.',
      'Review first, for example: review lib/cluster on main. Then ask in its thread.',
    )
  }
  const { name, source } = chooseRepository(repositories, last.repository)
  const { report } = last
  const posted = await platform.post(place, [lookingCard()])
  const began = clock()
  try {
    const answer = await ask({ source, report, question })
    await platform.update(posted, expertAnswerCard(answer, report))
    const { turns, inputTokens, outputTokens, costUsd, stoppedBy } = answer.run
    const ms = clock() - began
    log.info({ repository: name, turns, inputTokens, outputTokens, costUsd, stoppedBy, ms }, 'answered')
  } catch (error) {
    await platform.update(posted, errorCard(error, 'The answer', log))
  }
}
