import { type ReviewFormFilled, reviewForm } from '../../blocks/cards/review-form.ts'
import type { Answers } from '../../blocks/form.ts'
import { Refusal } from '../../review/refusal.ts'
import { depths } from '../../review/report.ts'
import { isLink, readLink } from '../request/link.ts'
import { pathsOf } from '../request/path.ts'
import type { ReviewWords } from '../request/review.ts'
import { tokensOf } from '../request/tokens.ts'
import type { Desk } from './desk.ts'
import { hearHelp } from './help.ts'
import { keep } from './kept.ts'
import { linkedReview } from './link.ts'
import type { Heard, Submitted } from './port.ts'
import { chooseRepository } from './repositories.ts'

/** Opens the form that asks what to review; where the platform gives no leave to, or nothing is connected, the help. */
export async function hearForm(
  heard: Heard,
  desk: Pick<Desk, 'repositories' | 'ask' | 'log'>,
  filled: ReviewFormFilled = {},
): Promise<void> {
  const { platform, place, person, opening } = heard
  const names = desk.repositories.map(({ name }) => name)
  if (opening !== null && names.length > 0) {
    try {
      await platform.openForm(place, person.id, opening, reviewForm(names, filled))
      return
    } catch (error) {
      desk.log.warn({ err: error }, 'The form could not be opened; the help is shown.')
    }
  }
  await hearHelp(heard, desk)
}

/** Keeps the review that the form asks for. Throws a Refusal where an answer cannot be read. */
export async function submitReview(submitted: Submitted, desk: Desk): Promise<void> {
  await keep(submitted, 'review', reviewOf(submitted.answers, desk), desk)
}

function reviewOf(answers: Answers, { repositories }: Pick<Desk, 'repositories'>): ReviewWords {
  const said = (name: string) => (typeof answers[name] === 'string' ? answers[name].trim() : '')
  const depth = depths.find((each) => each === said('depth')) ?? null
  const tokens = tokensOf(said('paths')).filter((token) => token.toLowerCase() !== 'and')
  const ref = said('ref')
  if (tokens.some(isLink)) {
    const link = readLink(tokens)
    if (link && ref === '') return linkedReview({ ...link, depth: link.depth ?? depth }, repositories)
    throw new Refusal(
      'usage',
      'A link says its branch by itself.',
      'Leave the branch open, or name the path alone.',
    )
  }
  if (/\s/.test(ref)) {
    throw new Refusal('usage', `"${ref}" is not one branch, tag or commit.`, 'Name one of them.')
  }
  const { name } = chooseRepository(repositories, said('repository') || null)
  return { kind: 'review', paths: pathsOf(tokens), ref: ref === '' ? null : ref, repository: name, depth }
}
