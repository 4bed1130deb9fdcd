import type { Program } from '../../source/program/program.ts'
import { type Access, accesses, isWrite, tables } from '../../source/program/stores/index.ts'

/** Where a value leaves the VM that made it, in space or in time. */
export interface Sink {
  readonly how: 'sent' | 'stored'
  /** "written to the database, `leases`", "sent to another node by `rpc:call`" */
  readonly words: string
}

/** Stores that outlive a VM or are read by several. */
const beyondOneVm = new Map<Access['store'], string>([
  ['ecto', 'the database'],
  ['mnesia', 'Mnesia'],
  ['dets', 'a file of dets'],
  ['redis', 'Redis'],
  ['khepri', 'Khepri'],
  ['ra', 'the log of ra'],
  ['delta-crdt', 'a CRDT'],
])

/** Writes to stores that outlive the VM or that several read, by their call. */
export function* sharedWrites(program: Program): Iterable<{ readonly access: Access; readonly sink: Sink }> {
  const local = new Set(
    tables(program).mnesia.tables.flatMap(({ id, localContent }) => (localContent ? [id] : [])),
  )
  for (const access of accesses(program)) {
    const store = beyondOneVm.get(access.store)
    if (!store || !access.value || !isWrite(access) || local.has(access.table?.id ?? '')) continue
    const table = access.table?.name
    yield { access, sink: { how: 'stored', words: `written to ${store}${table ? `, \`${table}\`` : ''}` } }
  }
}
