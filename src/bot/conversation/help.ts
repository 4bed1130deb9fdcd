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
  const [first, second] = names
  const lines: HelpLine[] = [
    {
      say: 'review lib/cluster on main',
      get: 'reviews a path at a branch, tag or commit; the answer comes in a thread.',
    },
    {
      say: 'review .',
      get: `reviews the whole of ${first ?? 'the default repository'} at the head of its default branch.`,
    },
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
  const linked = repositories.find(({ source }) => source.kind === 'remote')?.source
  if (linked?.kind === 'remote') {
    lines.push({
      say: `review ${linked.url.replace(/\.git$/, '')}/tree/main/lib`,
      get: 'reviews what a link shows, or the link alone: a folder, a file, a commit, a pull request or a merge request of a connected repository.',
    })
  }
  // Words alone open one where the platform gives leave to: a mention in Slack has none.
  if (heard.opening !== null && first !== undefined) {
    lines.push({
      say: 'form',
      get: 'asks for the repository, paths, branch and depth of a review; a command without words does the same.',
    })
  }
  lines.push(
    { say: 'status', get: 'says which reviews are under way in this channel, and how far each is.' },
    { say: 'cancel', get: 'ends a review under way: the one of this thread, or else your own.' },
    { say: 'repos', get: 'lists the repositories that are connected.' },
    { say: 'findings', get: 'lists those of the last review here by the numbers of their cards.' },
    {
      say: 'why is 2 critical',
      get: 'gives its evidence; also how does 1 fail, show the fix for 3, show 4, show 5 more.',
    },
    {
      say: 'ignore 4 because that cache is per node on purpose',
      get: 'dismisses a finding in this channel until its code changes; undo 4 takes it back.',
    },
    {
      say: 'which nodes can write during a partition',
      get: 'answers from the review, with places; also read, lead, what did you not read, what changed since last time, checklist, recommendations, test plan, architecture, what holds.',
    },
    { say: 'review again', get: 'reviews the same paths of the same branch as it is now.' },
    {
      say: 'evaluate',
      get: 'asks what you need and says which coordination mechanism fits; a use case after it, as in: evaluate a lock for a nightly job on 6 nodes, is answered at once.',
    },
    {
      say: 'what if 2 of 5 nodes fail',
      get: 'says who can write, lead and read then, over the last review here or the figures that you state; also a cut 3 | 2, a lost region, a clock that jumps, DNS that fails, a slow node, a rolling deploy, 80 nodes.',
    },
    {
      say: 'incident two nodes ran the nightly job after a network cut',
      get: 'says which findings of the last review here explain it, and what to check first.',
    },
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
      say: 'is the cache safe to read on the small side?',
      get: 'any question, said to me in the thread of a review: the model answers from its code.',
    })
  }
  await reply(heard, helpCard(lines))
}
