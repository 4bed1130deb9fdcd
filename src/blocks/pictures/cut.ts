import type { QuorumSets, Trace } from '../../review/report.ts'
import { block, plain, shortened } from './lettering.ts'
import type { Picture, Shape } from './scene.ts'
import { jagged } from './timeline.ts'

const margin = 16

/** One side of a cut. */
interface Side {
  readonly nodes: readonly string[]
  /** What its count comes to, in words. */
  readonly tally: string
}

/** A cluster that is cut in two. */
export interface Cut {
  readonly heading: string
  readonly left: Side
  readonly right: Side
  /** What follows, in one sentence. */
  readonly outcome: string
}

/** The cut of two groups that both reach the threshold of the code. */
export function cutOfQuorums(sets: QuorumSets, heading: string): Cut {
  const side = (nodes: readonly string[], needs: number): Side => ({
    nodes,
    tally: `${nodes.length} of ${sets.nodes}, the code asks for ${needs}: ${nodes.length >= needs ? 'enough' : 'not enough'}`,
  })
  const rest = sets.nodes - sets.left.length - sets.right.length
  const both = sets.left.length >= sets.leftNeeds && sets.right.length >= sets.rightNeeds
  const others = rest > 0 ? ` The other ${rest === 1 ? 'node is' : `${rest} nodes are`} on neither side.` : ''
  return {
    heading,
    left: side(sets.left, sets.leftNeeds),
    right: side(sets.right, sets.rightNeeds),
    outcome: `${both ? 'Both sides act as the majority.' : 'The two sides do not see each other.'}${others}`,
  }
}

/** The cut of a trace whose two lanes are the groups, or null where it is another one. */
export function cutOfTrace(trace: Trace, heading: string): Cut | null {
  if (trace.kind !== 'quorum-under-cut' && trace.kind !== 'disjoint-quorums') return null
  const [left, right] = trace.lanes
  const [first, second] = trace.steps
  if (left === undefined || right === undefined || first === undefined || second === undefined) return null
  const groups = [left, right].map((lane) => lane.replace(/[{}]/g, '').split(', '))
  const [a = [], b = []] = groups
  return { heading, left: { nodes: a, tally: first }, right: { nodes: b, tally: second }, outcome: '' }
}

/** Two groups of nodes with the cut between them: side by side, or under each other where it is narrow. */
export function cutPicture(cut: Cut): Picture {
  return { alt: altOf(cut), draw: (width) => draw(cut, width) }
}

function draw({ heading, left, right, outcome }: Cut, width: number) {
  const inner = width - 2 * margin
  const head = block(heading, { x: margin, top: margin, width: inner, size: 16, weight: 'strong', most: 3 })
  const top = head.bottom + 12
  const narrow = width < 520
  const half = narrow ? inner : (inner - 44) / 2
  const one = group(left, margin, top, half)
  const across = narrow ? one.bottom + 28 : top
  const two = group(right, narrow ? margin : margin + half + 44, across, half)
  const end = Math.max(one.bottom, two.bottom)
  const between = narrow
    ? jagged(one.bottom + 14, margin, width - margin).map(([y, x]): [number, number] => [x, y])
    : jagged(margin + half + 22, top, end)
  const frame = (x: number, y: number, bottom: number): Shape => ({
    kind: 'rect',
    x,
    y,
    width: half,
    height: bottom - y,
    radius: 8,
    fill: 'tint',
    stroke: 'line',
  })
  const foot = block(outcome, { x: margin, top: end + 12, width: inner, weight: 'strong', fill: 'danger' })
  const shapes: Shape[] = [
    ...head.shapes,
    frame(margin, top, narrow ? one.bottom : end),
    frame(narrow ? margin : margin + half + 44, across, end),
    { kind: 'zigzag', points: between, stroke: 'danger' },
    ...one.shapes,
    ...two.shapes,
    ...foot.shapes,
  ]
  return { width, height: foot.bottom + (outcome === '' ? 4 : margin), shapes }
}

/** The nodes as circles with their names, and the count under them. */
function group({ nodes, tally }: Side, x: number, top: number, width: number) {
  const shapes: Shape[] = []
  const size = Math.min(46, (width - 24) / Math.max(1, Math.min(nodes.length, 6)))
  const inRow = Math.max(1, Math.floor((width - 24) / size))
  for (const [at, node] of nodes.slice(0, 60).entries()) {
    const [cx, cy] = [x + 12 + ((at % inRow) + 0.5) * size, top + 12 + (Math.floor(at / inRow) + 0.5) * size]
    const radius = size / 2 - 4
    shapes.push({ kind: 'circle', x: cx, y: cy, radius, fill: 'sheet', stroke: 'accent' })
    const text = shortened(plain(node), radius * 2 - 4, 13, 'strong')
    shapes.push({
      kind: 'text',
      x: cx,
      y: cy + 4.5,
      text,
      size: 13,
      weight: 'strong',
      fill: 'ink',
      anchor: 'middle',
    })
  }
  const rows = Math.ceil(Math.min(nodes.length, 60) / inRow)
  const words = block(tally, { x: x + 12, top: top + 16 + rows * size, width: width - 24, size: 13.5 })
  return { shapes: [...shapes, ...words.shapes], bottom: words.bottom + 10 }
}

function altOf({ heading, left, right, outcome }: Cut): string {
  const side = (name: string, { nodes, tally }: Side) => `${name}: ${nodes.join(', ')}; ${tally}`
  return plain(
    `${heading}. The cluster is cut in two. ${side('One side', left)}. ${side('The other side', right)}. ${outcome}`,
  ).replace(/\.\.(?=\s|$)/g, '.')
}
