import type { Op } from '../../../source/form.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import { namesOf } from '../../../source/program/names.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import {
  type Comparison,
  mirrored,
  needed,
  type Quantity,
  straight,
} from '../../../source/program/quantity.ts'
import { anyOf } from '../../../source/program/words.ts'
import { sideQuantity } from '../../quorum/sides.ts'
import { fixedSize } from '../../quorum/threshold.ts'
import { visibleNodes } from '../../visible-nodes.ts'

/** The number of nodes that are seen, compared with a number that does not depend on what is seen. */
export interface Sight {
  readonly site: Site<Op>
  /** Where the nodes are listed. */
  readonly source: Site
  /** The comparison is true where enough are seen. */
  readonly trueIsEnough: boolean
  /** How many nodes there are, where the code says so. */
  readonly size: number | null
  /** Nodes, the asking one included, that must be seen in a cluster of n. */
  needs(n: number): number
}

/** Counts of answers are a vote, not sight. */
const answers: ReadonlySet<string> = new Set([
  'vote',
  'ack',
  'reply',
  'response',
  'grant',
  'result',
  'answer',
])

export function sights(program: Program): readonly Sight[] {
  const found: Sight[] = []
  for (const site of program.comparisons()) {
    if (site.expr.op.startsWith('=') || site.expr.op.startsWith('!')) continue
    const [left, right] = site.expr.args
    if (!left || !right) continue
    const [a, b] = [
      { expr: left, frame: site.frame },
      { expr: right, frame: site.frame },
    ]
    const sight =
      ofSides(program, site, a, b, straight[site.expr.op]) ??
      ofSides(program, site, b, a, mirrored[site.expr.op])
    if (sight) found.push(sight)
  }
  return found
}

function ofSides(
  program: Program,
  site: Site<Op>,
  count: Site,
  limit: Site,
  comparison: Comparison | undefined,
): Sight | null {
  if (!comparison || comparison === '==') return null
  const counted = sideQuantity(program, count)
  const source = counted?.size ? seen(program, counted.size) : null
  if (!counted || !source || anyOf(namesOf(program, count), answers)) return null
  const asked = sideQuantity(program, limit)
  if (!asked || (asked.size && sourceOf(program, asked.size, 'visible-nodes'))) return null
  const size = asked.size ? fixedSize(program, asked.size) : null
  const needs = needsOf(counted, source.self, asked, comparison)
  // To see anybody at all is no majority of anything.
  if (needs(size ?? 9) < 2) return null
  return { site, source: source.site, size, needs, trueIsEnough: comparison[0] === '>' }
}

function seen(program: Program, { expr, frame }: Site): { site: Site; self: boolean } | null {
  const [list] = expr.kind === 'call' && expr.module === 'erlang' && expr.name === 'length' ? expr.args : []
  if (!list) return null
  const of = { expr: list, frame }
  const visible = visibleNodes(program, of)
  if (visible) return { site: visible.source, self: visible.self }
  const site = sourceOf(program, of, 'visible-nodes')
  return site && !sourceOf(program, of, 'remote-result') ? { site, self: true } : null
}

function needsOf(counted: Quantity, self: boolean, asked: Quantity, comparison: Comparison) {
  return (n: number): number => {
    const least = needed(comparison, asked.at(n))
    for (let nodes = 1; nodes <= n; nodes++) if (counted.at(self ? nodes : nodes - 1) >= least) return nodes
    return n + 1
  }
}
