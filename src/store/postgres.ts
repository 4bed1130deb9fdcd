import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Client, Pool } from 'pg'
import { Refusal } from '../review/refusal.ts'
import { casing, migrations } from './migrations.ts'
import type { Store } from './store.ts'

/** Any number, the same in every version: whoever holds it makes the tables. */
const migrating = 7_270_011
/** Milliseconds until a server that does not answer is given up. */
const patience = 10_000

/** A PostgreSQL server. Throws Refusal('configuration') where it cannot be reached or does not let us in. */
export async function openServer(databaseUrl: string, failed: (error: Error) => void): Promise<Store> {
  await migrated(databaseUrl)
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: patience,
    application_name: 'distreview',
  })
  pool.on('error', failed)
  // The pool hears only the connections that it holds; one that is lost within a transaction would end the process.
  pool.on('connect', (client) => client.on('error', failed))
  return {
    db: drizzle(pool, { casing }),
    queue: { backend: 'postgres', connectionString: databaseUrl, max: 6 },
    alone: false,
    close: () => pool.end(),
  }
}

/** Several processes may start at once: one makes the tables, the others wait for it. */
async function migrated(databaseUrl: string): Promise<void> {
  const client = await connected(databaseUrl)
  try {
    await client.query('select pg_advisory_lock($1)', [migrating])
    await migrate(drizzle(client), migrations)
  } catch (cause) {
    if (!mayNot(cause)) throw cause
    throw new Refusal(
      'configuration',
      'The user of DATABASE_URL may not make tables.',
      'Grant it CREATE on the database, or give it a database of its own.',
      { cause },
    )
  } finally {
    // The lock ends with its connection.
    await client.end()
  }
}

async function connected(databaseUrl: string): Promise<Client> {
  try {
    const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: patience })
    await client.connect()
    return client
  } catch (cause) {
    throw new Refusal(
      'configuration',
      `The database of DATABASE_URL cannot be reached (${reasonOf(cause)}).`,
      'Check that it runs and takes connections from here, or unset DATABASE_URL to keep the data in DATA_DIR.',
      { cause },
    )
  }
}

/** PostgreSQL's own code for a missing privilege; drizzle wraps what the server says. */
function mayNot(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return code === '42501' || (cause !== undefined && mayNot(cause))
}

/** Never the address itself: it holds the password. */
function reasonOf(error: unknown): string {
  const { code, message, errors } = error as NodeJS.ErrnoException & { errors?: readonly unknown[] }
  if (code === 'ERR_INVALID_URL') return 'it is not an address such as postgres://name:password@host/database'
  if (code !== undefined && /^E[A-Z]+$/.test(code)) return code
  return errors?.[0] ? reasonOf(errors[0]) : message
}
