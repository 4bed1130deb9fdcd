import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Folder {
  readonly path: string
  /** Makes a folder in it. */
  sub(name: string): string
  remove(): void
}

/** A folder of a run of its own, by its real path. */
export function runFolder(): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'distreview-chaos-')))
  return {
    path,
    sub(name) {
      const made = join(path, name)
      mkdirSync(made, { recursive: true })
      return made
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
