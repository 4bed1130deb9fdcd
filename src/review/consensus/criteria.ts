import type { Option, OptionId } from './options.ts'
import type { Profile } from './profile.ts'

export interface Criterion {
  readonly dimension:
    | 'type'
    | 'consistency'
    | 'conflict'
    | 'availability'
    | 'offline'
    | 'durability'
    | 'latency'
    | 'mix'
    | 'nodes'
    | 'skill'
    | 'infra'
    | 'maturity'
  points(option: Option, profile: Profile): number
  why(option: Option, profile: Profile): string
}

/** Milliseconds that a write takes across regions at least, where it waits for a far node. */
const acrossRegions = 120
const waitsForFarNodes = set(
  'ra',
  'khepri',
  'mnesia_majority',
  'etcd',
  'paxos',
  'postgres',
  'single_db',
  'event_sourcing',
  'redis',
)
const merges = set('delta_crdt', 'client_crdt', 'tracker')
/** Every write goes through one order, so writers that meet often wait for each other. */
const ordersWrites = set('ra', 'khepri', 'mnesia_majority', 'etcd', 'paxos', 'event_sourcing')
const readsLocally = set(
  'khepri',
  'delta_crdt',
  'horde',
  'tracker',
  'lww',
  'mnesia_majority',
  'global',
  'client_crdt',
)
const readsAtTheOwner = set('ra', 'single_db')
const roundPerWrite = set('ra', 'khepri', 'mnesia_majority', 'paxos')
const splitsByKey = set('delta_crdt', 'khepri', 'mnesia_majority')

/** Milliseconds of a typical write, p99, with these regions. */
export function writeTime(option: Option, { regions }: Pick<Profile, 'regions'>): number {
  return regions >= 2 && waitsForFarNodes.has(option.id)
    ? Math.max(option.writeMs, acrossRegions)
    : option.writeMs
}

/** All that adds to a score, in order. All points are multiples of a quarter, so sums are exact. */
export const criteria: readonly Criterion[] = [
  {
    dimension: 'type',
    points: (option, { data }) => option.fit[data],
    why: (option, { data }) =>
      `${['wrong shape for', 'possible for', 'works for', 'fits', 'made for'][option.fit[data]]} \`${data}\``,
  },
  {
    dimension: 'consistency',
    points: ({ guarantee }, { consistency }) =>
      guarantee === consistency ? 2 : guarantee > consistency ? 1.5 : -1.5,
    why: ({ guarantee }, { consistency }) => {
      if (guarantee === consistency) return 'gives what is needed'
      return guarantee > consistency
        ? 'gives more than is needed, and pays for it'
        : 'gives less than is needed'
    },
  },
  {
    dimension: 'conflict',
    points(option, { conflict, contention }) {
      if (conflict === 'merge') {
        if (merges.has(option.id)) return 1.5
        return option.id === 'lww' && contention >= 1 ? -3 : 0
      }
      if (option.id === 'lww' && contention === 0) return 1
      return contention === 2 && ordersWrites.has(option.id) ? -0.5 : 0
    },
    why(option, { conflict }) {
      if (merges.has(option.id)) return 'both writes survive'
      if (option.id !== 'lww') return 'writers that meet often wait for one order'
      return conflict === 'merge' ? 'one of two writes vanishes' : 'one writer, so no write is lost'
    },
  },
  {
    dimension: 'availability',
    points({ available }, { availability }) {
      if (availability === 2) return available === 2 ? 1 : -1
      if (availability === 0) return available < 2 ? 1 : 0.5
      if (available >= 1) return 1
      return available === 0.5 ? 0.5 : -0.5
    },
    why({ available }, { availability }) {
      if (availability === 0 && available === 2) return 'stays up where it may stop'
      if (available === 2) return 'every side accepts writes'
      if (available === 1) return 'the majority side goes on'
      return available === 0.5 ? 'the primary side goes on after failover' : 'one process; it stops with it'
    },
  },
  {
    dimension: 'offline',
    points(option, { offline, data, cross_service }) {
      if (offline === 2) return [0, -0.5, 1][option.offline] ?? 0
      if (option.id === 'client_crdt') return data === 'text' ? 0 : -3
      if (option.id !== 'saga_outbox') return 0
      return data === 'ledger' || data === 'bounded' || cross_service ? 0 : -3
    },
    why(option, { offline }) {
      if (offline === 2) return option.offline === 2 ? 'clients write offline' : 'offline in part only'
      return option.id === 'client_crdt'
        ? 'puts trust and conflict code in clients, for nothing'
        : 'compensates what one transaction would do'
    },
  },
  {
    dimension: 'durability',
    points(option, { durability }) {
      if (option.durability >= durability) return 1
      return durability === 3 ? -2.5 : -1.5
    },
    why: (option, { durability }) =>
      option.durability >= durability ? 'survives what it must' : 'does not survive what it must',
  },
  {
    dimension: 'latency',
    points(option, profile) {
      const time = writeTime(option, profile)
      if (time <= profile.latency_ms / 2) return 1
      return time <= profile.latency_ms ? 0.5 : -1.5
    },
    why: (option, profile) =>
      `a write takes about ${writeTime(option, profile)} ms, the budget is ${profile.latency_ms} ms`,
  },
  {
    dimension: 'mix',
    points({ id }, { mix, latency_ms }) {
      if (mix === 'read') return readsLocally.has(id) ? 0.5 : readsAtTheOwner.has(id) ? 0.25 : 0
      if (mix === 'balanced') return 0
      if (roundPerWrite.has(id)) return -0.5
      if (id === 'etcd') return -1
      return id === 'postgres' && latency_ms <= 10 ? -1 : 0
    },
    why({ id }, { mix }) {
      if (mix === 'read') return readsLocally.has(id) ? 'reads are local' : 'reads are at the owner'
      return id === 'postgres' ? 'a transaction per write, in a small budget' : 'a round of votes per write'
    },
  },
  {
    dimension: 'nodes',
    points(option, { nodes, shardable }) {
      if (nodes <= option.nodes) return 0.5
      if (nodes <= 3 * option.nodes) return -1
      return shardable && splitsByKey.has(option.id) ? -1 : -2
    },
    why: (option, { nodes }) => `${nodes} nodes, comfortable up to ${option.nodes}`,
  },
  {
    dimension: 'skill',
    points: (option, { skill }) => (skill >= option.skill ? 0.5 : skill - option.skill),
    why: (option, { skill }) =>
      skill >= option.skill ? 'the team can run it' : 'more than the team has run',
  },
  {
    dimension: 'infra',
    points({ infra: needed }, { infra }) {
      if (needed.length === 0) return 0.5
      return needed.some((service) => infra.includes(service)) ? 1.5 : -1.5
    },
    why({ infra: needed }, { infra }) {
      if (needed.length === 0) return 'needs no service'
      const present = needed.filter((service) => infra.includes(service))
      return present.length > 0 ? `${present.join(', ')} is there` : `needs ${needed.join(' or ')}`
    },
  },
  {
    dimension: 'maturity',
    points: ({ maturity }) => maturity,
    why: () => 'maturity and maintenance',
  },
]

export interface Cap {
  /** The highest score that it may get. */
  readonly most: number
  readonly why: string
}

/** What holds a score down whatever the sum, or null. */
export function capOf({ id }: Option, { offline, cross_service }: Profile): Cap | null {
  if (id === 'saga_outbox' && offline === 2) {
    return { most: 5, why: 'it is the back end of a queue in the client, not the mechanism' }
  }
  if (cross_service && id !== 'saga_outbox' && id !== 'event_sourcing') {
    return { most: 3, why: 'it works within one store, and the data spans several' }
  }
  return null
}

function set(...ids: readonly OptionId[]): ReadonlySet<OptionId> {
  return new Set(ids)
}
