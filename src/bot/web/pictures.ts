import { createHash } from 'node:crypto'
import { createBounded } from '../conversation/bounded.ts'

/** Pictures that messages show, in memory as the messages are. */
export interface Pictures {
  /** Resolves to the address under which the page loads it; the same picture has the same. */
  keep(png: Uint8Array): string
  find(name: string): Uint8Array | undefined
}

/** As many as that stay; an older one is shown by its words. About 100 kB each. */
const most = 300

export function createPictures(): Pictures {
  const kept = createBounded<Uint8Array>(most)
  return {
    keep(png) {
      const name = createHash('sha256').update(png).digest('hex').slice(0, 32)
      kept.set(name, png)
      return `api/pictures/${name}.png`
    },
    find: (name) => kept.get(name),
  }
}
