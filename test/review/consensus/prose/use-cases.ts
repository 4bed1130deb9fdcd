import type { Answer, DimensionKey, Profile } from '../../../../src/review/consensus/index.ts'

/** What somebody said, and the dimensions that these words state; no other may be read from them. */
export interface UseCase {
  readonly words: string
  readonly stated: Partial<Profile>
  /** Other readings that the one who wrote the words allowed before they were read. */
  readonly fair?: Partial<Record<DimensionKey, readonly (Answer | undefined)[]>>
}

/** Written before the reader was, after public design documents and questions in forums, in our own words. */
export const useCases: readonly UseCase[] = [
  {
    words:
      'a shopping cart that works offline on phones, 3 data centres, at most 5 nodes now, 40 next year, we already run Postgres',
    stated: { data: 'map', offline: 2, regions: 3, nodes: 40, infra: ['postgres'] },
  },
  {
    words:
      'Token keys are rotated once a day. Three nodes, and only one of them may do it at a time. We have Postgres and would rather not add Redis.',
    stated: { data: 'lock', conflict: 'reject', nodes: 3, infra: ['postgres'] },
  },
  {
    words:
      'A nightly aggregation job must not run twice when we scale out to 6 pods on Kubernetes. A run may take an hour. Postgres is there.',
    stated: { data: 'lock', conflict: 'reject', nodes: 6, infra: ['postgres', 'k8s'] },
  },
  {
    words:
      'Rate limiter for our API: 100 requests per minute per key, roughly right is good enough, p99 under 10 ms, twelve servers in one region, Redis available.',
    stated: { data: 'counter', consistency: 0, latency_ms: 10, nodes: 12, regions: 1, infra: ['redis'] },
  },
  {
    words:
      'Seat booking for concerts. No double booking, ever. Flash sales with many buyers on the same seats. Writes answer within 500 ms. 20 nodes, MySQL.',
    stated: {
      data: 'bounded',
      conflict: 'reject',
      contention: 2,
      latency_ms: 500,
      nodes: 20,
      infra: ['mysql'],
    },
  },
  {
    words:
      'Notes app where people edit while offline on the train; edits from two devices must both be kept. Eventually consistent is fine.',
    stated: { data: 'text', offline: 2, conflict: 'merge', consistency: 0, regions: 3 },
  },
  {
    words:
      'Field sales reps take orders in areas with no signal and sync when they are back. 1,000 tablets, the server side is two nodes with PostgreSQL.',
    stated: { offline: 2, regions: 3, nodes: 2, infra: ['postgres'] },
  },
  {
    words:
      'Who is online in a chat room, flicker is acceptable, memory only, nothing has to survive a restart, about 20 Phoenix nodes.',
    stated: { data: 'presence', durability: 0, nodes: 20 },
  },
  {
    words:
      'Feature flags on an appliance of seven machines without any external services; operators change them a few times a day and they are read on every request. They must be linearisable: a flag must never flip back.',
    stated: { data: 'map', nodes: 7, infra: [], mix: 'read', consistency: 2 },
  },
  {
    words:
      'Money transfers between accounts of one bank, a transaction over both accounts, full audit trail kept for ten years, short downtime is acceptable, Postgres.',
    stated: { data: 'ledger', consistency: 3, durability: 3, availability: 0, infra: ['postgres'] },
  },
  {
    words:
      'Leader election among 5 Erlang nodes in one data center; the leader assigns partitions to workers. We have etcd. The team has run Raft clusters before.',
    stated: { data: 'leader', nodes: 5, regions: 0, infra: ['etcd'], skill: 2 },
  },
  {
    words:
      'One GenServer per game, reachable from any node by its code. Up to fifty nodes on k8s. If a game is lost on deploy that is OK.',
    stated: { data: 'leader', nodes: 50, infra: ['k8s'], durability: 0 },
  },
  {
    words:
      'Stock levels must never go below zero. We sell in Europe and the US from two regions, 8 nodes in each. Aurora Postgres.',
    stated: { data: 'bounded', conflict: 'reject', regions: 2, nodes: 16, infra: ['postgres'] },
  },
  {
    words: 'Page view counts, nobody minds if they are a bit off. Write heavy, sub-5ms, Redis cluster.',
    stated: { data: 'counter', consistency: 0, mix: 'write', latency_ms: 5, infra: ['redis'] },
  },
  {
    words:
      'background jobs: every job is taken by one worker only, at most once. Ten workers now, thirty in a year. Postgres, no Redis please',
    stated: { data: 'queue', conflict: 'reject', nodes: 30, infra: ['postgres'] },
  },
  {
    words:
      'Collaborative document editing like Google Docs, several people type in the same paragraph, always online, keystrokes are acknowledged in less than 200 milliseconds.',
    stated: { data: 'text', contention: 2, offline: 0, latency_ms: 200 },
  },
  {
    words:
      'IoT gateways in vehicles keep their desired settings; each gateway writes only its own record. They lose connectivity for hours and go on working. 2,000 gateways, last write wins is okay.',
    stated: { data: 'map', regions: 3, contention: 0, offline: 2, conflict: 'lww-ok', nodes: 2000 },
  },
  {
    words:
      'Usernames have to be unique over all regions; a second registration is refused. Registrations are rare, reads dominate (98 % reads). 12 instances.',
    stated: { data: 'bounded', conflict: 'reject', regions: 2, mix: 'read', nodes: 12 },
  },
  {
    words:
      'Chat messages need one order per room, everybody sees the same sequence. Messages must survive a full restart. 4 nodes, MariaDB.',
    stated: { data: 'order', durability: 2, nodes: 4, infra: ['mysql'] },
  },
  {
    words:
      'Session store for a web shop. Users should read their own writes. It may be rebuilt, they log in again. Between 4 and 10 nodes, three availability zones.',
    stated: { data: 'register', consistency: 1, durability: 0, nodes: 10, regions: 1 },
  },
  {
    words:
      'A payment takes steps in three services with separate databases; each has to be undone when a later one fails. Kept for the auditors.',
    stated: { cross_service: true, durability: 3 },
  },
  {
    words:
      'Cache of product pages. It does not need to be consistent, loses nothing if it is wiped, read-mostly, not across regions, one hundred nodes at Christmas.',
    stated: { data: 'register', consistency: 0, durability: 0, mix: 'read', regions: 1, nodes: 100 },
  },
  {
    words:
      'We need a distibuted lock so that only one node at a time writes to the legacy mainframe. Kubernets is what we have, no database. Six replicas.',
    stated: { data: 'lock', conflict: 'reject', infra: ['k8s'], nodes: 6 },
  },
  {
    words:
      'Likes on posts, multi-region, every region must accept writes during a partition, both increments must survive, durable.',
    stated: { data: 'counter', regions: 2, availability: 2, conflict: 'merge', durability: 2 },
  },
  {
    words:
      'Singleton process for polling an upstream exchange: exactly one instance in the cluster of 3, failover within a minute is fine. The team is new to distributed systems.',
    stated: { data: 'leader', conflict: 'reject', nodes: 3, availability: 1, skill: 0 },
  },
  {
    words:
      'Wallet balances of players. Nobody may spend the same coins twice. Strong consistency, 99.99% uptime, regulator wants the history. Postgres on RDS, 9 app servers growing to 25.',
    stated: {
      data: 'ledger',
      conflict: 'reject',
      consistency: 2,
      availability: 1,
      durability: 3,
      infra: ['postgres'],
      nodes: 25,
    },
  },
  {
    words:
      'Hospital tablets show the medication list even when the wifi is down, but only for reading; changes need the network.',
    stated: { offline: 1, regions: 3 },
  },
  {
    words:
      'Configuration for 300 edge nodes at petrol stations, pushed from headquarters, one writer, latest value wins, reads far outnumber writes.',
    stated: { data: 'map', nodes: 300, regions: 3, contention: 0, conflict: 'lww-ok', mix: 'read' },
  },
  {
    words:
      'Coupon redemption: each code can be redeemed only once. Every redemption in under 50ms, us-east-1 only, SQLite on a single server today.',
    stated: { data: 'bounded', conflict: 'reject', latency_ms: 50, regions: 1, infra: ['sqlite'], nodes: 1 },
  },
  {
    words:
      'Group membership of a messenger: members are added and removed on any device, concurrent adds must not be lost, stale reads are tolerable. Sharded by group.',
    stated: { data: 'set', conflict: 'merge', consistency: 0, shardable: true },
  },
  {
    words:
      'Event sourced order history per customer, events strictly ordered per aggregate, audit required, EventStoreDB is already in production, 15 nodes, writes within 1 second.',
    stated: { data: 'order', durability: 3, infra: ['eventstore'], nodes: 15, latency_ms: 1000 },
  },
  {
    words:
      'Which node holds the primary role for a shard must be agreed on. Consul is here. The majority side goes on when the network splits. Seven nodes.',
    stated: { data: 'leader', infra: ['consul'], availability: 1, nodes: 7 },
  },
  {
    words:
      'GPS positions of taxis: newest position wins, one writer per taxi, in memory is enough, 50/50 reads and writes, 10 nodes.',
    stated: {
      data: 'register',
      conflict: 'lww-ok',
      contention: 0,
      durability: 0,
      mix: 'balanced',
      nodes: 10,
    },
  },
  {
    words:
      'The hotel must not sell a room twice, but reception has to keep taking bookings while its internet line is cut.',
    stated: { data: 'bounded', conflict: 'reject', offline: 2, regions: 3 },
  },
  {
    words:
      'Typing indicators and online status for 2 million users; 40 to 60 nodes; several continents; losing an update now and then is fine.',
    stated: { data: 'presence', nodes: 60, regions: 2, conflict: 'lww-ok' },
  },
  {
    words:
      'Email sending queue. A mail sent twice is annoying but tolerable. Thirty thousand mails an hour. We neither have Redis nor Kubernetes, just MySQL. The job list must survive a reboot.',
    stated: { data: 'queue', consistency: 1, infra: ['mysql'], durability: 2 },
  },
  {
    words:
      'API quota per customer by contract: the limit may never be exceeded, linearizable, dozens of requests hit the same counter at once, p99 of 100ms, Postgres.',
    stated: {
      data: 'bounded',
      conflict: 'reject',
      consistency: 2,
      contention: 2,
      latency_ms: 100,
      infra: ['postgres'],
    },
  },
  {
    words:
      'User preferences, a user seldom edits on two devices at once. 3 nodes in the same availability zone. Our team knows Erlang distribution a little.',
    stated: { data: 'map', contention: 1, nodes: 3, regions: 0, skill: 1 },
  },
  {
    words:
      'Should we take etcd or Redis for a mutex around the invoice run? We run 5 nodes with Postgres today.',
    stated: { data: 'lock', nodes: 5, infra: ['postgres'] },
  },
  {
    words:
      'Warehouse inventory counted by scanners with patchy wifi; scanners queue their changes and send them later. Not more than a dozen app nodes. Reads and writes are about equal. It spans two databases.',
    stated: {
      data: 'bounded',
      offline: 2,
      regions: 3,
      nodes: 12,
      mix: 'balanced',
      cross_service: true,
    },
  },
]
