import type { UseCase } from './use-cases.ts'

/** The same needs in other words: denials behind the noun, what is taken back later, things that are counted as nodes. */
export const rephrasedUseCases: readonly UseCase[] = [
  {
    words:
      'Ambulance tablets, 340 of them, keep recording vitals while out of coverage; nothing a medic typed may go missing; no server database allowed',
    stated: { offline: 2, regions: 3, nodes: 340 },
  },
  {
    words:
      'Loyalty points on 85 kiosks today, 300 expected by summer. A card must never be double-spent. Redis is overkill, we have MySQL.',
    stated: { conflict: 'reject', nodes: 300, infra: ['mysql'] },
  },
  {
    words:
      'DNS-ish service discovery for sixty-odd pods, answers may be a few seconds old, a registration is rarely changed, three AZs',
    stated: { data: 'map', consistency: 0, regions: 1, mix: 'read', nodes: 60 },
  },
  {
    words:
      'A board game lobby: only the host writes, everyone else reads. 99% lookups. Losing a lobby on deploy just means people rejoin.',
    stated: { contention: 0, durability: 0, mix: 'read' },
  },
  {
    words:
      'One scheduler only; a brief overlap of two during a deploy is fine. 3 VMs, no Kubernetes. Small team without ops.',
    stated: { data: 'leader', consistency: 1, nodes: 3, skill: 0 },
  },
  {
    words:
      'Feature toggles that must never go back to an older value; 40 instances; audit trail is nice to have but not needed',
    stated: { data: 'map', consistency: 2, nodes: 40 },
  },
  {
    words:
      'Vote counter for a TV show, thousands of viewers vote at the same moment, roughly right is not enough, every vote must be counted, p99 within 150 ms',
    stated: { data: 'counter', contention: 2, latency_ms: 150, conflict: 'merge' },
  },
  {
    words:
      'Warehouse picking: handhelds go on scanning when the wifi drops. 12 sites, 25 scanners per site. Duplicate scans now and then are harmless.',
    stated: { consistency: 1, offline: 2, regions: 3, nodes: 300 },
  },
  {
    words:
      'We track 800 trucks on 6 nodes; positions may lag by ten seconds; a restart may wipe them; nobody on the team has operated anything distributed',
    stated: { data: 'register', consistency: 0, durability: 0, nodes: 6, skill: 0 },
  },
  {
    words:
      'Each tenant is independent of the others; 12 nodes; 20 reads per write; strong consistency is a must; working offline is out of scope',
    stated: { consistency: 2, offline: 0, mix: 'read', nodes: 12, shardable: true },
  },
  {
    words:
      'Ledger entries must never disappear, kept by law for ten years; users can wait two seconds; manual failover is enough',
    stated: { data: 'ledger', availability: 0, durability: 3, latency_ms: 2000 },
  },
  {
    words:
      'Chat rooms: both halves of a netsplit must carry on taking messages, they are merged after the heal. No external database. 9 servers',
    stated: { conflict: 'merge', availability: 2, nodes: 9, infra: [] },
  },
  {
    words:
      'Leases on build machines: two agents must never hold the same machine; the majority side keeps working; etcd is there',
    stated: { data: 'lock', conflict: 'reject', availability: 1, infra: ['etcd'] },
  },
  {
    words:
      'License seats: at most 50 seats at once per customer; simultaneous grabs are common; Postgres; offline is not a requirement; one data centre',
    stated: {
      data: 'bounded',
      conflict: 'reject',
      contention: 2,
      offline: 0,
      regions: 0,
      infra: ['postgres'],
    },
  },
  {
    words:
      'Shop assistants read the price list when cut off from head office, only head office writes; 450 stores',
    stated: { contention: 0, offline: 1, nodes: 450 },
  },
  {
    words:
      'Uniqueness of invoice numbers, one writer, MySQL, failover may take an hour, nobody works at night',
    stated: { data: 'bounded', conflict: 'reject', contention: 0, availability: 0, infra: ['mysql'] },
  },
  {
    words:
      'Wind farm: 120 turbines, each turbine writes only its own setpoints, link goes down for hours, latest value wins',
    stated: { data: 'register', conflict: 'lww-ok', contention: 0, offline: 2, nodes: 120 },
  },
  {
    words:
      'A counter of API calls for billing; estimates are not good enough; no increments may be lost; 5 nodes now, a couple of dozen in two years',
    stated: { data: 'counter', conflict: 'merge', nodes: 24 },
  },
  {
    words: 'session data survives a node crash, not a full restart; 30 ms budget; 8 boxes in one rack',
    stated: { data: 'register', regions: 0, durability: 1, latency_ms: 30, nodes: 8 },
  },
  {
    words:
      'Collaborative whiteboard: dozens of people draw on the same board simultaneously; eventual is enough; multi-region is not planned; 4 nodes in Frankfurt',
    stated: { consistency: 0, contention: 2, regions: 1, nodes: 4 },
  },
  {
    words:
      'The alarm panel of each building must keep arming and disarming when the uplink is cut; 60 buildings, 200 by 2027; last change wins is good enough',
    stated: { conflict: 'lww-ok', offline: 2, nodes: 200 },
  },
  {
    words:
      'We need to elect a coordinator. If there are briefly two, so be it. 5 pods on GKE, nobody has touched a cluster before.',
    stated: { data: 'leader', consistency: 1, nodes: 5, skill: 0, infra: ['k8s'] },
  },
  {
    words:
      'Seats for a theatre: two people must never get the same seat. Spikes when booking opens. One Postgres. Three app servers, maybe six at Christmas. Answer within 400 ms.',
    stated: {
      data: 'bounded',
      conflict: 'reject',
      contention: 2,
      latency_ms: 400,
      nodes: 6,
      infra: ['postgres'],
    },
  },
  {
    words:
      'Who is in the meeting, shown to participants in Europe and Asia. It may lag by a few seconds; after a deploy everybody simply reconnects. ~25 nodes',
    stated: { data: 'presence', consistency: 0, regions: 2, durability: 0, nodes: 25 },
  },
  {
    words:
      'Telemetry from 1,200 meters: readings are mostly writes, only the last reading matters, losing one is harmless, Consul and Redis exist',
    stated: { data: 'register', conflict: 'lww-ok', mix: 'write', nodes: 1200, infra: ['consul', 'redis'] },
  },
  {
    words:
      'our config service: nine instances, read on each request, only ops change it, an older version must never be served again, etcd already runs',
    stated: { data: 'map', consistency: 2, contention: 0, mix: 'read', nodes: 9, infra: ['etcd'] },
  },
  {
    words:
      'A wallet: the balance must never go below zero, history kept for seven years, MySQL, multi-region is not planned, HA is required',
    stated: {
      data: 'ledger',
      conflict: 'reject',
      availability: 1,
      regions: 1,
      durability: 3,
      infra: ['mysql'],
    },
  },
  {
    words:
      'Jobs are taken from a queue by 40 workers; a job may occasionally be processed twice; no job may get lost; we are on Postgres',
    stated: { data: 'queue', consistency: 1, durability: 2, nodes: 40, infra: ['postgres'] },
  },
  {
    words:
      'Leaderboard counts: estimates are fine, both sides of a partition keep counting, 3 data centers, 30 servers, Redis no longer wanted',
    stated: { data: 'counter', consistency: 0, availability: 2, regions: 2, nodes: 30 },
  },
  {
    words:
      'Presence for 12 nodes in one AZ; flickering is no problem; nothing needs to be persisted; our team is new to clustering',
    stated: { data: 'presence', regions: 0, durability: 0, nodes: 12, skill: 0 },
  },
  {
    words:
      'Text pad for doctors, offline on tablets, two doctors may type in the same paragraph at the same time, no sentence may be lost',
    stated: { data: 'text', conflict: 'merge', contention: 2, offline: 2, regions: 3 },
  },
  {
    words:
      'Unique handles per region, a duplicate must be refused, 98 percent lookups, linearizable reads are a must, 7 nodes',
    stated: { data: 'bounded', consistency: 2, conflict: 'reject', regions: 2, mix: 'read', nodes: 7 },
  },
  {
    words:
      'Product catalogue cache in 50 servers; may be stale up to a minute; can be refilled from MySQL any time; reads outnumber writes 500:1',
    stated: { data: 'register', consistency: 0, durability: 0, mix: 'read', nodes: 50, infra: ['mysql'] },
  },
  {
    words:
      'Mutex for report generation; the report must not start on two servers; a short outage is tolerable; k8s only, no database',
    stated: { data: 'lock', conflict: 'reject', availability: 0, infra: ['k8s'] },
  },
  {
    words:
      'The money moves between bank A and our books in two services with their own databases; auditors look at it; p99 of two seconds is fine',
    stated: { data: 'ledger', durability: 3, latency_ms: 2000, cross_service: true },
  },
  {
    words:
      'Robots in a warehouse (75 of them) share a map; they have to read it when disconnected; writes come only from the planner',
    stated: { data: 'map', contention: 0, offline: 1, nodes: 75 },
  },
  {
    words:
      'Ordering of events per customer matters; Kafka is not an option; 6 brokers; zero downtime; a node may die without data being lost',
    stated: { data: 'order', availability: 1, durability: 1, nodes: 6 },
  },
  {
    words:
      'Session data, 4 machines, sticky, each session is written by one node only, in one rack, it may vanish on a restart',
    stated: { data: 'register', contention: 0, regions: 0, durability: 0, nodes: 4 },
  },
  {
    words:
      'Group chat membership: concurrent adds have to survive; each group lives on three of our 60 nodes; causal consistency is enough',
    stated: { data: 'set', consistency: 1, conflict: 'merge', shardable: true, nodes: 60 },
  },
  {
    words:
      'We will have 10 kiosks per shop and 20 shops; sells go on without internet; our people know a bit of Erlang distribution',
    stated: { offline: 2, regions: 3, nodes: 200, skill: 1 },
  },
  {
    words:
      'we need some place to put the price list, 30 branch servers read it all day, prices change every night from HQ, if the WAN is down the shops still have to see the prices',
    stated: { offline: 1, mix: 'read', nodes: 30 },
  },
  {
    words:
      'Distributed rate limits, 5k req/s, 8 gateways, a few percent too many is fine, decision in 2ms, Redis in place',
    stated: { data: 'counter', consistency: 0, latency_ms: 2, nodes: 8, infra: ['redis'] },
  },
  {
    words:
      'Bank-like system, every transfer touches two accounts atomically, regulator, 3 AZs, Postgres, 99.95 availability',
    stated: {
      consistency: 3,
      availability: 1,
      regions: 1,
      durability: 3,
      infra: ['postgres'],
      data: 'ledger',
    },
  },
  {
    words:
      'Inventory in 14 warehouses, each warehouse owns its own stock, never negative, they must keep shipping when headquarters is unreachable',
    stated: { data: 'bounded', conflict: 'reject', contention: 0, offline: 2, nodes: 14 },
  },
  {
    words:
      'Task queue with priorities; exactly-once is not required, at-least-once is fine; tasks must survive restarts; 4 workers today, 12 in a year; MySQL',
    stated: { data: 'queue', consistency: 1, durability: 2, nodes: 12, infra: ['mysql'] },
  },
  {
    words:
      'Cluster-wide singleton for polling an FTP server. A gap of some minutes does not matter, two at once would be bad. 2 nodes, Postgres',
    stated: { data: 'leader', conflict: 'reject', availability: 0, nodes: 2, infra: ['postgres'] },
  },
  {
    words:
      'User settings synced between phone, tablet and laptop; edits made on a plane must make it; conflicts: newest wins',
    stated: { data: 'map', conflict: 'lww-ok', offline: 2, regions: 3 },
  },
  {
    words:
      "Multi-tenant cache, 80 nodes in 3 regions, read-mostly (20:1), tenants don't interact, cold start ok",
    stated: { data: 'register', regions: 2, durability: 0, mix: 'read', nodes: 80, shardable: true },
  },
  {
    words:
      'Shift planner: two managers seldom edit the same shift, the later edit wins, EU only, one Postgres, no plans for several regions',
    stated: { conflict: 'lww-ok', contention: 1, regions: 1, infra: ['postgres'] },
  },
  {
    words:
      "Reservation of charging posts, 400 posts, a post can't be promised to two drivers, cars often out of coverage",
    stated: { data: 'bounded', conflict: 'reject', offline: 2, regions: 3 },
  },
  {
    words:
      'Tracking online players, 3 million of them, over 45 nodes, being wrong for 10 seconds is fine, nothing stored',
    stated: { data: 'presence', consistency: 0, durability: 0, nodes: 45 },
  },
  {
    words:
      'We want an append-only journal of money movements across our payments and wallet services, each with own DB, eventual settlement ok',
    stated: { data: 'ledger', consistency: 0, cross_service: true },
  },
]
