import type { Store } from '../access.ts'
import { cachex, concache, nebulex } from './caches.ts'
import { multi, repo } from './ecto.ts'
import { ets } from './ets.ts'
import { agent, appEnv, atomics, persistentTerm, processDictionary, registry } from './local.ts'
import { mnesia } from './mnesia.ts'
import { deltaCrdt, khepri, ra } from './replicated.ts'
import type { Row, Rows } from './row.ts'

/** A function of a library, and what each arity of it does. */
export interface KnownFunction {
  readonly store: Store
  readonly module: string
  readonly name: string
  readonly byArity: ReadonlyMap<number, Row>
}

function group(rows: Rows, storeOf: (module: string) => Store): readonly KnownFunction[] {
  const found = new Map<string, { store: Store; module: string; name: string; byArity: Map<number, Row> }>()
  for (const [signature, row] of Object.entries(rows)) {
    const [, module = '', name = '', arity = ''] = /^([^:]+):(.+)\/(\d+)$/.exec(signature) ?? []
    const key = `${module}:${name}`
    const entry = found.get(key) ?? { store: storeOf(module), module, name, byArity: new Map() }
    entry.byArity.set(Number(arity), row)
    found.set(key, entry)
  }
  return [...found.values()]
}

/** Every variant with `!` beside the one without. */
function withBang(functions: readonly KnownFunction[]): readonly KnownFunction[] {
  return functions.flatMap((fn) => [fn, { ...fn, name: `${fn.name}!` }])
}

/** What is called on a library's own module. */
export const libraryFunctions: readonly KnownFunction[] = [
  ...group(ets, (module) => (module === 'dets' ? 'dets' : 'ets')),
  ...group(mnesia, () => 'mnesia'),
  ...withBang(group(cachex, () => 'cachex')),
  ...group(concache, () => 'concache'),
  ...group(agent, () => 'agent'),
  ...group(persistentTerm, () => 'persistent_term'),
  ...group(appEnv, () => 'app-env'),
  ...group(atomics, () => 'atomics'),
  ...group(registry, () => 'registry'),
  ...group(deltaCrdt, () => 'delta-crdt'),
  ...withBang(group(khepri, () => 'khepri')),
  ...group(ra, () => 'ra'),
  ...group(processDictionary, () => 'process-dictionary'),
  ...group(multi, () => 'ecto'),
]

/** What is called on a module that uses Ecto.Repo; the module's name stands in for `Repo`. */
export const repoFunctions = withBang(group(repo, () => 'ecto'))
/** What is called on a module that uses Nebulex.Cache; likewise. */
export const nebulexFunctions = withBang(group(nebulex, () => 'nebulex'))
