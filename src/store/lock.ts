import { closeSync, openSync, renameSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { dirname } from 'node:path'
import { Refusal } from '../review/refusal.ts'

/** Bytes that every system allows for the name of a socket. */
const longestName = 100

/**
 * Keeps a folder for this process: a socket that is listened on dies with its process, however that ends, and is
 * seen by a process in another container too. Returns what gives it back. Throws Refusal('configuration') where
 * another process has it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lock = `${folder}.lock`
  return within(lock, async (path) => {
    if (await answers(path)) throw inUse(folder)
    // What does not answer was left by a process that was killed. Renamed, not removed: of two that start at once only
    // one gets it, and where it is not the dead one after all it is put back.
    const stale = `${path}-${process.pid}`
    if (moved(path, stale)) {
      const alive = await answers(stale)
      if (alive) renameSync(stale, path)
      rmSync(stale, { force: true })
      if (alive) throw inUse(folder)
    }
    const server = createServer((connection) => connection.destroy())
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'EADDRINUSE' ? inUse(folder) : error),
      )
      server.listen(path, resolve)
    })
    server.unref()
    return () => new Promise<void>((resolve) => server.close(() => resolve()))
  })
}

/** Whether a process has the folder now. */
export function isLocked(folder: string): Promise<boolean> {
  return within(`${folder}.lock`, answers)
}

/** A name that is too long for a socket is reached through the descriptor of its folder. */
async function within<T>(lock: string, use: (path: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(lock) <= longestName) return use(lock)
  if (process.platform !== 'linux') {
    throw new Refusal(
      'configuration',
      'The path of DATA_DIR is too long.',
      'Set DATA_DIR to one of at most 80 letters.',
    )
  }
  const descriptor = openSync(dirname(lock), 'r')
  try {
    return await use(`/proc/self/fd/${descriptor}/${lock.slice(dirname(lock).length + 1)}`)
  } finally {
    closeSync(descriptor)
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(path, () => {
      connection.destroy()
      resolve(true)
    })
    connection.on('error', () => resolve(false))
  })
}

function moved(from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch {
    return false
  }
}

function inUse(folder: string): Refusal {
  return new Refusal(
    'configuration',
    `Another distreview is running on ${dirname(folder)}.`,
    'Stop it, set DATA_DIR to another folder, or set DATABASE_URL so that several can run.',
  )
}
