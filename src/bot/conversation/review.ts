import type { ReviewWords } from '../request.ts'
import type { Desk } from './desk.ts'
import type { Heard } from './port.ts'
import { chooseRepository } from './repositories.ts'

/**
 * Keeps the request, so that it is answered whatever happens to this process; `answerReview` answers it. Rejects with
 * a Refusal where the repository is not known: then nothing is kept.
 */
export async function hearReview(heard: Heard, asked: ReviewWords, desk: Desk): Promise<void> {
  const { platform, place, person, deliveries = [] } = heard
  const repository = chooseRepository(desk.repositories, asked.repository)
  const id = desk.jobs.intake.newId()
  desk.heard.set(id, heard)
  await desk.jobs.intake.take(
    {
      id,
      kind: 'review',
      platform: platform.name,
      ...place,
      person: person.id,
      personName: person.name,
      // By its own name: another may be the default after a restart.
      asked: { ...asked, repository: repository.name },
    },
    deliveries,
  )
}
