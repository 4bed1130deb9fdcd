import type { Report } from '../../review/report.ts'
import { block, measure, plain, shortened } from './lettering.ts'
import { type Join, type Layer, layersOf, type Part } from './parts.ts'
import type { Picture, Shape } from './scene.ts'

const margin = 16
const gap = 14
const boxHeight = 46

/** Boxes of one layer that are drawn; the words name all of them. */
const mostInLayer = 10

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
}

/**
 * What the program is made of, in layers: how nodes are joined, processes, names and messages, state. A line joins
 * what talks to each other; it is dashed where it crosses from node to node. Null where nothing is known.
 */
export function topologyPicture(
  report: Pick<Report, 'architecture' | 'sections' | 'target'>,
): Picture | null {
  const { layers, joins } = layersOf(report)
  if (layers.length === 0) return null
  const heading = `What ${report.target.repository} is made of`
  return { alt: altOf(heading, layers, joins), draw: (width) => draw(heading, layers, joins, width) }
}

function draw(heading: string, layers: readonly Layer[], joins: readonly Join[], width: number) {
  const inner = width - 2 * margin
  const head = block(heading, { x: margin, top: margin, width: inner, size: 16, weight: 'strong', most: 3 })
  const widest = Math.max(2, ...layers.map(({ parts }) => parts.length))
  const fit = Math.floor((inner + gap) / (width < 520 ? 134 : 174))
  const columns = Math.max(1, Math.min(widest, fit))
  const boxWidth = (inner - (columns - 1) * gap) / columns
  const boxes = new Map<string, Box>()
  const words: Shape[] = []
  let y = head.bottom + 12
  for (const { title, parts } of layers) {
    const shown = busiest(parts, joins).slice(0, mostInLayer)
    const more = parts.length > shown.length ? ` (${shown.length} of ${parts.length} drawn)` : ''
    const name = block(`${title}${more}`, {
      x: margin,
      top: y,
      width: inner,
      size: 12.5,
      fill: 'hush',
      weight: 'strong',
    })
    const behind = measure(`${title}${more}`, 12.5, 'strong') + 6
    words.push(
      { kind: 'rect', x: margin - 3, y: y - 1, width: behind, height: 20, fill: 'sheet' },
      ...name.shapes,
    )
    y = name.bottom + 6
    for (const [at, part] of shown.entries()) {
      const box = {
        x: margin + (at % columns) * (boxWidth + gap),
        y: y + Math.floor(at / columns) * (boxHeight + gap),
        width: boxWidth,
      }
      boxes.set(part.id, box)
      words.push(...boxOf(part, box))
    }
    y += Math.ceil(shown.length / columns) * (boxHeight + gap) + 12
  }
  const { lines, undrawn } = linesOf(joins, boxes)
  const names = new Map(layers.flatMap(({ parts }) => parts).map(({ id, name }) => [id, name]))
  const foot = block(keyOf(lines.length, undrawn, names), {
    x: margin,
    top: y - 4,
    width: inner,
    size: 12.5,
    fill: 'hush',
    most: 6,
  })
  const height = foot.bottom + (foot.shapes.length > 0 ? margin : 0)
  return { width, height, shapes: [...head.shapes, ...lines, ...words, ...foot.shapes] }
}

/** Parts that others talk to come first; equals stay in their order. */
function busiest(parts: readonly Part[], joins: readonly Join[]): Part[] {
  const degree = (id: string) => joins.filter(({ from, to }) => from === id || to === id).length
  const degrees = new Map(parts.map(({ id }) => [id, degree(id)]))
  return [...parts].sort((a, b) => (degrees.get(b.id) ?? 0) - (degrees.get(a.id) ?? 0))
}

function boxOf({ name, what }: Part, { x, y, width }: Box): Shape[] {
  const line = (text: string, size: number, weight: 'strong' | 'regular', top: number): Shape => ({
    kind: 'text',
    x: x + 10,
    y: y + top,
    text: shortened(plain(text), width - 20, size, weight),
    size,
    weight,
    fill: weight === 'strong' ? 'ink' : 'hush',
  })
  return [
    { kind: 'rect', x, y, width, height: boxHeight, radius: 7, fill: 'tint', stroke: 'accent' },
    line(name, 13, 'strong', 19),
    line(what, 12, 'regular', 36),
  ]
}

/** A line that would run behind a third box would seem to join that one: it is told in words instead. */
function linesOf(joins: readonly Join[], boxes: ReadonlyMap<string, Box>) {
  const drawn = joins.filter(({ from, to }) => from !== to && boxes.has(from) && boxes.has(to))
  const ends = drawn.flatMap(({ from, to }) => [from, to])
  const used = new Map<string, number>()
  // Lines of one box begin side by side, so that two that run the same way stay two.
  const port = (id: string): [number, number] => {
    const { x, y, width } = boxes.get(id) ?? { x: 0, y: 0, width: 0 }
    const at = (used.get(id) ?? 0) + 1
    used.set(id, at)
    const all = ends.filter((end) => end === id).length
    return [x + (width * at) / (all + 1), y + boxHeight / 2]
  }
  const lines: Shape[] = []
  const undrawn = joins.filter((join) => !drawn.includes(join) && join.from !== join.to)
  for (const join of drawn) {
    const [from, to] = [port(join.from), port(join.to)]
    const others = [...boxes].filter(([id]) => id !== join.from && id !== join.to).map(([, box]) => box)
    const dashed = join.crossesNodes
    if (others.some((box) => crosses(from, to, box))) undrawn.push(join)
    else lines.push({ kind: 'line', from, to, stroke: dashed ? 'warning' : 'hush', thick: 1.5, dashed })
  }
  return { lines, undrawn }
}

/** Whether the line between two points touches a box, looked at in steps that are smaller than one. */
function crosses(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  box: Box,
): boolean {
  const steps = Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 4)
  for (let at = 0; at <= steps; at++) {
    const [x, y] = [x1 + ((x2 - x1) * at) / steps, y1 + ((y2 - y1) * at) / steps]
    if (x >= box.x - 2 && x <= box.x + box.width + 2 && y >= box.y - 2 && y <= box.y + boxHeight + 2)
      return true
  }
  return false
}

/** Joins that the key names; the alternative text has all of them. */
const mostNamed = 12

function keyOf(lines: number, undrawn: readonly Join[], names: ReadonlyMap<string, string>): string {
  const key = lines > 0 ? ['A line: they talk; dashed: from node to node.'] : []
  if (undrawn.length === 0) return key.join(' ')
  const told = undrawn.slice(0, mostNamed).map(({ from, to, crossesNodes }) => {
    const across = crossesNodes ? ' (node to node)' : ''
    return `${names.get(from) ?? from} → ${names.get(to) ?? to}${across}`
  })
  const more = undrawn.length - told.length
  return [...key, `Without a line: ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`].join(' ')
}

function altOf(heading: string, layers: readonly Layer[], joins: readonly Join[]): string {
  const names = new Map(layers.flatMap(({ parts }) => parts).map(({ id, name }) => [id, name]))
  const layer = ({ title, parts }: Layer) =>
    `${title}: ${parts.map(({ name, what }) => (what === '' ? name : `${name} (${what})`)).join(', ')}.`
  const talks = joins.map(
    ({ from, to, crossesNodes }) =>
      `${names.get(from) ?? from} to ${names.get(to) ?? to}${crossesNodes ? ' from node to node' : ''}`,
  )
  const lines = talks.length === 0 ? '' : ` Who talks to whom: ${talks.join('; ')}.`
  return plain(`${heading}. ${layers.map(layer).join(' ')}${lines}`)
}
