import { refusalOf } from './failure.ts'
import { openLocal } from './local.ts'
import { type NetworkPolicy, publicInternet } from './network.ts'
import { checkRef } from './refname.ts'
import { openRemote } from './remote.ts'
import type { OpenOptions, Snapshot, Source } from './snapshot.ts'

export { type NetworkPolicy, networkOf } from './network.ts'
export { parseSource } from './source.ts'

/**
 * Opens a repository at one commit, or a folder as it is now. Nothing is checked out and nothing that the repository
 * configures is run; remotes are reached over https only, at addresses that `network` allows.
 * Throws Refusal with the codes repository, ref or limit.
 */
export async function openSnapshot(
  source: Source,
  options: OpenOptions,
  network: NetworkPolicy = publicInternet,
): Promise<Snapshot> {
  checkRef(options.ref)
  try {
    if (source.kind === 'local') return await openLocal(source, options)
    return await openRemote(source, options, network)
  } catch (error) {
    throw refusalOf(error, source.name)
  }
}
