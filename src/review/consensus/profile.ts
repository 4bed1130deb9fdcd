import { z } from 'zod'

/** What a datum can be; the shape decides which mechanisms can hold it at all. */
export const dataKinds = [
  'register',
  'map',
  'set',
  'counter',
  'bounded',
  'lock',
  'leader',
  'queue',
  'order',
  'text',
  'presence',
  'ledger',
] as const
export const services = [
  'postgres',
  'mysql',
  'sqlite',
  'redis',
  'etcd',
  'consul',
  'k8s',
  'eventstore',
] as const

/** The use case as answers, one a dimension. Keys are those that people set: `--set latency_ms=20`. */
export const Profile = z.strictObject({
  data: z.enum(dataKinds),
  /** 0 eventual, 1 session or causal, 2 linearizable per key, 3 transaction over several keys. */
  consistency: z.literal([0, 1, 2, 3]),
  /** What becomes of two writes at once: one may vanish, both survive, one is refused. */
  conflict: z.enum(['lww-ok', 'merge', 'reject']),
  /** 0 one writer per key, 1 rare, 2 frequent. */
  contention: z.literal([0, 1, 2]),
  /** 0 may stop in a partition, 1 the majority or primary side goes on, 2 every side accepts writes. */
  availability: z.literal([0, 1, 2]),
  /** 0 no, 1 offline reads, 2 clients write while offline. */
  offline: z.literal([0, 1, 2]),
  /** 0 one zone, 1 one region, 2 several regions, 3 mobile or edge over the internet. */
  regions: z.literal([0, 1, 2, 3]),
  /** 0 rebuildable, 1 survives a node, 2 survives a full restart, 3 audit or legal history. */
  durability: z.literal([0, 1, 2, 3]),
  mix: z.enum(['read', 'balanced', 'write']),
  /** p99 budget of a write as its caller sees it, milliseconds. */
  latency_ms: z.int().min(1).max(3_600_000),
  /** The larger of now and projected. */
  nodes: z.int().min(1).max(1_000_000),
  /** A datum lives on a few of the nodes only. */
  shardable: z.boolean(),
  /** 0 none, 1 some BEAM distribution, 2 has run Raft or database clusters. */
  skill: z.literal([0, 1, 2]),
  infra: z.array(z.enum(services)).readonly(),
  /** The datum spans services or databases that cannot share a transaction. */
  cross_service: z.boolean(),
})
export type Profile = z.infer<typeof Profile>
export type DimensionKey = keyof Profile
export type Service = (typeof services)[number]
export type DataKind = (typeof dataKinds)[number]

/** One answer to one dimension. */
export type Answer = string | number | boolean | readonly Service[]

/** The same use case with one answer changed; the answer must be one that the dimension allows. */
export function withAnswer(profile: Profile, key: DimensionKey, answer: Answer): Profile {
  return { ...profile, [key]: answer }
}

/** As it is written after `=`: `2`, `true`, `postgres,redis`, nothing for an empty list. */
export function answerText(answer: Answer): string {
  return typeof answer === 'object' ? answer.join(',') : String(answer)
}
