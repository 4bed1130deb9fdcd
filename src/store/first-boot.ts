import { execFile } from 'node:child_process'
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** Takes 3 to 6 s and up to 860 MB, which a process would keep for the rest of its life: so in one of its own. */
const program = `
const { PGlite } = require(process.argv[1])
PGlite.create(process.argv[2]).then((database) => database.close())`

/** Makes the database where there is none yet: beside its place, then renamed, so that it is whole or not there. */
export async function makeDatabase(folder: string): Promise<void> {
  if (existsSync(folder)) return
  const parent = dirname(folder)
  const begun = `${basename(folder)}.new-`
  for (const name of readdirSync(parent)) {
    if (name.startsWith(begun)) rmSync(join(parent, name), { recursive: true, force: true })
  }
  const making = join(parent, `${begun}${process.pid}`)
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  await promisify(execFile)(process.execPath, ['-e', program, pglite, making], { env: {} })
  syncTree(making)
  renameSync(making, folder)
  sync(parent)
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncTree(path)
    else sync(path)
  }
  sync(folder)
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
