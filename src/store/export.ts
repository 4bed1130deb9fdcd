import { getTableColumns } from 'drizzle-orm'
import type { Database } from './store.ts'
import { entries, rowsOf, type TableName } from './workspace.ts'

/** One row of a table, with the names and values that schema.ts gives them. */
export interface ExportedRow {
  readonly table: TableName
  readonly row: Readonly<Record<string, unknown>>
}

/** Rows that are read at a time: a report may take a megabyte. */
const page = 50

/** All that is kept of a workspace, as it was at one moment, table after table; `take` gets each row. */
export function exportWorkspace(
  db: Database,
  workspace: string,
  take: (exported: ExportedRow) => void,
): Promise<void> {
  return db.transaction(
    async (tx) => {
      const wanted = rowsOf(tx, workspace)
      for (const [table, from] of entries().reverse()) {
        const order = Object.values(getTableColumns(from)).slice(0, 2)
        for (let offset = 0; ; offset += page) {
          const rows = await tx
            .select()
            .from(from)
            .where(wanted[table])
            .orderBy(...order)
            .limit(page)
            .offset(offset)
          for (const row of rows) take({ table, row })
          if (rows.length < page) break
        }
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}
