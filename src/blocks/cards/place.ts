import type { Location, Report } from '../../review/report.ts'
import type { Line, Run } from '../card.ts'
import { code, joined, text } from './runs.ts'
import { shortCommit } from './words.ts'

/** What a link to the code needs of a report. */
export type At = Pick<Report, 'commit' | 'target'>

type Span = Pick<Location, 'path' | 'startLine' | 'endLine'>

/** `lib/a.ex:34` or `lib/a.ex:34-36`. */
export function placeText({ path, startLine, endLine }: Span): string {
  return endLine > startLine ? `${path}:${startLine}-${endLine}` : `${path}:${startLine}`
}

/**
 * Where a browser opens these lines at the reviewed commit, or null: no known forge, or a working folder that
 * differs from its commit, whose lines would be other lines there.
 */
function placeUrl({ path, startLine, endLine }: Span, { commit, target }: At): string | null {
  if (target.webUrl === null || commit === null || target.dirty) return null
  if (!URL.canParse(target.webUrl)) return null
  const gitlab = new URL(target.webUrl).hostname.includes('gitlab')
  const file = path
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  const root = target.webUrl.replace(/\/+$/, '')
  const end = endLine > startLine ? `-${gitlab ? '' : 'L'}${endLine}` : ''
  return `${root}${gitlab ? '/-' : ''}/blob/${commit}/${file}#L${startLine}${end}`
}

/** The place as one run: a link where it can be opened, else code. */
export function place(location: Span, at: At): Run {
  const url = placeUrl(location, at)
  return url === null ? code(placeText(location)) : { kind: 'link', text: placeText(location), url }
}

/** Places as a comma list; the first `most` of them, and how many more there are. */
export function places(locations: readonly Span[], at: At, most: number): Run[] {
  const shown: Line[] = locations.slice(0, most).map((location) => [place(location, at)])
  const more = locations.length - shown.length
  return [...joined(shown, ', '), ...(more > 0 ? [text(` and ${more} more`)] : [])]
}

/** The place as code with a link beside it that names the commit: for the one place that a card is about. */
export function openPlace(location: Span, at: At): Run[] {
  const url = placeUrl(location, at)
  const runs: Run[] = [code(placeText(location))]
  if (url !== null) runs.push(text(' · '), { kind: 'link', text: `open at ${shortCommit(at.commit)}`, url })
  return runs
}

/** The language of a file by its name. */
export function languageOf(path: string): 'elixir' | 'erlang' | 'text' {
  if (/\.exs?$/.test(path)) return 'elixir'
  if (/\.([ehxy]rl|escript|app\.src|config)$/.test(path)) return 'erlang'
  return 'text'
}
