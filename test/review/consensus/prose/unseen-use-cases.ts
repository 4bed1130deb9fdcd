import type { UseCase } from './use-cases.ts'

/** Written by somebody who had not seen the reader; what else would be fair was written down before the first run. */
export const unseenUseCases: readonly UseCase[] = [
  {
    words:
      'need a distributed lock so the nightly invoice run never runs twice, 3 nodes, postgres already there',
    stated: { data: 'lock', conflict: 'reject', nodes: 3, infra: ['postgres'] },
    fair: { consistency: [2] },
  },
  {
    words: 'Elect exactly one leader, Kubernetes only',
    stated: { data: 'leader', infra: ['k8s'] },
    fair: { consistency: [2], conflict: ['reject'] },
  },
  {
    words:
      "We have 40 tills which must keep counting sales while the shop's internet is down and sync later. No sale may vanish. About 120 tills by next year.",
    stated: { data: 'counter', offline: 2, conflict: 'merge', nodes: 120 },
    fair: { availability: [2], regions: [3], durability: [1, 2] },
  },
  {
    words:
      "Our chat runs on 6 Elixir nodes in two regions (Frankfurt and Virginia). We need to know who's online in each channel; a stale green dot for half a minute is fine and nothing has to survive a restart. Nothing critical, no Redis please, we only have Postgres.",
    stated: { data: 'presence', nodes: 6, regions: 2, consistency: 0, durability: 0, infra: ['postgres'] },
    fair: { skill: [1] },
  },
  {
    words:
      'API gateway rate limiter, twelve nodes, must decide within 5 ms, off by ten per cent is okay, Redis is already in place, counters can be lost on restart',
    stated: { data: 'counter', nodes: 12, latency_ms: 5, consistency: 0, infra: ['redis'], durability: 0 },
    fair: { mix: ['write'] },
  },
  {
    words:
      'Feature flags for an on-prem appliance: 7 boxes, no external database, read on every request, changed a couple of times a week by ops; a flag must never flip back once flipped.',
    stated: { data: 'map', nodes: 7, infra: [], mix: 'read', consistency: 2 },
    fair: { data: ['register'], contention: [0, 1], conflict: ['lww-ok'] },
  },
  {
    words:
      'Ticket shop: we sell seats for concerts, must never oversell a seat, huge spikes when the sale opens, all in one availabilty zone on MySQL, 4 to 10 web servers, peple can wait 300ms',
    stated: {
      data: 'bounded',
      conflict: 'reject',
      consistency: 2,
      contention: 2,
      regions: 0,
      infra: ['mysql'],
      nodes: 10,
      latency_ms: 300,
    },
  },
  {
    words:
      'We move money between customer wallets held in two different services, each with its own Postgres; every step has to be auditable for seven years, and a few minutes of downtime is tolerable.',
    stated: { data: 'ledger', cross_service: true, infra: ['postgres'], durability: 3, availability: 0 },
    fair: { consistency: [2, 3], conflict: ['reject'] },
  },
  {
    words:
      'background job queue for image resizing, jobs may run twice occasionally, 15 workers now and maybe 60 next year, we run k8s and redis',
    stated: { data: 'queue', consistency: 1, nodes: 60, infra: ['redis', 'k8s'] },
    fair: { consistency: [0] },
  },
  {
    words:
      'Fleet of 2,500 sensors on farms with flaky mobile coverage; each device keeps its own settings and must accept local changes while disconnected, last write wins is fine.',
    stated: { data: 'map', offline: 2, conflict: 'lww-ok', regions: 3, nodes: 2500 },
    fair: { data: ['register'], availability: [2], contention: [0], shardable: [true] },
  },
  {
    words:
      'User sessions for a web shop behind a load balancer, 8 servers, losing them on a deploy just means logging in again, writes should be under 20 milliseconds, skills: nobody here has ever run a cluster.',
    stated: { data: 'map', nodes: 8, durability: 0, latency_ms: 20, skill: 0 },
    fair: { data: ['register'] },
  },
  {
    words:
      'metadata store for an object storage cluster, transaction across several keys must be atomic, 5 nodes across three zones, the team has run Raft in production, the majority has to carry on when a zone goes down',
    stated: { data: 'map', consistency: 3, nodes: 5, regions: 1, skill: 2, availability: 1 },
  },
  {
    words:
      'Each game room needs exactly one owner process in our BEAM cluster of ~30 nodes, growing to 100; two owners for a second is acceptable, room state may be rebuilt',
    stated: { data: 'leader', consistency: 1, durability: 0, nodes: 100 },
    fair: { data: ['lock'], consistency: [0], skill: [1], shardable: [true] },
  },
  {
    words:
      'Config distribution to edge sites over the public internet. Each of the 200 sites must be able to read config when it is cut off, but only head office writes. Consul available, five seconds for a change is fine.',
    stated: { data: 'map', regions: 3, offline: 1, contention: 0, nodes: 200, infra: ['consul'] },
    fair: { data: ['register'], latency_ms: [5000], mix: ['read'], consistency: [0, 1] },
  },
  {
    words:
      "Cache invalidation between 9 app servers, no ordering needed, missing one now and then isn't a disaster, we've got Redis",
    stated: { nodes: 9, infra: ['redis'] },
    fair: { consistency: [0, 1], data: ['set', 'map', 'register', 'queue'], durability: [0] },
  },
  {
    words:
      "colaborative note editor, students edit the same paragraph at once, also on the tube with no signal, nobody's text may disappear",
    stated: { data: 'text', contention: 2, offline: 2, conflict: 'merge' },
    fair: { availability: [2], regions: [3], durability: [1, 2] },
  },
  {
    words:
      "We need a cron-like scheduler on 3 to 5 nodes; if the primary dies another should take over within thirty seconds; we don't use Kubernetes or etcd, just a small Postgres and everything lives in a single data centre.",
    stated: { nodes: 5, infra: ['postgres'], regions: 0 },
    fair: { regions: [1], data: ['leader', 'lock', 'queue'], availability: [1, 0] },
  },
  {
    words:
      "Shopping basket for our grocery app. Works in the underground without a signal, one customer often uses a phone and a tablet, both additions have to survive. We'd like to be active in EU and US. Writes acknowledged in 50-100 ms. Today 20 nodes, 80 expected.",
    stated: { data: 'map', offline: 2, conflict: 'merge', regions: 2, latency_ms: 100, nodes: 80 },
    fair: { regions: [3], latency_ms: [50], data: ['set'], contention: [1], availability: [2] },
  },
  {
    words:
      'count likes on posts, write-heavy, billions of posts so every counter can live on any few nodes, 50 servers, eventual is fine, must keep accepting likes on both sides of a network split',
    stated: { data: 'counter', mix: 'write', shardable: true, nodes: 50, consistency: 0, availability: 2 },
    fair: { conflict: ['merge'], contention: [2] },
  },
  {
    words:
      'service registry, about a dozen services, hundred-odd instances, 95+% lookups, several availability zones in one region, linearisable reads not needed',
    stated: { data: 'map', nodes: 100, mix: 'read', regions: 1 },
    fair: { data: ['register', 'set', 'presence'], consistency: [0, 1] },
  },
]
