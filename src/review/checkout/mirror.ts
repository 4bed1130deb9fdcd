import { createHash } from 'node:crypto'
import { Refusal } from '../refusal.ts'
import type { Address } from './address.ts'
import { advertise, choose } from './advertised.ts'
import { commitAt, type Pinned, shortName } from './commit.ts'
import { download, sweep } from './download.ts'
import { runGit } from './git.ts'
import type { Repository } from './hardening.ts'
import { LIMITS } from './limits.ts'
import type { NetworkPolicy } from './network.ts'
import { isObjectId, quoted } from './refname.ts'

export interface Fetch {
  readonly mirror: Repository
  /** What holds git to the address that was checked. */
  readonly settings: readonly string[]
  readonly address: Address
  /** A name that has passed its grammar; null is HEAD. */
  readonly ref: string | null
  readonly network: NetworkPolicy
  readonly signal?: AbortSignal
}

/** Brings the asked commit, without its history, into the mirror. Throws Refusal('ref') and GitFailure. */
export async function fetchCommit(fetch: Fetch): Promise<Pinned> {
  const bounds = { signal: fetch.signal, seconds: fetch.network.seconds ?? LIMITS.fetchSeconds }
  const online: Repository = {
    ...fetch.mirror,
    settings: [...fetch.mirror.settings, ...fetch.settings],
    transport: 'https',
  }
  await runGit(fetch.mirror, ['init', '--bare', '--quiet', '--template='], bounds)
  await sweep(fetch.mirror.gitDir, bounds.seconds)
  const id = fetch.ref !== null && isObjectId(fetch.ref) ? fetch.ref : null
  const held = id && (await commitAt(fetch.mirror, heldRef(id), bounds))
  if (held) return { commit: held, ref: null, notes: [] }
  const advertised = await advertise(fetch.address.url, online, bounds, fetch.ref)
  const wanted = id ? { full: id, notes: [] } : choose(fetch.mirror.name, fetch.ref, advertised)
  const bytes = fetch.network.bytes ?? LIMITS.fetchBytes
  const to = heldRef(wanted.full)
  await download(online, { url: advertised.url, from: wanted.full, to, bytes }, bounds)
  const commit = await commitAt(fetch.mirror, to, bounds)
  if (!commit) {
    const problem = `${quoted(fetch.ref ?? 'HEAD')} of ${fetch.mirror.name} is not a commit.`
    throw new Refusal('ref', problem, 'Give a branch, a tag of a commit, or a full commit id.')
  }
  // So that a later attempt at the same review, which knows the commit, finds it here.
  if (!id) await runGit(fetch.mirror, ['update-ref', heldRef(commit), commit], bounds)
  const named = wanted.full === 'HEAD' ? advertised.head : id ? null : shortName(wanted.full)
  return { commit, ref: named, notes: wanted.notes }
}

/** Where a fetched ref is kept: a hash, since `a` and later `a/b` could not both be refs of one mirror. */
function heldRef(full: string): string {
  return `refs/distreview/${createHash('sha256').update(full).digest('hex').slice(0, 40)}`
}
