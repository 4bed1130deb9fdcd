import type { WhatIf } from '../../review/what-if/index.ts'
import type { Card, Line, Part, Run } from '../card.ts'
import { type At, place, places } from './place.ts'
import { code, footnote, heading, joined, line, list, prose, strong, text } from './runs.ts'
import { number, sentence, shortCommit } from './words.ts'

type Mechanism = WhatIf['mechanisms'][number]
type Side = WhatIf['sides'][number]

/** Findings that are named; the rest are counted. */
const mostFindings = 5
/** Places shown for one fact. */
const mostPlaces = 3

/** The answer to "what if …": the verdict, each mechanism by side, how long it takes, what is assumed and unknown. */
export function whatIfCard(answer: WhatIf, at: At | null): Card {
  const title = sentence(`What if: ${answer.readAs}`)
  return {
    summary: answer.headline,
    parts: [
      heading(title),
      line(strong('In short: '), ...prose(answer.headline)),
      ...detection(answer),
      ...answer.mechanisms.flatMap((each) => mechanism(each, answer, at)),
      ...under(
        'Figures',
        answer.figures.map((figure) => figureLine(figure, at)),
      ),
      ...findings(answer, at),
      ...timeline(answer),
      ...under('Assumed', answer.assumptions.map(prose)),
      ...under(
        'Unknown',
        answer.unknown.map(({ what, because }) => prose(`${what}, because ${sentence(because)}`)),
      ),
      ...unread(answer),
      ...under(
        'Ask next',
        answer.next.map((ask) => [code(ask)]),
      ),
      footnote(text(about(answer))),
    ],
  }
}

function detection({ detection: found }: WhatIf): Part[] {
  if (found === null) return []
  const { fromMs, toMs, because } = found
  const when =
    toMs === 0 ? 'at once' : fromMs === toMs ? seconds(toMs) : `${seconds(fromMs)} to ${seconds(toMs)}`
  return [line(strong('Noticed: '), text(`${when}. `), ...prose(because))]
}

function mechanism(each: Mechanism, { sides }: WhatIf, at: At | null): Part[] {
  const shown: Line[] = []
  const standing = each.sides.length > 0 ? sideWords(each, sides) : []
  if (standing.length > 0) shown.push(standing)
  shown.push(prose(each.does))
  if (each.risk !== null) shown.push([strong('At risk: '), ...prose(each.risk)])
  if (each.heals !== null) shown.push([strong('Heals: '), ...prose(each.heals)])
  return [line(strong(plain(each.name)), ...basis(each, at)), ...list(shown)]
}

/** `{a, b, c} leads and commits, and reads; {d, e} does not commit; its reads may be old.` */
function sideWords({ sides: able, kind }: Mechanism, sides: readonly Side[]): Run[] {
  const words = sides.flatMap((side, index) => {
    const standing = able[index]
    if (!standing || !side.up) return []
    return [`${side.name}: ${standingWords(standing, kind)}`]
  })
  return words.length === 0 ? [] : [text(`${words.join('. ')}.`)]
}

function standingWords(
  { leads, writes, reads }: Mechanism['sides'][number],
  kind: Mechanism['kind'],
): string {
  const verb = verbs[kind] ?? 'write'
  // Who leads is all that such a mechanism decides.
  const isRole = verb === 'lead'
  const parts: string[] = []
  if (leads === 'yes' && kind !== 'visible-majority') parts.push('has or elects a leader')
  if (leads === 'no' && kind !== 'visible-majority') parts.push('no leader')
  if (!isRole) {
    if (writes === 'yes') parts.push(`can ${verb}`)
    if (writes === 'no') parts.push(`cannot ${verb}`)
  }
  if (writes === 'depends') parts.push(`can ${verb} if enough of the members are on it`)
  if (reads === 'no') parts.push('nothing to read')
  else if (writes === 'no' && kind in hasState) parts.push('reads may be old')
  return parts.join(', ')
}

/** Mechanisms that hold state which can be read. */
const hasState: Partial<Record<Mechanism['kind'], true>> = { ra: true, khepri: true, mnesia: true }

const verbs: Partial<Record<Mechanism['kind'], string>> = {
  ra: 'commit',
  khepri: 'store',
  'global-names': 'register names',
  'global-locks': 'take locks',
  pg: 'join groups',
  syn: 'register names',
  swarm: 'register names',
  horde: 'register names',
  pubsub: 'broadcast',
  presence: 'track',
  'visible-majority': 'act',
  takeover: 'lead',
  'first-of-visible': 'lead',
}

function basis({ basis: from, evidence }: Mechanism, at: At | null): Run[] {
  if (from === 'question') return [text(' (as the question states)')]
  return evidence.length === 0 ? [] : [text(' ('), ...shownPlaces(evidence, at), text(')')]
}

function figureLine({ what, value, basis: from, evidence }: WhatIf['figures'][number], at: At | null): Line {
  const origin = { question: ' (stated)', code: '', default: '', assumed: ' (assumed)' }[from]
  const usual =
    from === 'default' && /^net_tick/.test(what)
      ? ' (the default of OTP; nothing that was read sets it)'
      : origin
  return [
    code(what),
    text(': '),
    ...prose(value),
    text(usual),
    ...(evidence.length > 0 ? [text(' ('), ...shownPlaces(evidence, at), text(')')] : []),
  ]
}

function findings({ findings: all }: WhatIf, at: At | null): Part[] {
  const shown = all
    .slice(0, mostFindings)
    .map(
      ({ rule, title, evidence }): Line => [
        code(rule),
        text(` ${title}`),
        ...(evidence.length > 0 ? [text(' ('), ...shownPlaces(evidence, at), text(')')] : []),
      ],
    )
  const more = all.length - shown.length
  if (more > 0) shown.push([text(`${number(more)} more, in the review.`)])
  return under('Findings of the review that this brings about', shown)
}

/** The words of the timeline, which a picture beside the card may draw. */
function timeline({ timeline: drawn }: WhatIf): Part[] {
  if (drawn === null) return []
  const { events, unit, lanes } = drawn
  const merged: { at: number; lanes: string[]; text: string }[] = []
  for (const event of events) {
    const last = merged.find((each) => each.at === event.at && each.text === event.text)
    if (last) last.lanes.push(event.lane)
    else merged.push({ at: event.at, lanes: [event.lane], text: event.text })
  }
  const items = merged.map((each): Line => {
    const who = each.lanes.length === lanes.length && lanes.length > 1 ? 'all' : each.lanes.join(', ')
    const when = unit === 'ms' ? seconds(each.at) : `step ${each.at + 1}`
    return [strong(`${when}, ${who}: `), ...prose(each.text)]
  })
  return under('Timeline', items)
}

function unread({ unread: words }: WhatIf): Part[] {
  return words.length === 0
    ? []
    : [
        line(
          strong('Not taken into account: '),
          ...joined(
            words.map((word) => [code(word)]),
            ', ',
          ),
          text('.'),
        ),
      ]
}

function under(title: string, items: readonly Line[]): Part[] {
  return items.length === 0 ? [] : [line(strong(`${title}:`)), ...list(items)]
}

function about({ about: review }: WhatIf): string {
  const computed = 'Computed from rules and from what is stated; nothing was run against your system.'
  if (review === null) return `From the question alone: no review stands behind it. ${computed}`
  const commit = shortCommit(review.commit)
  return `Over ${review.repository}${commit === null ? '' : ` at ${commit}`}. ${computed}`
}

function shownPlaces(evidence: Mechanism['evidence'], at: At | null): Run[] {
  if (at !== null) return places(evidence, at, mostPlaces)
  const [first] = evidence
  return first ? [place(first, { commit: null, target: noTarget })] : []
}

const noTarget: At['target'] = {
  ...{ repository: '', kind: 'folder', paths: [], ref: null, dirty: false, languages: [], webUrl: null },
}

/** Names stand in bold, where no code is set. */
function plain(name: string): string {
  return name.replace(/`/g, '')
}

function seconds(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toLocaleString('en', { maximumFractionDigits: 2 })} s`
}
