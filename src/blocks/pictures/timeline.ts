import type { Trace } from '../../review/report.ts'
import { block, measure, plain } from './lettering.ts'
import type { Picture, Shape } from './scene.ts'
import { type Row, rows } from './told.ts'

const margin = 16
const title = 16
const small = 12.5
const words = 14

/** Rows that are drawn; a trace is the shortest there is, and hardly has as many. */
const mostRows = 24

/** Where the lanes stand, and what is written above them. */
interface Lanes {
  readonly x: ReadonlyMap<string, number>
  readonly heads: readonly string[]
  /** What the heads stand for, where they are numbers. */
  readonly legend: string
  readonly right: number
}

/**
 * A trace as a timeline: who acts in lanes from left to right, time downwards, each step in words beside it. Messages
 * are arrows; a lane is thick while it leads or owns; a cut is a jagged line between the sides until it heals.
 */
export function timeline(trace: Trace, heading: string): Picture {
  const told = rows(trace)
  return { alt: altOf(trace, told, heading), draw: (width) => draw(trace, told, heading, width) }
}

function draw(trace: Trace, told: readonly Row[], heading: string, width: number) {
  const inner = width - 2 * margin
  const head = block(heading, {
    x: margin,
    top: margin,
    width: inner,
    size: title,
    weight: 'strong',
    most: 3,
  })
  const shown = told.slice(0, mostRows)
  // Where there is little room a time stands over its step, not beside it.
  const above = width < 520 && trace.unit === 'ms'
  const gutter = above ? 0 : Math.max(...shown.map(({ time }) => measure(time, small, 'regular'))) + 12
  const lanes = laid(trace.lanes, margin + gutter, width)
  const legend = block(lanes.legend, { x: margin, top: head.bottom + 8, width: inner, size: small })
  const top = legend.bottom + 8
  const heads = trace.lanes.map((lane, at) =>
    label(lanes.x.get(lane) ?? 0, top + small, lanes.heads[at] ?? ''),
  )
  const text = { x: lanes.right + 12, width: width - lanes.right - 12 - margin }
  const broken = brokenAt(told)
  const over: Shape[] = []
  const heights: number[] = []
  let y = top + 32
  for (const [at, row] of shown.entries()) {
    heights.push(y + 10)
    const clock = block(above ? row.time : '', { ...text, top: y, size: small, fill: 'hush' })
    const said = block(row.text, { ...text, top: clock.bottom, size: words })
    const bad = at === broken
    const weight = bad ? 'strong' : 'regular'
    const fill = bad ? 'danger' : 'hush'
    const state = block(row.after, { ...text, top: said.bottom, size: small, fill, weight })
    over.push(...clock.shapes, ...said.shapes, ...state.shapes, ...mark(row, lanes, y + 10, bad))
    if (!above)
      over.push({
        ...label(margin + gutter - 12, y + words, row.time),
        anchor: 'end',
        weight: 'regular',
        fill: 'hush',
      })
    y = Math.max(state.bottom, y + 26) + 12
  }
  const under = laneLines(trace.lanes, shown, lanes, heights, top + 24, y - 4)
  const foot = footnote(told, shown.length, width, y + 4)
  const shapes = [...head.shapes, ...legend.shapes, ...heads, ...under, ...over, ...foot.shapes]
  return { width, height: foot.bottom + margin, shapes }
}

/** Each lane is as wide as its name; where the names take too much of the width, numbers stand for them. */
function laid(lanes: readonly string[], left: number, width: number): Lanes {
  const most = width * (width < 520 ? 0.36 : 0.42) - left
  const named = lanes.map((lane) => Math.max(22, measure(plain(lane), small, 'strong') + 12))
  const fits = named.reduce((sum, each) => sum + each, 0) <= most
  const numbered = Math.max(6, Math.min(26, most / lanes.length))
  const x = new Map<string, number>()
  let right = left
  for (const [at, lane] of lanes.entries()) {
    const column = fits ? (named[at] ?? numbered) : numbered
    x.set(lane, right + column / 2)
    right += column
  }
  const heads = lanes.map((lane, at) => (fits ? plain(lane) : String(at + 1)))
  return { x, heads, right, legend: fits ? '' : lanes.map((lane, at) => `${at + 1} ${lane}`).join(' · ') }
}

/** Where two lead or own what one may; else the end, which is where the shortest trace breaks the promise. */
function brokenAt(told: readonly Row[]): number {
  const both = told.findIndex(({ holders }) => holders !== null && holders.length > 1)
  return both === -1 ? told.length - 1 : both
}

function label(x: number, y: number, text: string): Shape & { kind: 'text' } {
  return { kind: 'text', x, y, text, size: small, weight: 'strong', fill: 'ink', anchor: 'middle' }
}

/** The dot of a step (a cross where the promise is broken) and its arrow. */
function mark({ lane, message }: Row, { x }: Lanes, y: number, broken: boolean): Shape[] {
  const shapes: Shape[] = []
  if (message !== null) {
    const [from, to] = [x.get(message.from) ?? 0, x.get(message.to) ?? 0]
    const gap = to > from ? -5 : 5
    shapes.push({ kind: 'line', from: [from, y], to: [to + gap, y], stroke: 'accent', thick: 2, arrow: true })
  }
  const at = x.get(lane)
  if (at === undefined) return shapes
  if (!broken) return [...shapes, { kind: 'circle', x: at, y, radius: 5, fill: 'accent', stroke: 'sheet' }]
  const cross = (turn: number): Shape => ({
    kind: 'line',
    from: [at - 5, y - 5 * turn],
    to: [at + 5, y + 5 * turn],
    stroke: 'danger',
    thick: 3,
  })
  return [
    ...shapes,
    { kind: 'circle', x: at, y, radius: 9, fill: 'sheet', stroke: 'danger' },
    cross(1),
    cross(-1),
  ]
}

function laneLines(
  lanes: readonly string[],
  told: readonly Row[],
  { x }: Lanes,
  heights: readonly number[],
  top: number,
  bottom: number,
): Shape[] {
  const shapes: Shape[] = []
  for (const lane of lanes) {
    const at = x.get(lane) ?? 0
    shapes.push({ kind: 'line', from: [at, top], to: [at, bottom], stroke: 'line', thick: 2 })
    for (const [row, start] of heights.entries()) {
      const held = heldAfter(told, row)
      if (!held.includes(lane)) continue
      const stroke = held.length > 1 ? 'danger' : 'accent'
      shapes.push({ kind: 'line', from: [at, start], to: [at, heights[row + 1] ?? bottom], stroke, thick: 6 })
    }
  }
  for (const [row, { cut }] of told.entries()) {
    if (cut === null) continue
    const healed = told.findIndex((later, index) => index > row && later.heals)
    const to = healed === -1 ? bottom : (heights[healed] ?? bottom)
    const edge = Math.max(...cut.map((lane) => x.get(lane) ?? 0))
    const beyond = [...x.values()].filter((other) => other > edge)
    const at = beyond.length === 0 ? edge + 8 : (edge + Math.min(...beyond)) / 2
    shapes.push({ kind: 'zigzag', points: jagged(at, heights[row] ?? top, to), stroke: 'danger' })
  }
  return shapes
}

/** Who holds after a row: as the last row that says so has it. */
function heldAfter(told: readonly Row[], row: number): readonly string[] {
  return told.slice(0, row + 1).findLast(({ holders }) => holders !== null)?.holders ?? []
}

/** Points of a line downwards that swings 3 units to both sides. */
export function jagged(x: number, from: number, to: number): [number, number][] {
  const points: [number, number][] = []
  for (let at = 0; from + at * 6 <= to; at++) points.push([x + (at % 2 === 0 ? -3 : 3), from + at * 6])
  return points
}

function footnote(told: readonly Row[], shown: number, width: number, top: number) {
  const key = ['×: here the promise is broken']
  if (told.some(({ message }) => message !== null)) key.push('arrow: a message')
  if (told.some(({ holders }) => holders !== null && holders.length > 0))
    key.push('thick lane: leads or owns')
  if (told.some(({ cut }) => cut !== null)) key.push('jagged line: the cut')
  if (shown < told.length) key.push(`${told.length - shown} later steps are not drawn`)
  return block(key.join(' · '), { x: margin, top, width: width - 2 * margin, size: small, fill: 'hush' })
}

function altOf(trace: Trace, told: readonly Row[], heading: string): string {
  const broken = brokenAt(told)
  const steps = told.map(({ time, text, after, message, cut }, at) => {
    const seen = [
      ...(message === null ? [] : [`message from ${message.from} to ${message.to}`]),
      ...(cut === null ? [] : [`cut between ${cut.join(', ')} and the others`]),
      ...(at === broken ? ['here the promise is broken'] : []),
    ]
    return `${time}: ${[text, after].filter((part) => part !== '').join(' ')}${seen.length > 0 ? ` (${seen.join('; ')})` : ''}`
  })
  return plain(`${heading}. Timeline with the lanes ${trace.lanes.join(', ')}. ${steps.join(' ')}`)
}
