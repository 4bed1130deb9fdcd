import { type DataKind, dataKinds, type Service } from './profile.ts'

export const optionIds = [
  'ra',
  'khepri',
  'delta_crdt',
  'horde',
  'tracker',
  'lww',
  'mnesia_majority',
  'global',
  'postgres',
  'etcd',
  'redis',
  'single_db',
  'event_sourcing',
  'saga_outbox',
  'paxos',
  'client_crdt',
] as const
export type OptionId = (typeof optionIds)[number]

/** How well a kind of data fits: 0 is a veto, 4 is made for it. */
type Fit = 0 | 1 | 2 | 3 | 4

export interface Option {
  readonly id: OptionId
  readonly name: string
  /** Strongest guarantee, on the scale of `consistency`; of `:global`, only while nothing is cut. */
  readonly guarantee: 0 | 1 | 2 | 3
  /** Writes in a partition: 0 one process, 0.5 the primary side after failover, 1 the majority, 2 every side. */
  readonly available: 0 | 0.5 | 1 | 2
  /** 2 yes, 1 partly. */
  readonly offline: 0 | 1 | 2
  readonly durability: 0 | 1 | 2 | 3
  /** Typical p99 of a write within one region, milliseconds. */
  readonly writeMs: number
  /** Nodes (clients, for services) with which it stays comfortable. */
  readonly nodes: number
  readonly skill: number
  /** Any one of these; none is needed where it is empty. */
  readonly infra: readonly Service[]
  /** Points for maturity and maintenance: 0 or less. */
  readonly maturity: number
  readonly fit: Readonly<Record<DataKind, Fit>>
}

type Row = readonly [
  id: OptionId,
  name: string,
  guarantee: Option['guarantee'],
  available: Option['available'],
  offline: Option['offline'],
  durability: Option['durability'],
  writeMs: number,
  nodes: number,
  skill: number,
  infra: readonly Service[],
  maturity: number,
]

const rows: readonly Row[] = [
  ['ra', 'Raft via :ra', 3, 1, 0, 2, 10, 1000, 2, [], 0],
  ['khepri', 'Khepri', 2, 1, 0, 2, 12, 50, 1.5, [], -0.25],
  ['delta_crdt', 'delta_crdt', 0, 2, 1, 1, 1, 60, 1.5, [], -0.5],
  ['horde', 'Horde', 0, 2, 0, 0, 2, 50, 1.5, [], -0.25],
  ['tracker', 'Phoenix.Tracker and Presence', 0, 2, 0, 0, 1, 100, 0.5, [], 0],
  ['lww', 'Last write wins, or a versioned register', 0, 2, 2, 2, 1, 200, 1, [], 0],
  ['mnesia_majority', 'Mnesia with majority: true', 3, 1, 0, 2, 8, 10, 2, [], -1.5],
  ['global', ':global', 1, 2, 0, 0, 10, 50, 1, [], 0],
  ['postgres', 'Postgres', 3, 0.5, 0, 3, 8, 1000, 0.5, ['postgres'], 0],
  ['etcd', 'etcd, Consul or a Kubernetes Lease', 2, 1, 0, 2, 15, 1000, 1.5, ['etcd', 'consul', 'k8s'], 0],
  ['redis', 'Redis (one primary, or Redlock)', 1, 0.5, 0, 1, 2, 1000, 0.5, ['redis'], 0],
  ['single_db', 'Owner process and database', 3, 0, 0, 3, 8, 1000, 0.5, ['postgres', 'mysql', 'sqlite'], 0],
  ['event_sourcing', 'Event sourcing', 2, 0.5, 0, 3, 12, 500, 2, ['postgres', 'eventstore'], 0],
  ['saga_outbox', 'Saga with an outbox', 1, 2, 1, 3, 10, 1000, 1, ['postgres'], 0],
  ['paxos', 'riak_ensemble or Multi-Paxos', 2, 1, 0, 2, 12, 100, 2.5, [], -1.5],
  ['client_crdt', 'CRDT or operation queue in the client', 1, 2, 2, 2, 1, 1000, 1.5, [], 0],
]

/** In the order of `dataKinds`. */
const fits: Readonly<Record<OptionId, readonly Fit[]>> = {
  // register, map, set, counter, bounded, lock, leader, queue, order, text, presence, ledger
  ra: [3, 3, 3, 2, 3, 3, 3, 2, 3, 0, 1, 2],
  khepri: [4, 4, 3, 2, 2, 2, 2, 1, 1, 0, 1, 1],
  delta_crdt: [2, 4, 3, 2, 0, 0, 0, 0, 0, 1, 3, 0],
  horde: [0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 0],
  tracker: [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 4, 0],
  lww: [3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0],
  mnesia_majority: [3, 3, 3, 3, 3, 2, 1, 2, 2, 0, 1, 2],
  global: [0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0],
  postgres: [4, 4, 4, 2, 4, 4, 4, 4, 4, 1, 1, 4],
  etcd: [3, 3, 2, 1, 2, 4, 4, 1, 1, 0, 2, 0],
  redis: [4, 4, 4, 4, 3, 2, 2, 3, 2, 0, 2, 0],
  single_db: [3, 3, 3, 3, 3, 1, 0, 3, 4, 3, 1, 3],
  event_sourcing: [1, 2, 1, 1, 3, 0, 0, 2, 4, 2, 0, 4],
  saga_outbox: [1, 1, 0, 1, 2, 0, 0, 2, 1, 0, 0, 3],
  paxos: [3, 3, 2, 2, 3, 2, 2, 1, 1, 0, 0, 1],
  client_crdt: [3, 4, 4, 3, 0, 0, 0, 1, 1, 4, 1, 0],
}

/** The order of the table breaks ties. */
export const options: readonly Option[] = rows.map(
  ([id, name, guarantee, available, offline, durability, writeMs, nodes, skill, infra, maturity]) => ({
    id,
    name,
    guarantee,
    available,
    offline,
    durability,
    writeMs,
    nodes,
    skill,
    infra,
    maturity,
    fit: fitsOf(id),
  }),
)

function fitsOf(id: OptionId): Record<DataKind, Fit> {
  const pairs = dataKinds.map((kind, at) => [kind, fits[id][at] ?? 0] as const)
  return Object.fromEntries(pairs) as Record<DataKind, Fit>
}

/** The name of an option, for people. */
export function nameOf(id: OptionId): string {
  return options.find((each) => each.id === id)?.name ?? id
}
