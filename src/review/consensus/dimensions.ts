import { type Answer, type DimensionKey, type Service, services } from './profile.ts'

interface Asked {
  readonly key: DimensionKey
  /** As a form asks for it. */
  readonly question: string
  /** How it can be told from a repository, or what a value means. */
  readonly hint: string
  /** Stands in for an answer that is missing, where scores are shown all the same. */
  readonly assumed: Answer
}

interface ChoiceDimension extends Asked {
  readonly kind: 'choice'
  /** In order, from the weakest need to the strictest where there is an order. */
  readonly values: readonly { readonly value: string | number | boolean; readonly label: string }[]
}
interface NumberDimension extends Asked {
  readonly kind: 'number'
  readonly min: number
  readonly max: number
  readonly unit: string
  /** Both ends of what is common, and between them: tried where the answer is missing. */
  readonly tried: readonly number[]
}
interface ServicesDimension extends Asked {
  readonly kind: 'services'
  readonly values: readonly { readonly value: Service; readonly label: string }[]
}
export type Dimension = ChoiceDimension | NumberDimension | ServicesDimension

const yesOrNo = [
  { value: false, label: 'no' },
  { value: true, label: 'yes' },
] as const

const serviceNames: Record<Service, string> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  sqlite: 'SQLite',
  redis: 'Redis',
  etcd: 'etcd',
  consul: 'Consul',
  k8s: 'Kubernetes',
  eventstore: 'EventStore',
}

/** Every dimension in the order in which it is asked. */
export const dimensions: readonly Dimension[] = [
  {
    key: 'data',
    kind: 'choice',
    question: 'What is it?',
    hint: 'The schema, the names and the operations tell.',
    assumed: 'register',
    values: [
      { value: 'register', label: 'register: one value per key' },
      { value: 'map', label: 'map: a value with fields, such as a cart' },
      { value: 'set', label: 'set: members that come and go' },
      { value: 'counter', label: 'counter: unbounded, such as a rate' },
      { value: 'bounded', label: 'bounded: never below 0, within a limit, or unique' },
      { value: 'lock', label: 'lock: one holder at a time' },
      { value: 'leader', label: 'leader: one node that leads' },
      { value: 'queue', label: 'queue: each job is taken once' },
      { value: 'order', label: 'order: one total order per key' },
      { value: 'text', label: 'text: a sequence that people edit' },
      { value: 'presence', label: 'presence: who is there now' },
      { value: 'ledger', label: 'ledger: entries that are never changed' },
    ],
  },
  {
    key: 'consistency',
    kind: 'choice',
    question: 'How consistent must it be?',
    hint: 'Where a read decides a write, or for money and uniqueness: 2 or more.',
    assumed: 1,
    values: [
      { value: 0, label: '0: eventual' },
      { value: 1, label: '1: session or causal; rare duplicates are tolerable' },
      { value: 2, label: '2: linearizable per key' },
      { value: 3, label: '3: a transaction over several keys' },
    ],
  },
  {
    key: 'conflict',
    kind: 'choice',
    question: 'Two writes at once: what becomes of them?',
    hint: 'The business rule decides.',
    assumed: 'lww-ok',
    values: [
      { value: 'lww-ok', label: 'lww-ok: one of them may vanish' },
      { value: 'merge', label: 'merge: both must survive' },
      { value: 'reject', label: 'reject: one must be refused (an invariant)' },
    ],
  },
  {
    key: 'contention',
    kind: 'choice',
    question: 'How often do writers meet on one key?',
    hint: 'Who writes?',
    assumed: 1,
    values: [
      { value: 0, label: '0: one writer per key or field' },
      { value: 1, label: '1: rarely' },
      { value: 2, label: '2: frequently' },
    ],
  },
  {
    key: 'availability',
    kind: 'choice',
    question: 'Who must be able to write in a partition?',
    hint: 'What is promised to users.',
    assumed: 1,
    values: [
      { value: 0, label: '0: nobody; it may stop for minutes' },
      { value: 1, label: '1: the majority or primary side' },
      { value: 2, label: '2: every side' },
    ],
  },
  {
    key: 'offline',
    kind: 'choice',
    question: 'Do clients work offline?',
    hint: 'Mobile and edge clients.',
    assumed: 0,
    values: [
      { value: 0, label: '0: no' },
      { value: 1, label: '1: they read' },
      { value: 2, label: '2: they write' },
    ],
  },
  {
    key: 'regions',
    kind: 'choice',
    question: 'How far apart are the nodes?',
    hint: 'Deploy files tell.',
    assumed: 1,
    values: [
      { value: 0, label: '0: one zone' },
      { value: 1, label: '1: one region, several zones' },
      { value: 2, label: '2: several regions' },
      { value: 3, label: '3: mobile or edge over the internet' },
    ],
  },
  {
    key: 'durability',
    kind: 'choice',
    question: 'What must it survive?',
    hint: 'Whether it can be rebuilt from something else.',
    assumed: 2,
    values: [
      { value: 0, label: '0: nothing; it can be rebuilt' },
      { value: 1, label: '1: the loss of a node' },
      { value: 2, label: '2: a full restart' },
      { value: 3, label: '3: years; audit or legal history' },
    ],
  },
  {
    key: 'mix',
    kind: 'choice',
    question: 'Reads or writes?',
    hint: 'read is more than 95 % reads.',
    assumed: 'balanced',
    values: [
      { value: 'read', label: 'read: nearly only reads' },
      { value: 'balanced', label: 'balanced' },
      { value: 'write', label: 'write: mostly writes' },
    ],
  },
  {
    key: 'latency_ms',
    kind: 'number',
    question: 'How long may a write take? (p99, milliseconds)',
    hint: 'As its caller sees it.',
    assumed: 100,
    min: 1,
    max: 3_600_000,
    unit: 'ms',
    tried: [1, 5, 20, 100, 1_000],
  },
  {
    key: 'nodes',
    kind: 'number',
    question: 'How many nodes?',
    hint: 'The larger of now and projected.',
    assumed: 9,
    min: 1,
    max: 1_000_000,
    unit: 'nodes',
    tried: [3, 20, 100, 1_000],
  },
  {
    key: 'shardable',
    kind: 'choice',
    question: 'Does a datum live on a few nodes only?',
    hint: 'No, unless it is said.',
    assumed: false,
    values: yesOrNo,
  },
  {
    key: 'skill',
    kind: 'choice',
    question: 'What has the team run before?',
    hint: 'Ask whoever is on call.',
    assumed: 1,
    values: [
      { value: 0, label: '0: nothing distributed' },
      { value: 1, label: '1: some BEAM distribution' },
      { value: 2, label: '2: Raft or database clusters' },
    ],
  },
  {
    key: 'infra',
    kind: 'services',
    question: 'Which services are there already?',
    hint: 'mix.exs, compose files and charts tell.',
    assumed: [],
    values: services.map((value) => ({ value, label: serviceNames[value] })),
  },
  {
    key: 'cross_service',
    kind: 'choice',
    question: 'Does it span databases that cannot share a transaction?',
    hint: 'No, unless it is said.',
    assumed: false,
    values: yesOrNo,
  },
]

/** These two are false unless somebody says otherwise; their absence is not an unknown. */
export const defaulted: ReadonlySet<DimensionKey> = new Set(['shardable', 'cross_service'])

/** Answers that are tried where one is missing, both ends among them. */
export function triedAnswers(dimension: Dimension): readonly Answer[] {
  if (dimension.kind === 'number') return dimension.tried
  if (dimension.kind === 'choice') return dimension.values.map(({ value }) => value)
  return [[], ...services.map((service): readonly Service[] => [service]), services]
}
