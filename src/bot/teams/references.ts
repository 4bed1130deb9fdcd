import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { Refusal } from '../../review/refusal.ts'

/** What it takes to speak in a conversation of Teams without being spoken to. */
const Reference = z.object({
  /** Id of the channel or chat, without a post. */
  channel: z.string(),
  kind: z.enum(['channel', 'group', 'personal']),
  serviceUrl: z.string(),
  /** Ourselves, as that conversation knows us. */
  bot: z.object({ id: z.string(), name: z.string() }),
  tenant: z.string().optional(),
})
export type Reference = z.infer<typeof Reference>

/** Where conversations are remembered that we were heard from. */
export interface References {
  find(channel: string): Promise<Reference | null>
  /** Replaces what was known of that conversation. */
  keep(reference: Reference): Promise<void>
}

export function referencesInMemory(): References {
  const known = new Map<string, Reference>()
  return {
    async find(channel) {
      return known.get(channel) ?? null
    },
    async keep(reference) {
      known.set(reference.channel, reference)
    },
  }
}

/** Kept in a JSON file that its owner alone reads. Throws a Refusal where the file cannot be read or is damaged. */
export async function referencesInFile(path: string): Promise<References> {
  const known = new Map((await read(path)).map((reference) => [reference.channel, reference]))
  let writing: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    // A crash in the middle leaves the old file whole.
    await writeFile(`${path}.new`, JSON.stringify([...known.values()], null, 2), { mode: 0o600 })
    await rename(`${path}.new`, path)
  }

  return {
    async find(channel) {
      return known.get(channel) ?? null
    },
    async keep(reference) {
      if (JSON.stringify(known.get(reference.channel)) === JSON.stringify(reference)) return
      known.set(reference.channel, reference)
      writing = writing.catch(() => {}).then(write)
      await writing
    },
  }
}

async function read(path: string): Promise<Reference[]> {
  try {
    return z.array(Reference).parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw new Refusal(
      'configuration',
      `${path}, which holds the conversations of Teams, cannot be read.`,
      'Mend or delete it; each conversation is known again when somebody speaks to distreview there.',
      { cause },
    )
  }
}
