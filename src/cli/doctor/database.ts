import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, failed, ok } from './check.ts'

/** What a PostgreSQL server says of itself and of us. */
export interface ServerFacts {
  /** `server_version_num`: 150004 for 15.4. */
  readonly version: number
  /** Our tables are there already, or may be made. */
  readonly mayMakeTables: boolean
}

export interface DatabaseSettings {
  readonly url: string | undefined
  /** Of the embedded database. */
  readonly folder: string
}

export interface DatabaseDoor {
  /** Connects, asks and leaves. Rejects with an error that has PostgreSQL's or the system's code. */
  ask(url: string): Promise<ServerFacts>
  /** Whether a process has the embedded database of that folder open. */
  isOpen(folder: string): Promise<boolean>
}

const name = 'Database'
const oldest = 13

export async function databaseCheck({ url, folder }: DatabaseSettings, door: DatabaseDoor): Promise<Check> {
  return url ? serverCheck(url, door) : embeddedCheck(folder, door)
}

async function serverCheck(text: string, door: DatabaseDoor): Promise<Check> {
  // `user@/database?host=/folder` is how a server behind a socket of this machine is written.
  const spelled = text.replace('@/', '@localhost/')
  const url = URL.canParse(spelled) ? new URL(spelled) : null
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol)) {
    const next = 'Write it as postgres://user:password@host:5432/database.'
    return failed(name, 'DATABASE_URL is no address of a PostgreSQL server.', next)
  }
  const host = url.searchParams.get('host') ?? (url.hostname || 'localhost')
  const at = url.port ? `${host}:${url.port}` : host
  const database = url.pathname.slice(1) || url.username || 'postgres'
  try {
    const { version, mayMakeTables } = await door.ask(text)
    const major = Math.floor(version / 10_000)
    if (major < oldest) {
      return failed(name, `PostgreSQL ${major} at ${at} is too old.`, `Use PostgreSQL ${oldest} or later.`)
    }
    if (!mayMakeTables) {
      const next = `Grant it: GRANT CREATE ON DATABASE "${database}" TO the user of DATABASE_URL.`
      return failed(name, `The user of DATABASE_URL may not make tables in ${database} at ${at}.`, next)
    }
    return ok(name, `PostgreSQL ${major} at ${at}, database ${database}.`)
  } catch (error) {
    return unreachable(codeOf(error), at, database)
  }
}

/** The code alone: the words of an error may repeat the address, and with it the password. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: { code?: unknown }[] }
  const known = code ?? errors?.[0]?.code
  return typeof known === 'string' ? known : 'no answer'
}

function unreachable(code: string, at: string, database: string): Check {
  if (code === '28P01' || code === '28000') {
    return failed(
      name,
      `PostgreSQL at ${at} does not let the user of DATABASE_URL in.`,
      'Check its user and password.',
    )
  }
  if (code === '3D000') {
    const next = `Make it with \`createdb ${database}\`, or name another one in DATABASE_URL.`
    return failed(name, `PostgreSQL at ${at} has no database ${database}.`, next)
  }
  if (code === '53300') {
    return failed(
      name,
      `PostgreSQL at ${at} has no connection left.`,
      'Raise max_connections, or end idle ones.',
    )
  }
  const next = 'Check host and port of DATABASE_URL, and whether the server runs and lets this machine in.'
  return failed(name, `PostgreSQL at ${at} cannot be reached (${code}).`, next)
}

async function embeddedCheck(folder: string, door: DatabaseDoor): Promise<Check> {
  try {
    if ((await stat(folder).catch(absent)) === null) {
      return ok(name, `${folder} will be made at the first start; DATABASE_URL is not set.`)
    }
    if (await door.isOpen(folder)) return ok(name, `${folder}, open in a running distreview.`)
    await access(folder, constants.R_OK | constants.W_OK)
    await access(join(folder, 'PG_VERSION'), constants.R_OK | constants.W_OK)
    return ok(name, `${folder}, not open now.`)
  } catch {
    const next = 'Restore it from a backup, or move it away: an empty one is made at the next start.'
    return failed(name, `${folder} is no database that can be read and written.`, next)
  }
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
