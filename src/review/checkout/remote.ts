import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Refusal } from '../refusal.ts'
import { type Address, parseAddress, webUrlOf } from './address.ts'
import { makeAskpass } from './askpass.ts'
import { readBlobs } from './blobs.ts'
import type { Pinned } from './commit.ts'
import { GitFailure } from './failure.ts'
import type { Repository } from './hardening.ts'
import { heldStill } from './held.ts'
import { type Fetch, fetchCommit } from './mirror.ts'
import { type NetworkPolicy, pin } from './network.ts'
import { quoted } from './refname.ts'
import type { OpenOptions, Snapshot, Source } from './snapshot.ts'
import { authorityOf } from './token.ts'
import { tokenRefusal } from './token-refusal.ts'
import { listTree } from './tree.ts'
import { oneAtATime } from './turns.ts'

type Remote = Extract<Source, { kind: 'remote' }>

/** Fetches one commit of an https repository into a bare mirror and holds it. Throws Refusal and GitFailure. */
export async function openRemote(
  source: Remote,
  options: OpenOptions,
  network: NetworkPolicy,
): Promise<Snapshot> {
  const address = parseAddress(source.url)
  if (typeof address === 'string') {
    const next = 'Give an address such as https://host/owner/name.'
    throw new Refusal(
      'repository',
      `${quoted(source.name)} cannot be read from its address: it ${address}.`,
      next,
    )
  }
  if (options.worktree) {
    const next = 'Leave out the wish for the working folder, or give the path of a clone.'
    throw new Refusal('repository', `${source.name} is not on this machine: it has no working folder.`, next)
  }
  if (options.signal?.aborted) throw new GitFailure('stopped', 'stopped before it began')
  const settings = await pin(address, network)
  const { folder, temporary } = await mirrorFolder(address, options.mirrors)
  const remove = temporary ? () => rm(folder, { recursive: true, force: true }) : undefined
  const mirror: Repository = {
    name: source.name,
    gitDir: folder,
    workTree: null,
    settings: [],
    transport: 'none',
  }
  try {
    const pinned = await oneAtATime(folder, () =>
      signedIn({ mirror, settings, address, ref: options.ref, network, signal: options.signal }),
    )
    const listing = await listTree(mirror, pinned.commit, options.signal)
    listing.notes.push(...pinned.notes)
    return heldStill({
      name: source.name,
      kind: 'commit',
      commit: pinned.commit,
      ref: pinned.ref,
      webUrl: webUrlOf(address.url),
      listing,
      read: (entries) => readBlobs(mirror, entries, options.signal),
      close: remove,
    })
  } catch (error) {
    await remove?.()
    throw error
  }
}

/** Fetches with the token of that host, where there is one; the helper that hands it over lasts as long as the fetch. */
async function signedIn(fetch: Fetch): Promise<Pinned> {
  const authority = authorityOf(fetch.address)
  const credential = fetch.network.tokens?.for(authority) ?? null
  const askpass = credential && (await makeAskpass(authority, credential))
  try {
    const signIn = askpass?.environment
    return await fetchCommit({ ...fetch, mirror: { ...fetch.mirror, signIn } })
  } catch (error) {
    throw tokenRefusal(error, fetch.mirror.name, authority, credential)
  } finally {
    await askpass?.remove()
  }
}

/** The name is a hash of the address, so that no address can reach another folder. */
async function mirrorFolder(address: Address, mirrors: string | null) {
  if (mirrors === null)
    return { folder: await mkdtemp(join(tmpdir(), 'distreview-mirror-')), temporary: true }
  const key = createHash('sha256').update(address.url).digest('hex').slice(0, 40)
  const folder = join(resolve(mirrors), `${key}.git`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return { folder, temporary: false }
}
