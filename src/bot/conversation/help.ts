import { type HelpLine, helpCard } from '../../blocks/cards/said.ts'
import type { Desk } from './desk.ts'
import type { Heard } from './port.ts'
import { reply } from './say.ts'

/** What can be said here, and nothing that is not built. */
export async function hearHelp(
  heard: Heard,
  { repositories, ask }: Pick<Desk, 'repositories' | 'ask'>,
): Promise<void> {
  const names = repositories.map((repository) => repository.name)
  const [first = 'the default repository', second] = names
  const lines: HelpLine[] = [
    {
      say: 'review lib/cluster on main',
      get: 'reviews a path at a branch, tag or commit; the answer comes in a thread.',
    },
    { say: 'review .', get: `reviews the whole of ${first} at the head of its default branch.` },
  ]
  if (second !== undefined) {
    lines.push({
      say: `review . of ${second}`,
      get: `picks another repository. Connected: ${names.join(', ')}.`,
    })
  }
  if (ask !== null) {
    lines.push({
      say: 'review lib deep',
      get: 'lets the model read longer; standard is the default, quick is the rules alone.',
    })
  }
  lines.push(
    { say: 'evaluate', get: 'asks what you need and says which coordination mechanism fits.' },
    {
      say: 'schedule quarterly at 09:00 Europe/Berlin for lib/cluster',
      get: 'reviews it again and again, and reports here what is new, still there and fixed; also monthly and weekly. Unsaid, the time is 09:00 UTC.',
    },
    { say: 'schedules', get: 'lists the schedules of this channel with the next run of each.' },
    { say: 'unschedule 1', get: 'ends one, by its number.' },
    { say: 'help', get: 'shows this.' },
  )
  if (ask !== null) {
    lines.push({
      say: 'what happens to writes on the small side?',
      get: 'any question, said to me in the thread of a review: the model answers from its code.',
    })
  }
  await reply(heard, helpCard(lines))
}
