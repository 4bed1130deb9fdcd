import type { Component, Sections } from '../shape.ts'
import type { Subject } from '../subject.ts'
import { byKind, components } from './components.ts'
import { edges } from './edges.ts'

/** A larger list says no more to a reader, and the report is sent and kept. */
const most = { components: 400, edges: 800 }

/** Components, the edges between them, and what was left out. */
export function architectureParts(subject: Subject): Pick<Sections, 'components' | 'edges' | 'assumptions'> {
  const known = components(subject)
  const all = edges(subject, known)
  const sorted = [...known.values()].sort(byKind)
  // What others talk to comes before what nobody was seen to use.
  const used = new Set(all.flatMap(({ from, to }) => [from, to]))
  const shown = new Set(
    [...sorted.filter(({ id }) => used.has(id)), ...sorted.filter(({ id }) => !used.has(id))].slice(
      0,
      most.components,
    ),
  )
  const kept = sorted.filter((one) => shown.has(one))
  const ids = new Set(kept.map(({ id }) => id))
  const between = all.filter(({ from, to }) => ids.has(from) && ids.has(to))
  return {
    components: kept,
    edges: between.slice(0, most.edges),
    assumptions: assumptions(sorted, kept, all.length, Math.min(between.length, most.edges)),
  }
}

function assumptions(
  sorted: readonly Component[],
  kept: readonly Component[],
  drawn: number,
  shown: number,
): string[] {
  const found = [
    'A name that is registered once is taken to be the process that its messages reach; a receiver that is computed has no edge.',
  ]
  if (sorted.length > kept.length)
    found.push(
      `${sorted.length - kept.length} of ${sorted.length} components are left out: ${most.components} is the limit. Name a path to see them.`,
    )
  if (drawn > shown)
    found.push(
      `${drawn - shown} of ${drawn} edges are left out with them or over the limit of ${most.edges}.`,
    )
  return found
}
