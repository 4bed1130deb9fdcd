import type { Call, Expr } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { isOwnNode } from '../../visible-nodes.ts'

/** What of Mnesia spans nodes, as far as the code says so. */
export interface Spanning {
  /** Calls that tell Mnesia of other nodes or put a table on them. */
  readonly sites: readonly Site<Call>[]
  /** All tables that are made in reach stay on one node, or share only their definition. */
  readonly onlyLocalTables: boolean
}

export function spanning(program: Program): Spanning {
  const service = (name: string) =>
    program.callsOf('mnesia', name).filter(({ frame }) => frame.file.pathClass === 'service')
  const joins = service('change_config').filter(
    ({
      expr: {
        args: [setting],
      },
    }) => setting?.kind === 'atom' && setting.name === 'extra_db_nodes',
  )
  const copies = service('add_table_copy')
  const schemas = service('create_schema').filter((site) => namesOthers(program, site, site.expr.args[0]))
  const tables = service('create_table').map((site) => ({ site, reach: reachOf(program, site) }))
  const spread = tables.filter(({ reach }) => reach === 'spanning').map(({ site }) => site)
  const local = tables.length > 0 && tables.every(({ reach }) => reach === 'local')
  return {
    sites: [...joins, ...schemas, ...spread, ...copies],
    onlyLocalTables: local && copies.length === 0,
  }
}

type Reach = 'local' | 'spanning' | 'unknown'

const copyKinds = new Set(['ram_copies', 'disc_copies', 'disc_only_copies'])

/** Where a new table lives; without a list of copies it is the own node. */
function reachOf(program: Program, site: Site<Call>): Reach {
  const options = site.expr.args[1]
  const [origin] = options ? origins(program, { expr: options, frame: site.frame }) : []
  if (origin?.expr.kind !== 'list' || origin.expr.tail) return 'unknown'
  const pairs = origin.expr.items.flatMap((item) =>
    item.kind === 'tuple' && item.items[0]?.kind === 'atom' && item.items[1]
      ? [{ key: item.items[0].name, value: item.items[1] }]
      : [],
  )
  if (
    pairs.some(({ key, value }) => key === 'local_content' && value.kind === 'atom' && value.name === 'true')
  )
    return 'local'
  // `{Mode, Nodes}`: the kind of copy is known when it runs.
  if (origin.expr.items.some(isComputedPair)) return 'unknown'
  const copies = pairs.filter(({ key }) => copyKinds.has(key))
  return copies.some(({ value }) => namesOthers(program, { expr: value, frame: origin.frame }, value))
    ? 'spanning'
    : 'local'
}

/** A pair whose key is known when it runs. */
export function isComputedPair(item: Expr): boolean {
  return item.kind === 'tuple' && item.items.length === 2 && item.items[0]?.kind === 'var'
}

/** A list of nodes that is not the own node alone. */
export function namesOthers(program: Program, { frame }: Site, nodes: Expr | undefined): boolean {
  if (!nodes) return false
  return origins(program, { expr: nodes, frame }).some(({ expr, frame: at }) => {
    if (expr.kind !== 'list') return true
    return expr.tail !== null || expr.items.some((item) => !isOwnNode(program, { expr: item, frame: at }))
  })
}
