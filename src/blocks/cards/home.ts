import type { Report } from '../../review/report.ts'
import type { Button, Card, Line, Part } from '../card.ts'
import { visible } from '../escape.ts'
import { buttonRow } from './actions.ts'
import { code, footnote, heading, line, list, prose, text } from './runs.ts'
import { momentWords } from './schedule.ts'
import { count, crop, shortCommit, subject, tally } from './words.ts'

type Counts = Pick<Report['counts'], 'critical' | 'important' | 'minor'>

interface Reviewed {
  readonly repository: string
  readonly paths: readonly string[]
}

/** What one person sees of distreview outside any thread. */
export interface Home {
  readonly repositories: readonly { readonly name: string; readonly location: string }[]
  /** How many findings the last review of each repository posted, whoever asked for it. */
  readonly open: readonly (Reviewed & {
    readonly commit: string | null
    readonly counts: Counts
    /** Milliseconds. */
    readonly at: number
  })[]
  /** The person's own, which are not answered yet. */
  readonly underWay: readonly (Reviewed & {
    readonly ref: string | null
    readonly waits: boolean
    readonly url: string | null
  })[]
  /** The person's own, the latest first. */
  readonly past: readonly (Reviewed & {
    readonly commit: string | null
    readonly counts: Counts
    readonly at: number
    readonly url: string | null
  })[]
  readonly setUp: readonly SetUp[]
  readonly buttons: readonly Button[]
}

/** One part of the set-up: whether it is done, left out on purpose, or amiss, and what that means. */
export interface SetUp {
  readonly state: 'done' | 'left-out' | 'amiss'
  /** Sentences. */
  readonly words: string
}

const mark: Record<SetUp['state'], string> = { done: '✓', 'left-out': '–', amiss: '✗' }
const most = { repositories: 20, underWay: 10, past: 10, words: 200 }

/** The page of the app: what is connected, what is open, what is under way and was, and whether the set-up is whole. */
export function homeCard(home: Home): Card {
  return {
    summary: `distreview: ${count(home.underWay.length, 'review')} of yours under way.`,
    parts: [
      line(text('Reviews the distributed-systems design of Elixir and Erlang code.')),
      ...buttonRow(home.buttons),
      heading('Open findings'),
      ...listed(home.open.map(openLine), most.repositories, 'No repository was reviewed yet.'),
      heading('Your reviews under way'),
      ...listed(home.underWay.map(underWayLine), most.underWay, 'None.'),
      heading('Your last reviews'),
      ...listed(home.past.map(pastLine), most.past, 'None yet.'),
      heading('Repositories'),
      ...listed(
        home.repositories.map(({ name, location }) => [code(short(name)), text(` · ${short(location)}`)]),
        most.repositories,
        'None is connected. Whoever runs distreview sets REPOSITORIES.',
      ),
      heading('Set-up'),
      ...list(home.setUp.map(({ state, words }): Line => [text(`${mark[state]} `), ...prose(words)])),
      footnote(
        text('✓ done, – left out, ✗ amiss. Open findings are those of the last review of each repository.'),
      ),
    ],
  }
}

function listed(lines: readonly Line[], shown: number, none: string): Part[] {
  if (lines.length === 0) return [line(text(none))]
  const left = lines.length - shown
  return [...list(lines.slice(0, shown)), ...(left > 0 ? [line(text(`${left} more are not shown.`))] : [])]
}

function openLine({ repository, paths, commit, counts, at }: Home['open'][number]): Line {
  const what = subject({ repository, paths })
  return [
    code(short(repository)),
    text(`: ${found(counts)}`),
    ...(what === repository ? [] : [text(' in '), code(short(what))]),
    text(`${atCommit(commit)}, ${momentWords(at, 'UTC')}`),
  ]
}

function underWayLine({ waits, url, ref, ...reviewed }: Home['underWay'][number]): Line {
  return [
    ...whatOf(reviewed),
    ...(ref === null ? [] : [text(' at '), code(short(ref))]),
    text(waits ? ' waits in the queue' : ' is under way'),
    ...threadLink(url),
  ]
}

function pastLine({ commit, counts, at, url, ...reviewed }: Home['past'][number]): Line {
  const words = `${atCommit(commit)}: ${found(counts)}, ${momentWords(at, 'UTC')}`
  return [...whatOf(reviewed), text(words), ...threadLink(url)]
}

function whatOf({ repository, paths }: Reviewed): Line {
  const what = subject({ repository, paths })
  return [code(short(what)), ...(what === repository ? [] : [text(` of ${short(repository)}`)])]
}

function atCommit(commit: string | null): string {
  const short = shortCommit(commit)
  return short === null ? '' : ` at ${short}`
}

function found(counts: Counts): string {
  return tally(counts) || 'nothing found'
}

function threadLink(url: string | null): Line {
  return url === null ? [] : [text(' · '), { kind: 'link', text: 'thread', url }]
}

function short(words: string): string {
  return crop(visible(words), most.words)
}
