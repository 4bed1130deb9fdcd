import type { Report } from '../../review/report.ts'
import type { Card, Line } from '../card.ts'
import { reviewed } from './coverage.ts'
import { code, footnote, heading, line, list, prose, strong, text } from './runs.ts'
import { count, sentence, subject, tally } from './words.ts'

/** A review that is not answered yet. */
export interface UnderWay {
  readonly repository: string
  readonly paths: readonly string[]
  readonly ref: string | null
  /** Who asked, as the platform shows them. */
  readonly requester: string | null
  /** What is finished, in the words of its first message; or where it stands in the queue. */
  readonly state: string
  /** Its first message, where the platform has links. */
  readonly url: string | null
}

/** What is under way in a channel, and what was last answered there. */
export function statusCard(underWay: readonly UnderWay[], last: Report | null): Card {
  const title =
    underWay.length === 0
      ? 'No review is under way in this channel'
      : `${count(underWay.length, 'review')} under way in this channel`
  return {
    summary: sentence(title),
    parts: [
      heading(title),
      ...list(underWay.map(underWayLine)),
      ...(last === null ? [] : [line(strong('Last answered: '), ...answered(last))]),
      footnote(text('To end one, say cancel in its thread, or press Cancel there.')),
    ].slice(0, underWay.length === 0 ? -1 : undefined),
  }
}

function underWayLine({ repository, paths, ref, requester, state, url }: UnderWay): Line {
  const what = subject({ paths, repository })
  return [
    code(what),
    ...(what === repository ? [] : [text(` of ${repository}`)]),
    ...(ref === null ? [] : [text(' at '), code(ref)]),
    text(requester === null ? ' · ' : `, for ${requester} · `),
    ...prose(state),
    ...(url === null ? [] : [text(' · '), { kind: 'link' as const, text: 'open', url }]),
  ]
}

function answered(report: Report): Line {
  return [
    code(subject(report.target)),
    text(' · '),
    ...reviewed(report),
    text(` · ${tally(report.counts) || 'nothing found'}.`),
  ]
}

/** The repositories that may be reviewed from here; the first is the default. */
export function repositoriesCard(
  repositories: readonly { readonly name: string; readonly url: string | null }[],
): Card {
  const title =
    repositories.length === 0
      ? 'No repository is connected'
      : `${repositories.length.toLocaleString('en')} ${repositories.length === 1 ? 'repository is' : 'repositories are'} connected`
  const [first, second] = repositories
  return {
    summary: sentence(title),
    parts: [
      heading(title),
      ...list(
        repositories.map(
          ({ name, url }, at): Line => [
            code(name),
            ...(url === null
              ? [text(', on the machine of distreview')]
              : [text(' '), { kind: 'link' as const, text: url, url }]),
            text(at === 0 ? ' · the default' : ''),
          ],
        ),
      ),
      first === undefined
        ? line(text('Whoever runs distreview sets '), code('REPOSITORIES'), text('.'))
        : line(strong('Say: '), code(second === undefined ? 'review .' : `review . of ${second.name}`)),
    ],
  }
}
