import type { UseCase } from './use-cases.ts'

/** Written while the reader was, to see where it was wrong: other voices, negations, slips, spellings. */
export const moreUseCases: readonly UseCase[] = [
  {
    words:
      "We are building a multiplayer lobby. Need to know who's online. ~15 nodes on Fly.io, several regions. Eventual consistency ok. No persistence needed.",
    stated: { data: 'presence', nodes: 15, regions: 2, consistency: 0, durability: 0 },
  },
  {
    words:
      'Global counter for API usage billing: customers are charged by it so it must not lose increments; 3 regions; Postgres in each; p99 write 50 ms',
    stated: { data: 'counter', conflict: 'merge', regions: 2, infra: ['postgres'], latency_ms: 50 },
  },
  {
    words:
      'job scheduler in a 4-node cluster: each cron job should fire once, not on all nodes. We use Oban with Postgres.',
    stated: { data: 'lock', nodes: 4, infra: ['postgres'], conflict: 'reject' },
  },
  {
    words:
      'distributed cache invalidation for 30 web servers, single region, stale data for a few seconds is acceptable',
    stated: { data: 'register', nodes: 30, regions: 1, consistency: 0 },
  },
  {
    words:
      "A user registry where each user process is registered by name cluster-wide. 8 nodes, may grow to 16. We've got no database.",
    stated: { data: 'leader', nodes: 16, infra: [] },
  },
  {
    words:
      'Todo list app for mobile, people tick items off in the tube without reception; last writer wins per item',
    stated: { offline: 2, regions: 3, conflict: 'lww-ok', data: 'map' },
  },
  {
    words:
      'Parking garage: the number of free spots must never drop under zero. Two gates. The barrier must open within 300ms. MySQL.',
    stated: { data: 'bounded', conflict: 'reject', latency_ms: 300, infra: ['mysql'] },
  },
  {
    words:
      'telemetry from 10k sensors, last value per sensor, loss of single updates acceptable, write-heavy, three nodes',
    stated: { data: 'register', conflict: 'lww-ok', mix: 'write', nodes: 3 },
  },
  {
    words:
      "double-entry ledger, serializable, auditors need seven years of history, downtime of a few minutes tolerable, we've a Postgres HA pair",
    stated: { data: 'ledger', consistency: 3, durability: 3, availability: 0, infra: ['postgres'] },
  },
  {
    words:
      'We want exactly one process in the cluster that talks to the PLC. If its node dies another one has to take over within 10 seconds. 3 machines in one rack, no external services. Team has no distributed systems experience.',
    stated: {
      data: 'leader',
      conflict: 'reject',
      availability: 1,
      nodes: 3,
      regions: 0,
      infra: [],
      skill: 0,
    },
  },
  {
    words:
      'shared whiteboard text editor, users in EU and US, 100 ms for a keystroke, must work w/o internet',
    stated: { data: 'text', regions: 3, latency_ms: 100, offline: 2 },
  },
  {
    words:
      'blocklist of revoked tokens, added rarely, checked on every request, 24 pods in k8s, a token revoked must never be accepted again',
    stated: { data: 'set', mix: 'read', nodes: 24, infra: ['k8s'] },
  },
  {
    words:
      'payments workflow: reserve stock in the warehouse service, charge the card in the billing service, ship. Each service has its own database. Must not charge twice.',
    stated: { cross_service: true, conflict: 'reject', data: 'bounded' },
  },
  {
    words:
      'Erlang router config, 2 nodes, changed by admin maybe once a week, strongly consistent, survive power outage',
    stated: { data: 'map', nodes: 2, consistency: 2, durability: 2, mix: 'read' },
  },
  {
    words:
      "We don't need offline support, everything is in one availability zone, five nodes; a queue of video encoding tasks; tasks may run twice, that is fine",
    stated: { offline: 0, regions: 0, nodes: 5, data: 'queue', consistency: 1 },
  },
  {
    words:
      'The matchmaking queue must hand each player to just one match, 20-30 nodes, redis and postgres available, latency budget 20ms',
    stated: { data: 'queue', nodes: 30, infra: ['redis', 'postgres'], latency_ms: 20 },
  },
  {
    words:
      'inventry system, 12 serveres, posgres, never oversell, black friday rush with thousands of customers on the same product',
    stated: { data: 'bounded', nodes: 12, infra: ['postgres'], conflict: 'reject', contention: 2 },
  },
  {
    words:
      'web sessions for a Phoenix app behind a load balancer, three nodes today, sticky sessions not possible; losing a session on restart is acceptable',
    stated: { data: 'register', nodes: 3, durability: 0 },
  },
  {
    words:
      'Auction bids: highest bid wins, bids are strictly ordered per auction, linearizable, a hundred bidders hit the same auction in the final seconds. Kafka no, Postgres yes.',
    stated: { data: 'order', consistency: 2, contention: 2, infra: ['postgres'] },
  },
  {
    words:
      'Medical records on tablets in ambulances, edits from both crew members must be merged, connectivity is intermittent, legal retention 30 years',
    stated: { offline: 2, regions: 3, conflict: 'merge', durability: 3, data: 'map' },
  },
  {
    words:
      'How do I make sure that only one node in my cluster consumes a websocket feed? Currently two nodes on Gigalixir. Short gaps while failing over are OK.',
    stated: { data: 'lock', conflict: 'reject', nodes: 2, availability: 0 },
  },
  {
    words: 'What should I use for a leaderboard with 50 nodes?',
    stated: { nodes: 50 },
  },
  {
    words: 'hello there',
    stated: {},
  },
  {
    words: '500 nodes with offline leader election',
    stated: { data: 'leader', nodes: 500, offline: 2 },
  },
  {
    words:
      "game servers: 200 rooms, each room has one owner process, 6 hosts, room state is lost when host dies and that's okay",
    stated: { nodes: 6, durability: 0, data: 'leader' },
  },
  {
    words:
      "Our logistics backend keeps the last known location of each parcel. Around 25 nodes spread over Frankfurt and Virginia. It's fine if the newest scan simply wins. Lookups make up 97% reads.",
    stated: { data: 'register', nodes: 25, regions: 2, conflict: 'lww-ok', mix: 'read' },
  },
  {
    words:
      "I have a Phoenix app on two servers and want to make sure an hourly sync task isn't executed by both. Postgres is our only dependency.",
    stated: { data: 'lock', conflict: 'reject', nodes: 2, infra: ['postgres'] },
  },
  {
    words:
      'Distributed semaphore: no more than 10 concurrent calls to a partner API, across 8 pods. k8s + redis. It must be correct, partner fines us.',
    stated: { data: 'lock', nodes: 8, infra: ['redis', 'k8s'], conflict: 'reject' },
  },
  {
    words:
      'Electronic voting counters per candidate, every vote must be counted exactly once, results audited, 5 nodes at 5 sites',
    stated: { data: 'counter', conflict: 'reject', durability: 3, nodes: 5 },
  },
  {
    words: 'User avatars metadata; rarely written; 3 replicas; we can live with stale reads',
    stated: { data: 'map', mix: 'read', nodes: 3, consistency: 0 },
  },
  {
    words:
      "point of sale tills have to go on selling when the shop's uplink is dead, and sync afterwards; 400 shops; stock may go slightly negative",
    stated: { offline: 2, data: 'bounded', nodes: 400 },
  },
  {
    words:
      'A PBX cluster of 4 Erlang nodes needs to agree which node owns the trunk; takeover within 3 seconds; the team has operated Riak and RabbitMQ clusters',
    stated: { data: 'leader', nodes: 4, availability: 1, skill: 2 },
  },
  {
    words:
      "Order numbers for invoices must be gapless and unique; MySQL; latency isn't critical, 2 s is ok; 10 app servers",
    stated: { data: 'bounded', conflict: 'reject', infra: ['mysql'], nodes: 10 },
  },
  {
    words:
      'Friends list in a social game. Adds on two phones at once must both survive. Works in airplane mode.',
    stated: { data: 'set', conflict: 'merge', offline: 2, regions: 3 },
  },
  {
    words:
      'Event log for a trading desk: global total ordering, p99 below 2 ms, single rack, three machines, no database, ops knows Raft well',
    stated: { data: 'order', latency_ms: 2, regions: 0, nodes: 3, infra: [], skill: 2 },
  },
  {
    words:
      'We want to store feature toggles. Neither Redis nor Postgres; Consul is already in place. ~60 instances, read on each request, changed monthly.',
    stated: { data: 'map', infra: ['consul'], nodes: 60, mix: 'read' },
  },
  {
    words:
      'shopping basket for a web shop, one region, users never shop offline, lost items annoy, MySQL, 6 to 12 pods',
    stated: { data: 'map', regions: 1, offline: 0, infra: ['mysql'], nodes: 12 },
  },
  {
    words:
      'Coordinating firmware rollouts to devices: only a single coordinator may be active at any time; if it is unavailable for five minutes nobody cares. Team is new to Erlang.',
    stated: { data: 'leader', conflict: 'reject', availability: 0, skill: 0 },
  },
  {
    words:
      'Exam answers typed by students must survive a server crash and a browser reload without internet; final submit counts once; 12 servers, Postgres, kept ten years by law',
    stated: { offline: 2, nodes: 12, infra: ['postgres'], durability: 3, regions: 3 },
  },
  {
    words:
      'A job queue backed by Postgres (we use Oban). Jobs must be durable. 3 web nodes and 5 worker nodes. At-least-once is acceptable because handlers are idempotent.',
    stated: { data: 'queue', infra: ['postgres'], durability: 2, consistency: 1, nodes: 8 },
  },
  {
    words: 'chat presence across 2 data centers, no central store, split brain is fine for a minute',
    stated: { data: 'presence', regions: 2 },
  },
  {
    words:
      'bank account balance, must not be overdrawn even with simultaneous withdrawals; two nodes active/passive; strict serializability; Oracle',
    stated: { data: 'ledger', conflict: 'reject', nodes: 2, consistency: 3 },
  },
  {
    words:
      'dns-like service directory for microservices in 3 AZs, 100 instances; survives loss of one node; eventually consistent',
    stated: { data: 'map', regions: 1, nodes: 100, durability: 1, consistency: 0 },
  },
  {
    words:
      'Multi-user spreadsheet: cells edited by many people simultaneously, low latency (< 50ms), EU only',
    stated: { contention: 2, latency_ms: 50, data: 'map' },
  },
  {
    words:
      'Rate limiting login attempts. Must never allow more than 5 tries per minute. 9 nodes. No Redis, only Postgres. Budget of 15ms.',
    stated: { data: 'counter', conflict: 'reject', nodes: 9, infra: ['postgres'], latency_ms: 15 },
  },
  {
    words:
      "Downtime is not acceptable. Stale reads aren't acceptable either. Data loss is unacceptable. We run a 3-node etcd cluster beside our 7 app servers.",
    stated: { consistency: 2, durability: 2, infra: ['etcd'], nodes: 7, availability: 1 },
  },
  {
    words:
      'nodes sometimes go offline for maintenance; a register per tenant with the current plan, 10:1 read/write ratio, response within half a second',
    stated: { data: 'register', mix: 'balanced', latency_ms: 500 },
  },
  {
    words:
      'we have two nodes, replaced Redis with Postgres last year; locks for imports, the lock is held for 30 seconds',
    stated: { nodes: 2, infra: ['postgres'], data: 'lock' },
  },
  {
    words:
      'We run a telemedicine platform. Appointment slots are shared by several clinics and two patients must not get the same slot. Latency up to 800 ms is okay. Ten app servers in eu-central-1. MySQL cluster.',
    stated: { data: 'bounded', conflict: 'reject', latency_ms: 800, nodes: 10, regions: 1, infra: ['mysql'] },
  },
  {
    words:
      'Need a process that imports feeds; it must be running on one node of the cluster at a time; brief gap when it moves is fine; 3 nodes',
    stated: { data: 'leader', conflict: 'reject', availability: 0, nodes: 3 },
  },
  {
    words:
      "Counting ad impressions, 200k per second, approximate numbers suffice, three data centers, lost counts don't matter",
    stated: { data: 'counter', consistency: 0, regions: 2, conflict: 'lww-ok' },
  },
  {
    words:
      'Distributed cron for Elixir: jobs such as invoice generation once per month. Postgres yes, Redis no. Currently 2 nodes, planning for 8.',
    stated: { data: 'lock', infra: ['postgres'], nodes: 8 },
  },
  {
    words:
      'Kanban board where cards are moved by many teammates at once, changes must show for others within a second, works in the browser while offline',
    stated: { contention: 2, offline: 2, regions: 3 },
  },
  {
    words:
      'DNS record storage for our authoritative servers, strongly consistent writes, reads may be stale, 99% reads, five sites worldwide, one admin writes',
    stated: { data: 'map', consistency: 2, mix: 'read', regions: 2, contention: 0 },
  },
  {
    words:
      'payment ledger for a fintech, ACID transactions, must comply with regulators, downtime unacceptable, primary plus standby Postgres',
    stated: { data: 'ledger', consistency: 3, durability: 3, availability: 1, infra: ['postgres'] },
  },
  {
    words: "A chat app on Phoenix: who's typing, who's online, across 12 nodes; nothing is persisted",
    stated: { data: 'presence', nodes: 12, durability: 0 },
  },
  {
    words:
      'job queue, workers on 15 machines, each task should be handled by exactly one worker, tasks survive server reboots, SQLite not an option, we have MariaDB',
    stated: { data: 'queue', conflict: 'reject', nodes: 15, durability: 2, infra: ['mysql'] },
  },
  {
    words:
      'feature toggle store for around eighty services, toggles are read constantly and flipped weekly, a few seconds of staleness is fine, etcd is part of our platform',
    stated: { data: 'map', mix: 'read', consistency: 0, infra: ['etcd'] },
  },
  {
    words:
      "I'm building an offline-capable inspection checklist for technicians; conflicting answers shall both be retained for a supervisor",
    stated: { offline: 2, conflict: 'merge', regions: 3, data: 'map' },
  },
  {
    words:
      'electing a primary among four brokers in two racks, Consul available, team has operated Kafka clusters for years, must fail over in less than 5 s',
    stated: { data: 'leader', infra: ['consul'], skill: 2, availability: 1, nodes: 4 },
  },
  {
    words:
      'global username registry, uniqueness is a must, users in Europe, Asia and America, a registration may take two seconds',
    stated: { data: 'bounded', conflict: 'reject', regions: 2, latency_ms: 2000 },
  },
  {
    words:
      'smart meters push their latest reading every 15 minutes through edge gateways; only the newest counts; gateways buffer when the uplink fails',
    stated: { data: 'register', regions: 3, conflict: 'lww-ok', offline: 2 },
  },
  {
    words:
      'shared wishlist between family members, several devices, no lost additions, one region, 4 servers, durable',
    stated: { data: 'set', conflict: 'merge', regions: 1, nodes: 4, durability: 2 },
  },
  {
    words:
      'throttling of outgoing SMS: at most 100 a second over all 6 pods, a slight overshoot is acceptable, Redis is deployed, GKE',
    stated: { data: 'counter', nodes: 6, infra: ['redis', 'k8s'], consistency: 0 },
  },
  {
    words:
      'Game lobby: matches are GenServers, one per match, must be reachable from every node. No database. Twenty nodes at launch, sixty later.',
    stated: { data: 'leader', infra: [], nodes: 60 },
  },
  {
    words:
      'audit log of admin actions, append only, keep for 7 years, order per tenant matters, Postgres, low write volume, two app nodes',
    stated: { data: 'ledger', durability: 3, infra: ['postgres'], nodes: 2 },
  },
  {
    words:
      'the stock of concert merch is sold at stalls in the field without any network; overselling is OK, we apologise to the customer',
    stated: { data: 'bounded', offline: 2, regions: 3 },
  },
  {
    words:
      'session data, 30 nodes, must survive a node failure but not a full restart, users are sticky so only one node writes a session',
    stated: { data: 'register', nodes: 30, durability: 1, contention: 0 },
  },
  {
    words:
      'Our junior team wants a shared configuration without adding any new service; cluster of five; consistency matters more than availability; can be down for a few minutes',
    stated: { data: 'map', skill: 0, nodes: 5, availability: 0, infra: [] },
  },
]
