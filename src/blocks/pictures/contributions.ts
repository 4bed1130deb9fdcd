import { block, measure, plain } from './lettering.ts'
import type { Picture, Role, Shape } from './scene.ts'

const margin = 16
const bar = 22

/** An option of an evaluation; `score` from 0 to 10. */
export interface Weighed {
  readonly option: string
  readonly score: number
  readonly contributions: readonly { readonly name: string; readonly points: number }[]
}

/** Options that are drawn; the words have all. */
const mostOptions = 6

/** What makes up each option's score: for to the right of the line, against to its left, each part numbered and named. */
export function contributionsPicture(options: readonly Weighed[], heading: string): Picture {
  return { alt: altOf(options, heading), draw: (width) => draw(options, heading, width) }
}

function draw(options: readonly Weighed[], heading: string, width: number) {
  const inner = width - 2 * margin
  const head = block(heading, { x: margin, top: margin, width: inner, size: 16, weight: 'strong', most: 3 })
  const shown = options.slice(0, mostOptions)
  const most = Math.max(1, ...shown.map((each) => sum(each, 1)))
  const least = Math.max(0, ...shown.map((each) => sum(each, -1)))
  const unit = inner / (most + least)
  const zero = margin + least * unit
  const shapes: Shape[] = [...head.shapes]
  let y = head.bottom + 12
  for (const each of shown) {
    const name = block(`${each.option}: ${each.score.toFixed(1)} of 10`, {
      x: margin,
      top: y,
      width: inner,
      size: 14,
      weight: 'strong',
    })
    const parts = bars(each, zero, name.bottom + 4, unit)
    const named = block(partsInWords(each), {
      x: margin,
      top: name.bottom + bar + 10,
      width: inner,
      size: 12.5,
      fill: 'hush',
    })
    shapes.push(...name.shapes, ...parts, ...named.shapes)
    shapes.push({
      kind: 'line',
      from: [zero, name.bottom],
      to: [zero, name.bottom + bar + 8],
      stroke: 'ink',
      thick: 2,
    })
    y = named.bottom + 14
  }
  const left = options.length - shown.length
  const key = `Right of the line speaks for it, left of it against.${left > 0 ? ` ${left} more options are not drawn.` : ''}`
  const foot = block(key, { x: margin, top: y, width: inner, size: 12.5, fill: 'hush' })
  return { width, height: foot.bottom + margin, shapes: [...shapes, ...foot.shapes] }
}

function bars({ contributions }: Weighed, zero: number, top: number, unit: number): Shape[] {
  const shapes: Shape[] = []
  let [right, left] = [zero, zero]
  for (const [at, { points }] of contributions.entries()) {
    const width = Math.abs(points) * unit
    if (width === 0) continue
    const x = points > 0 ? right : left - width
    if (points > 0) right += width
    else left -= width
    const fill: Role = points > 0 ? (at % 2 === 0 ? 'accent' : 'good') : 'danger'
    shapes.push({
      kind: 'rect',
      x: x + 0.75,
      y: top,
      width: Math.max(1, width - 1.5),
      height: bar,
      radius: 2,
      fill,
    })
    const text = String(at + 1)
    if (measure(text, 12, 'strong') + 4 <= width)
      shapes.push({
        kind: 'text',
        x: x + width / 2,
        y: top + 15.5,
        text,
        size: 12,
        weight: 'strong',
        fill: 'onStrong',
        anchor: 'middle',
      })
  }
  return shapes
}

function sum({ contributions }: Weighed, sign: 1 | -1): number {
  let total = 0
  for (const { points } of contributions) total += Math.max(0, points * sign)
  return total
}

function partsInWords({ contributions }: Weighed): string {
  return contributions.map(({ name, points }, at) => `${at + 1} ${name} ${signed(points)}`).join(' · ')
}

function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.round(Math.abs(points) * 10) / 10}`
}

function altOf(options: readonly Weighed[], heading: string): string {
  const line = (each: Weighed) =>
    `${each.option}: ${each.score.toFixed(1)} of 10, from ${each.contributions.map(({ name, points }) => `${name} ${signed(points)}`).join(', ') || 'nothing'}.`
  return plain(`${heading}. ${options.map(line).join(' ')}`)
}
