import { sql } from 'drizzle-orm'
import type { Database } from './store.ts'
import { countRows, entries, rowsOf, type TableName } from './workspace.ts'

/**
 * Deletes all that is kept of a workspace in one transaction, jobs of the queue among it; resolves to how many rows of
 * each table there were. A review that is under way loses its request, and is not answered.
 */
export function forgetWorkspace(db: Database, workspace: string): Promise<Record<TableName, number>> {
  return db.transaction(async (tx) => {
    const counted = await countRows(tx, workspace)
    const wanted = rowsOf(tx, workspace)
    await deleteJobs(tx, workspace, wanted.schedules)
    for (const [name, table] of entries()) await tx.delete(table).where(wanted[name])
    return counted
  })
}

/** A job names its request, its schedule or its post. */
async function deleteJobs(
  db: Database,
  workspace: string,
  ofSchedules: ReturnType<typeof sql>,
): Promise<void> {
  const found = await db.execute(sql`select to_regclass('distreview_jobs.job') is not null as there`)
  const [queue] = (found as { rows: { there: boolean }[] }).rows
  if (!queue?.there) return
  await db.execute(sql`delete from distreview_jobs.job where
    exists (select 1 from distreview.requests where requests.workspace = ${workspace}
      and requests.id = coalesce(data->>'request', split_part(data->>'key', '/', 1)))
    or exists (select 1 from distreview.schedules where ${ofSchedules}
      and (data->>'schedule' = schedules.id::text or starts_with(data->>'key', 'due ' || schedules.id || ' ')))`)
}
