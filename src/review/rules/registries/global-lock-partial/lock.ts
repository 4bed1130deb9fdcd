import type { Call, Expr } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { isOwnNode } from '../../visible-nodes.ts'

/** One call that takes a lock of `global`. */
export interface Lock {
  readonly site: Site<Call>
  readonly id: Expr
  /** Set where the id is written as `{Resource, Requester}` somewhere in reach. */
  readonly requester: Site | null
  /** Only the own node is asked. */
  readonly local: boolean
  /** Where `nodes()` is read, whose answer leaves the own node out; null where something else is asked. */
  readonly others: Site | null
  /** The call gives up after some tries, and says so by its answer. */
  readonly givesUp: boolean
}

/** Every `global:trans` and `global:set_lock`. */
export function locks(program: Program): Lock[] {
  const found: Lock[] = []
  for (const name of ['trans', 'set_lock'] as const) {
    for (const site of program.callsOf('global', name)) {
      const { args } = site.expr
      const [id] = args
      const [nodes, retries] = name === 'trans' ? args.slice(2) : args.slice(1)
      if (!id) continue
      found.push({
        site,
        id,
        requester: requesterOf(program, { expr: id, frame: site.frame }),
        local: nodes !== undefined && isOwnOnly(program, { expr: nodes, frame: site.frame }),
        others: nodes === undefined ? null : othersOnly(program, { expr: nodes, frame: site.frame }),
        givesUp: retries !== undefined && !isInfinity(program, { expr: retries, frame: site.frame }),
      })
    }
  }
  return found
}

/** The second element of the lock's id, wherever the tuple is written; null where it cannot be found for certain. */
function requesterOf(program: Program, id: Site): Site | null {
  const all = origins(program, id)
  const [origin] = all
  if (!origin || all.length > 1 || origin.expr.kind !== 'tuple') return null
  const second = origin.expr.items[1]
  return second && origin.expr.items.length === 2 ? { expr: second, frame: origin.frame } : null
}

function isOwnOnly(program: Program, nodes: Site): boolean {
  const all = origins(program, nodes)
  return (
    all.length > 0 &&
    all.every(({ expr, frame }) => {
      return (
        expr.kind === 'list' &&
        !expr.tail &&
        expr.items.length > 0 &&
        expr.items.every((item) => isOwnNode(program, { expr: item, frame }))
      )
    })
  )
}

/** `nodes()` as it is, whichever way the value came. */
function othersOnly(program: Program, nodes: Site): Site | null {
  const all = origins(program, nodes)
  const [first] = all
  const plain = all.every(
    ({ expr }) =>
      expr.kind === 'call' && expr.module === 'erlang' && expr.name === 'nodes' && expr.args.length === 0,
  )
  return first && plain ? first : null
}

function isInfinity(program: Program, retries: Site): boolean {
  return origins(program, retries).some(({ expr }) => expr.kind === 'atom' && expr.name === 'infinity')
}
