import type { WhatIf } from './answer-shape.ts'
import type { Conducted } from './conduct.ts'
import { seconds } from './detection.ts'
import type { NamedSide } from './sides.ts'

type Timeline = NonNullable<WhatIf['timeline']>
type Event = Timeline['events'][number]

/** Mechanisms that are drawn; the others are in the answer. */
export const mostDrawn = 4

/** A cut that heals, in milliseconds: what each side does before and after it sees the other as down. */
export function timelineOfCut(
  sides: readonly NamedSide[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  healsAt: number,
  conducted: readonly Conducted[],
): Timeline {
  const lanes = sides.map(({ name }) => name)
  const drawn = decisive(conducted)
  const all = (at: number, text: string): Event[] => lanes.map((lane) => ({ at, lane, text }))
  const events = [...all(0, 'The link is cut. Nobody is told; every node still lists all others.')]
  for (const each of drawn.filter(isOrdered)) events.push(...onSides(0, each, lanes))
  events.push(...all(fromMs, 'From here on nodes of the other side may be seen as down.'))
  events.push(...all(toMs, 'All nodes of the other side are seen as down.'))
  for (const each of drawn.filter((one) => !isOrdered(one))) events.push(...onSides(toMs, each, lanes))
  events.push(...all(healsAt, 'The link is whole again.'))
  for (const { answer } of drawn) {
    const [first = ''] = (answer.heals ?? '').split(/(?<=\.) /)
    events.push({ at: healsAt, lane: lanes.at(-1) ?? '', text: `${answer.name}: ${first}` })
  }
  return { lanes, events, unit: 'ms' }
}

/** Nodes that are gone at 0: what the others do. */
export function timelineOfLoss(
  sides: readonly NamedSide[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  conducted: readonly Conducted[],
): Timeline {
  const lanes = sides.map(({ name }) => name)
  const [left, lost] = [sides.find(({ up }) => up)?.name, sides.find(({ up }) => !up)?.name]
  const events: Event[] = []
  if (lost) events.push({ at: 0, lane: lost, text: 'These nodes are gone.' })
  if (left) {
    for (const each of decisive(conducted).filter(isOrdered)) events.push(...onSides(0, each, [left]))
    events.push({ at: 0, lane: left, text: 'Where a VM died its connections close: seen at once.' })
    events.push({
      at: fromMs,
      lane: left,
      text: 'Where a host or a network is gone: from here on seen as down.',
    })
    events.push({ at: toMs, lane: left, text: 'All lost nodes are seen as down.' })
    for (const each of decisive(conducted).filter((one) => !isOrdered(one))) {
      const [first = ''] = each.answer.does.split(/(?<=\.) /)
      events.push({ at: toMs, lane: left, text: `${each.answer.name}: ${first}` })
    }
  }
  return { lanes, events, unit: 'ms' }
}

/** A node that is frozen for `ms`, or for ever. */
export function timelineOfFreeze(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  ms: number | null,
): Timeline {
  const [frozen, others] = ['the frozen node', 'the others']
  const seen = ms === null || ms >= fromMs
  const events: Event[] = [
    { at: 0, lane: frozen, text: 'It stops: no tick, no answer, no clock of its own.' },
    { at: 0, lane: others, text: 'Calls without a time limit to it wait; writes that need it wait.' },
  ]
  if (seen) {
    events.push({
      at: fromMs,
      lane: others,
      text: 'From here on it may be seen as down; what waited for it goes on.',
    })
    if (ms === null || ms >= toMs) events.push({ at: toMs, lane: others, text: 'It is seen as down by all.' })
  }
  if (ms !== null)
    events.push({
      at: ms,
      lane: frozen,
      text: seen
        ? 'It wakes, still believing in its names, locks and roles, until it is connected again.'
        : 'It wakes before anybody took it for down, still believing in its locks and leases.',
    })
  return { lanes: [frozen, others], events: events.toSorted((a, b) => a.at - b.at), unit: 'ms' }
}

/** A clock that jumps at 0: the two ways in which OTP takes it. */
export function timelineOfJump(ms: number): Timeline {
  const [jumped, others] = ['the node whose clock jumps', 'the others']
  return {
    lanes: [jumped, others],
    events: [
      {
        at: 0,
        lane: jumped,
        text: '`os:system_time` and `DateTime.utc_now` jump. From OTP 26 `erlang:system_time` does as well.',
      },
      { at: 0, lane: others, text: `Times that it writes now are ${seconds(ms)} off for them.` },
      {
        at: ms * 100,
        lane: jumped,
        text: `Up to OTP 25: \`erlang:system_time\` has caught up, at 1 % at most (${seconds(ms * 100)}).`,
      },
    ],
    unit: 'ms',
  }
}

/** Discovery that disconnects: every node alone at the next poll. */
export function timelineOfOutage(pollMs: number): Timeline {
  const lane = 'every node'
  return {
    lanes: [lane],
    events: [
      { at: 0, lane, text: 'The look-up fails.' },
      {
        at: pollMs,
        lane,
        text: 'At the latest: every node has polled an empty list and disconnected all its peers.',
      },
    ],
    unit: 'ms',
  }
}

/** Node after node, in steps. */
export function timelineOfDeploy(names: readonly string[]): Timeline {
  return {
    lanes: [...names],
    events: names.flatMap((lane, at): Event[] => [
      { at: 2 * at, lane, text: 'It stops: its connections close, which the others see at once.' },
      { at: 2 * at + 1, lane, text: 'It is back with the new code.' },
    ]),
    unit: 'step',
  }
}

function decisive(conducted: readonly Conducted[]): readonly Conducted[] {
  return conducted.filter(({ answer }) => answer.sides.length > 0).slice(0, mostDrawn)
}

/** Decided by a quorum: from the first moment, whether or not anybody has noticed. */
function isOrdered({ answer }: Conducted): boolean {
  return answer.kind === 'ra' || answer.kind === 'khepri'
}

function onSides(at: number, { answer, write, rivals }: Conducted, lanes: readonly string[]): Event[] {
  return answer.sides.slice(0, lanes.length).flatMap(({ writes }, side): Event[] => {
    const lane = lanes[side] ?? ''
    if (writes === 'yes') {
      const alone = rivals === 'yes' ? ' on its own' : ''
      return [{ at, lane, text: `${answer.name}: this side ${write}${alone}.` }]
    }
    return writes === 'no' ? [{ at, lane, text: `${answer.name}: nothing ${write} here.` }] : []
  })
}
