import type { ReviewWords } from '../request.ts'
import type { Desk } from './desk.ts'
import { keep } from './kept.ts'
import type { Heard } from './port.ts'
import { chooseRepository } from './repositories.ts'

/**
 * Keeps the request, so that it is answered whatever happens to this process; `answerReview` answers it. Rejects with
 * a Refusal where the repository is not known: then nothing is kept.
 */
export async function hearReview(heard: Heard, asked: ReviewWords, desk: Desk): Promise<void> {
  const repository = chooseRepository(desk.repositories, asked.repository)
  // By its own name: another may be the default after a restart.
  await keep(heard, 'review', { ...asked, repository: repository.name }, desk, heard)
}
