import type { Option, OptionId } from './options.ts'
import type { Profile } from './profile.ts'

interface Caveat {
  readonly of: readonly OptionId[]
  /** Whether it matters for this use case; always, where it is absent. */
  when?(profile: Profile): boolean
  readonly text: string
}

const isLock = ({ data }: Profile): boolean => data === 'lock' || data === 'leader'
const isInvariant = ({ conflict }: Profile): boolean => conflict === 'reject'

/** What must be known before an option is taken, in order. */
const ofOption: readonly Caveat[] = [
  {
    of: ['ra', 'khepri'],
    text: 'Use 3, 5 or 7 voters on stable names and disks; consistent reads; request ids; snapshots; versions of the machine.',
  },
  {
    of: ['ra', 'khepri', 'paxos', 'mnesia_majority'],
    when: ({ infra }) => infra.includes('postgres'),
    text: 'It is new machinery beside a database that already gives this guarantee.',
  },
  {
    of: ['khepri'],
    text: 'Reads are local and need a fence to be fresh; functions of a transaction are extracted from the code, which limits what they may call.',
  },
  {
    of: ['postgres'],
    when: isLock,
    text: 'Claim a row per period (unique key and state), or hold `pg_advisory_xact_lock` on the connection of the worker itself; never a session lock through a pool.',
  },
  {
    of: ['postgres'],
    when: ({ data }) => data === 'queue',
    text: 'Take jobs with `FOR UPDATE SKIP LOCKED`; it is for queues only.',
  },
  {
    of: ['postgres'],
    when: ({ data }) => data === 'bounded',
    text: 'One statement holds the limit: `UPDATE … SET qty = qty - n WHERE id = … AND qty >= n`, and look at how many rows it changed.',
  },
  {
    of: ['postgres'],
    when: ({ data }) => data === 'ledger',
    text: 'One transaction, with rows locked in a fixed order.',
  },
  {
    of: ['postgres'],
    when: ({ mix }) => mix === 'read',
    text: 'A table with a cache in front and NOTIFY for changes keeps reads local.',
  },
  {
    of: ['postgres'],
    when: ({ durability, consistency }) => durability >= 2 || consistency >= 2,
    text: 'With asynchronous replication a failover may lose the last commits: for money set `synchronous_commit` and keep a synchronous standby.',
  },
  {
    of: ['delta_crdt'],
    text: 'Server side only: a phone needs a queue or CRDT of its own.',
  },
  {
    of: ['delta_crdt'],
    text: 'Neighbours in both directions on every node, set again on nodeup; one key per writer (node or device) for numbers; a durable store behind it.',
  },
  {
    of: ['delta_crdt'],
    when: ({ data }) => data === 'text',
    text: 'It has no type for a sequence: a whole value wins or loses.',
  },
  {
    of: ['horde', 'global', 'tracker'],
    text: 'Never the only guard of an invariant: both sides of a cut have one.',
  },
  {
    of: ['redis'],
    when: isLock,
    text: 'As a lock it saves work and does not protect: it may expire under its holder or be lost in a failover, so correctness needs fencing at the resource.',
  },
  {
    of: ['redis'],
    when: ({ data }) => data === 'counter',
    text: 'INCR with EXPIRE, or a token bucket in one Lua script.',
  },
  {
    of: ['redis'],
    text: 'Acknowledged writes may be lost in a failover; its persistence settings decide what a restart keeps.',
  },
  {
    of: ['single_db'],
    text: 'The owner reads again or compares a version when it writes: for up to a tick after a cut there are two owners.',
  },
  {
    of: ['single_db'],
    text: 'Exactly one owner needs a leader or sticky routing, so the database must check the version all the same.',
  },
  {
    of: ['single_db'],
    when: ({ data }) => data === 'text',
    text: 'One process for each document orders the operations (operational transformation).',
  },
  {
    of: ['event_sourcing'],
    when: ({ consistency }) => consistency === 3,
    text: 'A stream is one transaction; what spans streams needs a process manager.',
  },
  {
    of: ['saga_outbox'],
    text: 'No isolation: others see the steps in between. Every step needs a compensation and an idempotency key.',
  },
  {
    of: ['mnesia_majority'],
    text: 'After a cut heals the nodes do not rejoin by themselves: something must handle `inconsistent_database`.',
  },
  {
    of: ['paxos'],
    text: 'riak_ensemble was last changed in 2022 and its documentation is unfinished.',
  },
  {
    of: ['etcd'],
    when: isLock,
    text: 'Fence by the revision of the key (etcd, Consul) or the resourceVersion (Kubernetes).',
  },
  {
    of: ['lww'],
    text: 'A clock that is ahead wins; a version per key shows what was overwritten.',
  },
  {
    of: ['lww'],
    when: ({ data, mix }) => data === 'map' && mix === 'read',
    text: 'Changes travel by PubSub, with a full comparison from time to time for what was missed.',
  },
  {
    of: ['client_crdt'],
    text: 'The server must still validate; tombstones and history grow; each operation needs an author that was checked.',
  },
]

const fence =
  'Fence at the resource with a token that only grows; the lease margin is larger than the clock error; duplicates remain possible, so the work is idempotent.'

/** What to know about one option in this use case. */
export function caveatsOf(option: Option, profile: Profile): string[] {
  const texts = isLock(profile) && option.fit[profile.data] > 0 ? [fence] : []
  for (const { of, when, text } of ofOption) {
    if (of.includes(option.id) && (when?.(profile) ?? true)) texts.push(text)
  }
  return texts
}

const ofUseCase: readonly { when(profile: Profile): boolean; text(profile: Profile): string }[] = [
  {
    when: isLock,
    text: () =>
      'A lock only avoids waste: an idempotency key on each unit of work is what prevents the harm.',
  },
  {
    when: (profile) => isLock(profile) && profile.offline === 2,
    text: ({ data }) =>
      `Whoever is offline can neither be asked nor told, so a ${data} that is taken offline excludes nobody. Let the nodes that reach each other decide, and let clients queue what they want done until they are back.`,
  },
  {
    when: (profile) => isLock(profile) && profile.nodes > 7,
    text: ({ nodes }) =>
      `Three, five or seven nodes vote; the others of the ${nodes} are clients. More voters make every decision slower and nothing safer.`,
  },
  {
    when: ({ data, consistency }) => data === 'counter' && consistency < 2,
    text: ({ nodes }) =>
      `The cheap baseline is an ETS counter on each node with a share of the limit (limit / ${nodes}). The full limit on each node is the hazard \`state-node-local\`: ${nodes} nodes let ${nodes} times as much through.`,
  },
  {
    when: ({ data }) => data === 'counter',
    text: () => 'A limit that is contractual is another case: data=bounded, consistency=2.',
  },
  {
    when: ({ data }) => data === 'presence',
    text: () =>
      'Presence that gates something (seats, billing) is another case: data=bounded, consistency=2.',
  },
  {
    when: ({ data, conflict }) => data === 'map' && conflict === 'merge',
    text: () =>
      'What is sold or charged from it (stock, price, checkout) is another case: data=bounded, conflict=reject.',
  },
  {
    when: (profile) => profile.data === 'bounded' && isInvariant(profile) && profile.contention === 2,
    text: () =>
      'Where writers queue for one row, split it: reservations, or buckets per site, each with a limit of its own.',
  },
]

/** What to know about the use case, whichever option is taken. */
export function caveatsOfUseCase(profile: Profile): string[] {
  return ofUseCase.filter(({ when }) => when(profile)).map(({ text }) => text(profile))
}
