import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { createBounded } from '../conversation/bounded.ts'

/**
 * What was posted under which key. A bot cannot search a conversation of Teams, so that what has landed can only be
 * known by what Teams answered: a message whose answer was lost on the way counts as not posted.
 */
export interface Sent {
  /** Ids of the messages of a post by their position; one that has not landed is absent. */
  of(key: string): Promise<ReadonlyMap<number, string>>
  keep(key: string, position: number, id: string): Promise<void>
}

/** Posts that are remembered; a retry comes within minutes. */
const most = 5_000

const Entry = z.object({ key: z.string(), position: z.number(), id: z.string() })
type Entry = z.infer<typeof Entry>

export function sentInMemory(entries: readonly Entry[] = []): Sent {
  const posts = createBounded<Map<number, string>>(most)
  function add({ key, position, id }: Entry): void {
    posts.set(key, (posts.get(key) ?? new Map<number, string>()).set(position, id))
  }
  for (const entry of entries) add(entry)
  return {
    async of(key) {
      return new Map(posts.get(key))
    },
    async keep(key, position, id) {
      add({ key, position, id })
    },
  }
}

/** Kept as JSON lines in a file that its owner alone reads; of a line that a crash left half, nothing is kept. */
export async function sentInFile(path: string): Promise<Sent> {
  const entries = (await linesOf(path)).flatMap(entryOf).slice(-most)
  const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`)
  await writeFile(path, lines.join(''), { mode: 0o600 })
  const memory = sentInMemory(entries)
  return {
    of: memory.of,
    async keep(key, position, id) {
      await memory.keep(key, position, id)
      await appendFile(path, `${JSON.stringify({ key, position, id })}\n`)
    },
  }
}

async function linesOf(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function entryOf(line: string): Entry[] {
  try {
    const entry = Entry.safeParse(JSON.parse(line))
    return entry.success ? [entry.data] : []
  } catch {
    return []
  }
}
