import { facet } from '../facet.ts'
import { type CacheTable, cacheTables } from './tables/caches.ts'
import { type EtsTable, etsTables } from './tables/ets.ts'
import { type Mnesia, mnesiaTables } from './tables/mnesia.ts'
import { type Schema, schemas } from './tables/schemas.ts'
import { type UniqueIndex, uniqueIndexes } from './tables/unique-indexes.ts'

/** What the program defines tables with; their `id` is that of the TableRef of their accesses. */
interface Tables {
  /** `ets:new` and `dets:open_file`. */
  readonly ets: readonly EtsTable[]
  readonly mnesia: Mnesia
  /** Ecto schemas by module. */
  readonly schemas: ReadonlyMap<string, Schema>
  readonly uniqueIndexes: readonly UniqueIndex[]
  readonly caches: readonly CacheTable[]
}

export const tables = facet(
  (program): Tables => ({
    ets: etsTables(program).all,
    mnesia: mnesiaTables(program),
    schemas: schemas(program),
    uniqueIndexes: uniqueIndexes(program),
    caches: cacheTables(program),
  }),
)
