import type { Call, Expr } from '../../source/form.ts'
import { facet } from '../../source/program/facet.ts'
import { ancestorsOf, type Program, type Site } from '../../source/program/program.ts'
import { tables } from '../../source/program/stores/index.ts'
import { origins } from '../../source/program/values.ts'
import { isClause } from '../../source/walk.ts'
import { isComputedPair, namesOthers } from './mnesia-no-partition-recovery/tables.ts'

/** A table of Mnesia and how far it reaches. */
export interface Table {
  readonly name: string | null
  /** `spanning`: copies on other nodes, from the start or later. */
  readonly reach: 'local' | 'spanning' | 'unknown'
  /** Nodes that are spelled out where it is created; null where they are found when it runs. */
  readonly nodes: number | null
  /** What copies it to other nodes after it was created on one. */
  readonly later: Site<Call> | null
  /** Some copy is kept on disk. */
  readonly durable: boolean
  /** Null where not all options are seen. */
  readonly majority: boolean | null
  readonly site: Site<Call>
}

const copyKinds = ['ram_copies', 'disc_copies', 'disc_only_copies'] as const

interface Options {
  readonly copies: readonly { readonly kind: string; readonly at: Site }[]
  readonly localContent: boolean
  readonly majority: boolean | null
}

/**
 * Every table that the service makes: by `mnesia:create_table`, or by a function of the project that is given a name
 * and a list with `ram_copies`, `disc_copies` or `disc_only_copies`, which no other library calls so.
 */
export const mnesiaTables = facet((program): readonly Table[] => {
  const found: Table[] = []
  for (const { name, site, ramCopies, discCopies, discOnlyCopies, ...rest } of tables(program).mnesia
    .tables) {
    const copies = [ramCopies, discCopies, discOnlyCopies].flatMap((at, index) =>
      at ? [{ kind: copyKinds[index] ?? '', at }] : [],
    )
    // `{Mode, Nodes}`: the kind of copy is handed in.
    for (const { expr, frame } of rest.options) {
      const [kind, nodes] = expr.kind === 'tuple' && isComputedPair(expr) ? expr.items : []
      if (!kind || !nodes) continue
      const kinds = origins(program, { expr: kind, frame }).map((origin) =>
        origin.expr.kind === 'atom' ? origin.expr.name : '',
      )
      const known = copyKinds.find((each) => kinds.includes(each))
      if (known) copies.push({ kind: known, at: { expr: nodes, frame } })
    }
    found.push(tableOf(program, name, site, { copies, ...rest }))
  }
  found.push(...throughWrappers(program))
  return found.filter(({ site }) => site.frame.file.pathClass === 'service')
})

/** The table of a name, where exactly one kind of reach is known of it. */
export function tableNamed(program: Program, name: string | null | undefined): Table | null {
  if (!name) return null
  return mnesiaTables(program).find((table) => table.name === name) ?? null
}

function tableOf(program: Program, name: string | null, site: Site<Call>, options: Options): Table {
  const { copies, localContent, majority } = options
  const others = copies.filter(({ at }) => namesOthers(program, at, at.expr))
  const later = localContent ? null : copiedLater(program, name)
  const unseen = majority === null && copies.length === 0
  return {
    name,
    site,
    later,
    majority,
    durable: copies.some(({ kind }) => kind !== 'ram_copies'),
    nodes:
      others.length === 0
        ? null
        : countOf(
            program,
            others.map(({ at }) => at),
          ),
    reach: localContent ? 'local' : others.length > 0 || later ? 'spanning' : unseen ? 'unknown' : 'local',
  }
}

/** The nodes of all copies together, where each is spelled out. */
function countOf(program: Program, sites: readonly Site[]): number | null {
  const nodes = new Set<string>()
  for (const site of sites) {
    const [origin, ...more] = origins(program, site)
    if (!origin || more.length > 0 || origin.expr.kind !== 'list' || origin.expr.tail) return null
    for (const item of origin.expr.items) {
      if (item.kind === 'atom') nodes.add(item.name)
      else if (item.kind === 'call' && item.module === 'erlang' && item.name === 'node') nodes.add('node()')
      else return null
    }
  }
  return nodes.size
}

/** `add_table_copy` of this table, or of tables that are only known when it runs. */
function copiedLater(program: Program, name: string | null): Site<Call> | null {
  for (const site of tables(program).mnesia.copies) {
    const [table] = site.expr.args
    if (!table || site.frame.file.pathClass !== 'service') continue
    const names = origins(program, { expr: table, frame: site.frame }).map(({ expr }) =>
      expr.kind === 'atom' ? expr.name : null,
    )
    if (names.includes(null) || (name !== null && names.includes(name))) return site
  }
  return null
}

/** Calls of the project's own functions that are given the options of a table. */
function throughWrappers(program: Program): Table[] {
  const found = new Map<Expr, Table>()
  for (const kind of copyKinds) {
    for (const atom of program.atoms(kind)) {
      const [tuple, list, call] = [...ancestorsOf(atom)].reverse()
      if (!tuple || !list || !call || isClause(tuple) || isClause(list) || isClause(call)) continue
      if (tuple.kind !== 'tuple' || tuple.items[0] !== atom.expr || list.kind !== 'list') continue
      if (call.kind !== 'call' || found.has(call) || /^(mnesia|mria)$/.test(call.module ?? '')) continue
      if (!/create|table/.test(call.name)) continue
      const name = call.args.slice(0, call.args.indexOf(list)).findLast((arg) => arg.kind === 'atom')
      if (name?.kind !== 'atom') continue
      const pair = (key: string) =>
        list.items.find(
          (item) => item.kind === 'tuple' && item.items[0]?.kind === 'atom' && item.items[0].name === key,
        )
      const isTrue = (key: string) => {
        const item = pair(key)
        return item?.kind === 'tuple' && item.items[1]?.kind === 'atom' && item.items[1].name === 'true'
      }
      const copies = copyKinds.flatMap((each) => {
        const item = pair(each)
        const value = item?.kind === 'tuple' ? item.items[1] : undefined
        return value ? [{ kind: each, at: { expr: value, frame: atom.frame } }] : []
      })
      found.set(
        call,
        tableOf(
          program,
          name.name,
          { expr: call, frame: atom.frame },
          {
            copies,
            localContent: isTrue('local_content'),
            majority: isTrue('majority') ? true : list.tail ? null : false,
          },
        ),
      )
    }
  }
  return [...found.values()]
}
