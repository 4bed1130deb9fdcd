import type { Snapshot } from './checkout/snapshot.ts'
import type { Journal } from './journal.ts'

/** The commit that a review was found to be of, and the name that it was found under. */
type Pin = Pick<Snapshot, 'commit' | 'ref'>

/**
 * Opens a repository at the commit that an earlier attempt at the same review was of, so that a branch that moves
 * meanwhile changes nothing; without one, at what was asked, which is kept.
 */
export async function openPinned(
  journal: Journal | undefined,
  ref: string | null,
  open: (ref: string | null) => Promise<Snapshot>,
): Promise<Snapshot> {
  const pin = (await journal?.kept('commit')) as Pin | undefined
  if (pin) return { ...(await open(pin.commit)), ref: pin.ref }
  const snapshot = await open(ref)
  const { commit } = snapshot
  try {
    if (commit !== null) await journal?.keep('commit', { commit, ref: snapshot.ref } satisfies Pin)
    return snapshot
  } catch (error) {
    await snapshot.close()
    throw error
  }
}
