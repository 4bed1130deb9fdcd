import { Refusal } from '../refusal.ts'
import { group, nodeNames } from '../witness/names.ts'
import type { Side } from './reach.ts'
import type { Scenario } from './scenario.ts'
import type { Subject } from './subject.ts'

export interface NamedSide extends Side {
  readonly name: string
}

export interface Division {
  readonly sides: readonly NamedSide[]
  /** The other way it can come, where regions differ in size: what is left is then more. */
  readonly otherwise: readonly NamedSide[] | null
  readonly assumptions: readonly string[]
}

/**
 * The sides that a fault leaves, by name; null where it divides nothing or the number of nodes is unknown.
 * Throws a Refusal('usage') where so many nodes cannot be divided so.
 */
export function divisionOf(scenario: Scenario, { nodes, regions }: Subject): Division | null {
  if (nodes === null) return null
  switch (scenario.kind) {
    case 'cut':
      return cut(scenario, nodes, regions ?? 2)
    case 'nodes-fail': {
      const failed = scenario.failed ?? nodes
      if (failed > nodes) throw tooMany(`${failed} of ${nodes} nodes cannot fail`, nodes)
      return {
        sides: named([
          { size: nodes - failed, up: true },
          { size: failed, up: false },
        ]),
        otherwise: null,
        assumptions: [],
      }
    }
    case 'region-lost': {
      const sizes = spread(nodes, regions ?? 2)
      const lose = (from: readonly number[]) => {
        const lost = from.slice(0, scenario.lost).reduce((sum, size) => sum + size, 0)
        return named([
          { size: nodes - lost, up: true },
          { size: lost, up: false },
        ])
      }
      const [most, least] = [lose(sizes), lose([...sizes].reverse())]
      const differs = most[0]?.size !== least[0]?.size
      return {
        sides: most,
        otherwise: differs ? least : null,
        assumptions: differs ? [`The larger ${scenario.word} is the one that is lost.`] : [],
      }
    }
    case 'rolling-deploy': {
      const atOnce = scenario.atOnce ?? 1
      if (atOnce > nodes) throw tooMany(`${atOnce} of ${nodes} nodes cannot be replaced at once`, nodes)
      return {
        sides: named([
          { size: nodes - atOnce, up: true },
          { size: atOnce, up: false },
        ]),
        otherwise: null,
        assumptions: [],
      }
    }
    default:
      return null
  }
}

function cut(scenario: Scenario & { kind: 'cut' }, nodes: number, regions: number): Division {
  const up = (sizes: readonly number[]) => named(sizes.map((size) => ({ size, up: true })))
  if (nodes < 2) throw tooMany('One node cannot be cut', nodes)
  switch (scenario.shape) {
    case 'sizes': {
      const sizes = scenario.sizes ?? []
      const rest = nodes - sizes.reduce((sum, size) => sum + size, 0)
      if (rest < 0 || (rest === 0 && sizes.length < 2))
        throw tooMany(`${sizes.join(' and ')} nodes cannot be cut off`, nodes)
      return { sides: up(rest > 0 ? [rest, ...sizes] : sizes), otherwise: null, assumptions: [] }
    }
    case 'one-isolated':
      return { sides: up([nodes - 1, 1]), otherwise: null, assumptions: [] }
    case 'regions':
      return { sides: up(spread(nodes, regions)), otherwise: null, assumptions: [] }
    case 'even':
    case 'any': {
      const sizes = spread(nodes, 2)
      const said =
        scenario.shape === 'any'
          ? ['Where the cut runs is not said: the most even one in two is computed.']
          : []
      const odd =
        scenario.shape === 'even' && nodes % 2 === 1
          ? [`${nodes} nodes cannot be halved: ${sizes.join(' | ')} is computed.`]
          : []
      return { sides: up(sizes), otherwise: null, assumptions: [...said, ...odd] }
    }
  }
}

/** As even as can be, the larger first. */
function spread(nodes: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, at) => Math.floor(nodes / parts) + (at < nodes % parts ? 1 : 0))
}

function named(sides: readonly Side[]): NamedSide[] {
  const names = nodeNames(sides.reduce((sum, { size }) => sum + size, 0))
  let from = 0
  const found: NamedSide[] = []
  for (const side of sides) {
    if (side.size === 0) continue
    found.push({ ...side, name: group(names.slice(from, from + side.size)) })
    from += side.size
  }
  return found
}

function tooMany(problem: string, nodes: number): Refusal {
  return new Refusal(
    'usage',
    `${problem}: there ${nodes === 1 ? 'is 1' : `are ${nodes}`}.`,
    'Say how many nodes there are, as in: we have 5 nodes.',
  )
}
