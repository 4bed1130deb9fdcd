import { whatIfCard } from '../../blocks/cards/what-if.ts'
import { Refusal } from '../../review/refusal.ts'
import { whatIf } from '../../review/what-if/index.ts'
import { lastReviewIn } from '../../store/last-review.ts'
import { hearAsk } from './ask.ts'
import type { Heard } from './port.ts'
import { sentenceCard } from './say.ts'

type WhatIfDesk = Parameters<typeof hearAsk>[2]

/**
 * Answers over the last review of its thread or channel, else over what the question states, in a thread. What the
 * fixed grammar does not understand goes to the model where a key is set. Rejects with a Refusal that says what is
 * wrong with the question.
 */
export async function hearWhatIf(heard: Heard, question: string, desk: WhatIfDesk): Promise<void> {
  const { platform, place, person, via } = heard
  const last = await lastReviewIn(desk.jobs.db, platform.name, place)
  const report = last?.report ?? null
  let answer: ReturnType<typeof whatIf>
  try {
    answer = whatIf(question, report)
  } catch (error) {
    const isOpen = error instanceof Refusal && error.code === 'not-understood'
    if (isOpen && desk.ask !== null && last !== undefined && via !== 'command')
      return hearAsk(heard, question, desk)
    throw error
  }
  const by = person.name === person.id ? '' : `For ${person.name}: `
  // In a channel one line stands for the card, which is long.
  const thread =
    place.thread ??
    (await platform.post(place, [sentenceCard(`${by}${answer.readAs} ${answer.headline}`)])).id
  await platform.post({ ...place, thread }, [whatIfCard(answer, report)])
  desk.log.info({ person: person.id, scenario: answer.scenario.kind, over: last?.repository }, 'what if')
}
