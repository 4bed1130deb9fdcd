import { facet } from '../facet.ts'
import type { Program, Site } from '../program.ts'
import type { Access } from './access.ts'
import { isWrite } from './access.ts'
import { accesses } from './accesses.ts'
import { runsIn } from './runs-in.ts'
import { etsTables } from './tables/ets.ts'

export interface Owner {
  /** Whether one process makes all changes; on each node one, where the program runs on several. */
  readonly owner: 'one-process' | 'many' | 'unknown'
  /** The server that makes them, where one does. */
  readonly module: string | null
  /** What shows it: the table's creation where its protection decides, else the writes that decide. */
  readonly reasons: readonly Site[]
}

/** Reasons beyond this many say nothing more. */
const maxReasons = 5

const writersByTable = facet((program): ReadonlyMap<string, readonly Access[]> => {
  const found = new Map<string, Access[]>()
  for (const access of accesses(program)) {
    if (!access.table || !isWrite(access) || access.site.frame.file.pathClass === 'test') continue
    const known = found.get(access.table.id)
    if (known) known.push(access)
    else found.set(access.table.id, [access])
  }
  return found
})

/** The table as the program creates it, by id; several where several places create it. */
const creations = facet((program) => {
  const found = new Map<string, (typeof tables)[number][]>()
  const tables = etsTables(program).all
  for (const table of tables) {
    if (table.site.frame.file.pathClass === 'test') continue
    const known = found.get(table.id)
    if (known) known.push(table)
    else found.set(table.id, [table])
  }
  return found
})

const owners = facet(() => new Map<string, Owner>())

/** Who writes the table of an access. Test code is left out. */
export function ownerOf(program: Program, access: Access): Owner {
  if (access.store === 'process-dictionary')
    return { owner: 'one-process', module: null, reasons: [access.site] }
  if (!access.table) return { owner: 'unknown', module: null, reasons: [] }
  const { id } = access.table
  const known = owners(program).get(id)
  if (known) return known
  const found = byProtection(program, id) ?? byWriters(program, id, access)
  owners(program).set(id, found)
  return found
}

/** The runtime lets only the owner write a protected or private table. */
function byProtection(program: Program, id: string): Owner | null {
  const made = creations(program).get(id) ?? []
  if (made.length === 0) return null
  const closed = made.every(({ protection }) => protection === 'private' || protection === 'protected')
  if (!closed) return null
  const runner = made[0] ? runsIn(program, made[0].site) : null
  const module = runner?.kind === 'callback' ? runner.module : null
  return { owner: 'one-process', module, reasons: made.map(({ site }) => site) }
}

function byWriters(program: Program, id: string, access: Access): Owner {
  const writers = writersByTable(program).get(id) ?? []
  const outside: Site[] = []
  const inside: Site[] = []
  const modules = new Set<string>()
  let unknown = access.table?.by === 'variable' || access.table?.by === 'computed'
  for (const { site } of writers) {
    const runner = runsIn(program, site)
    if (runner.kind === 'caller') outside.push(site)
    else if (runner.kind === 'callback') {
      modules.add(runner.module)
      inside.push(site)
    } else if (runner.kind === 'unknown') unknown = true
  }
  if (outside.length > 0) return { owner: 'many', module: null, reasons: outside.slice(0, maxReasons) }
  if (modules.size > 1) return { owner: 'many', module: null, reasons: inside.slice(0, maxReasons) }
  const [module] = modules
  if (unknown || module === undefined) return { owner: 'unknown', module: null, reasons: [] }
  return { owner: 'one-process', module, reasons: inside.slice(0, maxReasons) }
}
