import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { Refusal } from '../../review/refusal.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

export interface SiteFile {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * Reads the built page into memory, by the path of its URL. What is not in it cannot be asked for, so no request
 * reaches the file system. Throws a Refusal where the page was not built.
 */
export async function readSite(folder: string): Promise<ReadonlyMap<string, SiteFile>> {
  const site = new Map<string, SiteFile>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const type = types[extname(entry.name)]
    if (!entry.isFile() || !type) continue
    const file = join(entry.parentPath, entry.name)
    const bytes = new Uint8Array(await readFile(file))
    site.set(`/${relative(folder, file).split(sep).join('/')}`, { type, bytes })
  }
  const index = site.get('/index.html')
  if (!index) {
    throw new Refusal('configuration', 'The page of the web chat is not built.', 'Run `npm run build` once.')
  }
  return site.set('/', index)
}
