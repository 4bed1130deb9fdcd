import { fdatasyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** A stream of the file system that PGlite runs on; `nfd` is the descriptor of the real file. */
interface Stream {
  readonly nfd?: number
}
interface Module {
  readonly NODEFS: { readonly stream_ops: { fsync?: (stream: Stream) => number } }
}

/** PGlite's own file system makes no fsync at all: a commit would be lost with the power. */
class DurableFolder extends NodeFS {
  synced = 0

  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const made = await super.init(pg, options)
    made.emscriptenOpts.preRun?.push((module: unknown) => {
      ;(module as Module).NODEFS.stream_ops.fsync = ({ nfd }) => {
        if (nfd !== undefined) {
          fdatasyncSync(nfd)
          this.synced += 1
        }
        return 0
      }
    })
    return made
  }
}

/** `-F` would turn fsync off; `wal_sync_method` names the one that reaches the file system above. */
const durable = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync']

/**
 * Opens a folder that holds a database, such that what is committed is on the disk. Throws where that did not take
 * hold, which would be a change of PGlite.
 */
export async function openDurably(folder: string): Promise<PGlite> {
  const fs = new DurableFolder(folder)
  const startParams = [...PGlite.defaultStartParams.filter((each) => each !== '-F'), ...durable]
  const database = await PGlite.create({ fs, startParams })
  const before = fs.synced
  await database.exec('create table if not exists opened (at timestamptz); truncate opened')
  await database.exec('insert into opened values (now())')
  const { rows } = await database.query<{ fsync: string }>('show fsync')
  if (rows[0]?.fsync === 'on' && fs.synced > before) return database
  await database.close()
  throw new Error('PGlite does not bring commits to the disk; its version is pinned for this reason.')
}
