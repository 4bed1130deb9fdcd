import { fileURLToPath } from 'node:url'

/** Where drizzle finds the migrations, and where it keeps which were made: a schema of our own. */
export const migrations = {
  migrationsFolder: fileURLToPath(new URL('migrations', import.meta.url)),
  migrationsSchema: 'distreview',
}

/** Names of columns, as drizzle.config.ts has them too. */
export const casing = 'snake_case'
