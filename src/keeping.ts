import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Keeping } from './cli/keeping.ts'
import { readDatabase } from './config.ts'
import { Refusal } from './review/refusal.ts'
import { exportWorkspace } from './store/export.ts'
import { forgetWorkspace } from './store/forget.ts'
import { openStore } from './store/open.ts'
import { countRows, workspaces } from './store/workspace.ts'

/** Opens the database that the settings name, for `distreview export` and `forget`; it makes none. */
export async function openKeeping(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Keeping> {
  const settings = readDatabase(environment)
  const dataFolder = resolve(settings.dataFolder)
  if (settings.databaseUrl === null && !existsSync(join(dataFolder, 'db'))) {
    throw new Refusal(
      'configuration',
      `There is no database in DATA_DIR, ${dataFolder}.`,
      'Set DATA_DIR or DATABASE_URL as distreview is started with.',
    )
  }
  const { db, close } = await openStore({ ...settings, dataFolder, failed: () => {} })
  return {
    workspaces: () => workspaces(db),
    export: (workspace, take) => exportWorkspace(db, workspace, take),
    count: (workspace) => countRows(db, workspace),
    forget: (workspace) => forgetWorkspace(db, workspace),
    close,
  }
}
