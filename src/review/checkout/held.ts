import { refusalOf } from './failure.ts'
import { type Listing, sortListing } from './listing.ts'
import type { Entry, Snapshot } from './snapshot.ts'

type Contents = AsyncIterable<{ readonly entry: Entry; readonly bytes: Buffer }>

/** What an opened repository is made of; what is left out is null, false or 0. */
interface Parts {
  readonly name: string
  readonly kind: Snapshot['kind']
  readonly commit?: string | null
  readonly ref?: string | null
  readonly dirty?: boolean
  readonly unreadChanges?: number
  readonly webUrl?: string | null
  readonly listing: Listing
  read(entries: readonly Entry[]): Contents
  close?(): Promise<void>
}

/** Puts a Snapshot together. `notes` grows while files of a folder are read, so look at it last. */
export function heldStill(parts: Parts): Snapshot {
  const { entries, skipped, notes } = sortListing(parts.listing)
  return {
    kind: parts.kind,
    commit: parts.commit ?? null,
    ref: parts.ref ?? null,
    dirty: parts.dirty ?? false,
    unreadChanges: parts.unreadChanges ?? 0,
    webUrl: parts.webUrl ?? null,
    entries,
    skipped,
    notes,
    read: (wanted) => withRefusals(parts.read(wanted), parts.name),
    close: async () => parts.close?.(),
  }
}

async function* withRefusals(contents: Contents, name: string): Contents {
  try {
    yield* contents
  } catch (error) {
    throw refusalOf(error, name)
  }
}
