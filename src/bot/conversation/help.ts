import { type HelpLine, helpCard } from '../../blocks/cards/said.ts'
import type { Desk } from './desk.ts'
import type { Heard } from './port.ts'
import { reply } from './say.ts'

/** What can be said here, and nothing that is not built. */
export async function hearHelp(heard: Heard, { repositories }: Desk): Promise<void> {
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
  lines.push({ say: 'help', get: 'shows this.' })
  await reply(heard, helpCard(lines))
}
