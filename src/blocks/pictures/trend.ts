import { type Severity, severities } from '../../review/report.ts'
import { block, plain } from './lettering.ts'
import type { Picture, Role, Shape } from './scene.ts'

const margin = 16
const plot = 150

/** What a past review counted; `date` as it is shown, `12 Aug`. */
export interface Point extends Readonly<Record<Severity, number>> {
  readonly date: string
}

const roles: Record<Severity, Role> = { critical: 'danger', important: 'warning', minor: 'hush' }

/** Past reviews as columns, oldest first: critical at the bottom, then important, then minor, each with its number. */
export function trendPicture(points: readonly Point[], heading: string): Picture {
  return { alt: altOf(points, heading), draw: (width) => draw(points, heading, width) }
}

function draw(points: readonly Point[], heading: string, width: number) {
  const inner = width - 2 * margin
  const head = block(heading, { x: margin, top: margin, width: inner, size: 16, weight: 'strong', most: 3 })
  const fit = Math.max(1, Math.floor(inner / 56))
  const shown = points.slice(-fit)
  const highest = Math.max(1, ...shown.map(total))
  const pitch = Math.min(96, inner / Math.max(1, shown.length))
  const base = head.bottom + 28 + plot
  const shapes: Shape[] = [
    ...head.shapes,
    { kind: 'line', from: [margin, base], to: [width - margin, base], stroke: 'line' },
  ]
  for (const [at, point] of shown.entries()) {
    const middle = margin + (at + 0.5) * pitch
    shapes.push(...column(point, middle, base, Math.min(46, pitch - 12), plot / highest))
    const date = block(point.date, {
      x: middle,
      top: base + 6,
      width: pitch - 4,
      size: 12.5,
      fill: 'hush',
      anchor: 'middle',
      most: 2,
    })
    shapes.push(...date.shapes)
  }
  const left = points.length - shown.length
  const key = `From the bottom: critical, important, minor.${left > 0 ? ` ${left} earlier ${left === 1 ? 'review is' : 'reviews are'} not drawn.` : ''}`
  const foot = block(key, { x: margin, top: base + 46, width: inner, size: 12.5, fill: 'hush' })
  return { width, height: foot.bottom + margin, shapes: [...shapes, ...foot.shapes] }
}

function column(point: Point, middle: number, base: number, width: number, unit: number): Shape[] {
  const shapes: Shape[] = []
  let y = base
  for (const severity of severities) {
    const height = point[severity] * unit
    if (height === 0) continue
    y -= height
    const fill = roles[severity]
    shapes.push({
      kind: 'rect',
      x: middle - width / 2,
      y,
      width,
      height: Math.max(1, height - 1.5),
      radius: 2,
      fill,
    })
    if (height >= 18)
      shapes.push({
        kind: 'text',
        x: middle,
        y: y + height / 2 + 4,
        text: `${severity[0]?.toUpperCase()} ${point[severity]}`,
        size: 12.5,
        weight: 'strong',
        fill: 'onStrong',
        anchor: 'middle',
      })
  }
  const text = String(total(point))
  return [
    ...shapes,
    { kind: 'text', x: middle, y: y - 6, text, size: 13, weight: 'strong', fill: 'ink', anchor: 'middle' },
  ]
}

function total({ critical, important, minor }: Point): number {
  return critical + important + minor
}

function altOf(points: readonly Point[], heading: string): string {
  const line = ({ date, critical, important, minor }: Point) =>
    `${date}: ${critical} critical, ${important} important, ${minor} minor.`
  return plain(`${heading}. ${points.map(line).join(' ')}`)
}
