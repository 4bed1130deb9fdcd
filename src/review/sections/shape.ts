import { z } from 'zod'
import { fact, Location } from '../location.ts'

/**
 * The parts of a report that are made of facts of the program, of its findings and of the consensus model. Every
 * claim about the code has `evidence`, or is `{value: 'unknown', because}`; every claim about the world has `source`.
 */

const text = z.string()
const evidence = z.array(Location)
/** Rules of findings, as `findings[].fingerprint`. */
const fingerprints = z.array(text)

export const Component = z.object({
  /** Unique in the report: `server:Shop.Stock`, `table:mnesia:stock`. Edges name it. */
  id: text,
  name: text,
  kind: z.enum([
    'application',
    'supervisor',
    'server',
    'state-machine',
    'raft-machine',
    'job',
    'connection',
    /** Code without a process of its own. */
    'module',
    'table',
    'cache',
    'database',
    'registry',
    'pubsub',
    'distribution',
  ]),
  /** What it is in the words of its library: `GenServer`, `Mnesia table, copies in memory`. */
  what: text,
  runs: z.enum(['each-node', 'each-key', 'by-hand', 'caller', 'cluster', 'outside', 'unknown']),
  state: z.enum(['none', 'ephemeral', 'durable', 'unknown']),
  evidence,
})

const Edge = z.object({
  from: text,
  to: text,
  kind: z.enum([
    'call',
    'cast',
    'message',
    'rpc',
    'pubsub',
    'store',
    'registry',
    'distribution',
    'supervises',
  ]),
  crossesNodes: z.enum(['yes', 'no', 'unknown']),
  /** Milliseconds of the loosest call; `unknown` where it is computed; null where nobody waits. */
  timeoutMs: z.union([z.number(), z.literal('infinity'), z.literal('unknown')]).nullable(),
  /** Call sites that this edge stands for; `evidence` has three of them at most. */
  sites: z.int(),
  evidence,
})

const Setting = z.object({
  /** `net_ticktime`, `connect_all` … */
  key: text,
  /** As it is in force: as set, else the default of OTP. */
  value: text,
  set: z.boolean(),
  /** What follows from the value, for this program. */
  meaning: text,
  evidence,
})

const Clustering = z.object({
  distribution: fact(z.enum(['disterl', 'partisan', 'none'])),
  tls: fact(z.enum(['yes', 'no'])),
  cookie: fact(z.enum(['in-the-repository', 'from-the-environment'])),
  /** Ports of the distribution, as `inet_dist_listen_min` to `max`. */
  ports: fact(text),
  discovery: z.array(
    z.object({
      library: text,
      strategy: text,
      /** What it does when a look-up fails; null where that is not known of the strategy. */
      onFailure: text.nullable(),
      source: text.nullable(),
      evidence,
    }),
  ),
  nodeIdentity: fact(z.enum(['stable', 'ephemeral'])),
  /** `max` is null where nothing bounds it. */
  size: fact(z.object({ min: z.int(), max: z.int().nullable() })),
  /** Of a full mesh of `nodes`: n(n-1)/2 in the cluster, n-1 for each node. */
  links: z.object({ nodes: z.int(), cluster: z.int(), perNode: z.int() }).nullable(),
  kernelSettings: z.array(Setting),
  assessment: z.enum(['fits', 'strained', 'unfit', 'unknown']),
  why: text,
  source: text.nullable(),
})

const UseCase = z.object({
  /** `lock:rebalance`; unique in the report. */
  id: text,
  kind: z.enum([
    'lock',
    'leader',
    'registry',
    'counter',
    'bounded counter',
    'configuration',
    'cache',
    'job',
    'presence',
    'replicated map',
    'replicated table',
    'consensus log',
    'publish and subscribe',
  ]),
  name: text,
  mechanismNow: text,
  guaranteeNow: text,
  /** `unsafe` rests on the findings that are named; `unknown` says what would have to be known in `why`. */
  fit: z.enum(['fits', 'overkill', 'unsafe', 'unknown']),
  why: text,
  findings: fingerprints,
  /** The answers that went into the consensus model. */
  needs: z.array(
    z.object({ dimension: text, value: text, basis: z.enum(['code', 'kind', 'assumed']), because: text }),
  ),
  /** The model's three best, best first; empty where nothing can be weighed. */
  options: z.array(z.object({ name: text, score: z.number(), caveat: text.nullable() })),
  /** Null where the present one is best, or the answer to `question` decides. */
  better: z.object({ name: text, rationale: text, wouldChange: z.array(text) }).nullable(),
  question: text.nullable(),
  evidence,
})

const OperationChoice = z.object({
  /** `Shop.Stock.decrement/2`, or the library call where it stands at top level. */
  name: text,
  datum: text,
  does: z.enum(['read', 'write', 'lock', 'lookup', 'register', 'broadcast', 'remote-call']),
  /** The call that decides it. */
  through: text,
  consistency: z.enum([
    'linearizable',
    'sequential',
    'transactional',
    'causal',
    'eventual',
    'none',
    'unknown',
  ]),
  inPartition: z.enum(['majority-only', 'all-sides', 'refuses', 'one-side', 'undefined', 'unknown']),
  /** PACELC: what is given up when nothing is cut. */
  otherwise: z.enum(['latency', 'consistency', 'unknown']),
  because: text,
  evidence,
})

/** Who does something during a cut. */
const Served = z.object({
  who: z.enum(['every-side', 'majority', 'one-side', 'nobody', 'unknown']),
  because: text,
})

const Scenario = z.object({
  id: z.enum([
    'one-isolated',
    'even-split',
    'majority-minority',
    'asymmetric',
    'region-lost',
    'discovery-outage',
    'slow-node',
    'heal',
  ]),
  title: text,
  cut: text,
  reads: Served,
  writes: Served,
  leaders: Served,
  /** Seconds until the loss is seen; null where nothing detects it. */
  detection: z.object({ minS: z.number(), maxS: z.number(), because: text }).nullable(),
  onHeal: text,
  dataAtRisk: z.array(z.object({ what: text, why: text, evidence })),
  /** `by-accident`: something happens, and no line of the code decides it. */
  defined: z.enum(['yes', 'no', 'by-accident', 'unknown']),
  evidence,
})

const Snippet = z.object({
  language: z.enum(['elixir', 'erlang', 'shell', 'promql']),
  code: text,
  /** It names something that is not in the code: what to fill in. Empty where it can be used as it is. */
  fillIn: z.array(text),
})

const Monitoring = z.object({
  existing: z.array(z.object({ signal: text, evidence })),
  gaps: z.array(
    z.object({
      id: text,
      signal: text,
      whyHere: text,
      priority: z.enum(['now', 'next', 'later']),
      snippet: Snippet.nullable(),
      alert: z.object({ condition: text, forS: z.number().nullable(), derivedFrom: text }),
      evidence,
    }),
  ),
})

const Recommendation = z.object({
  rank: z.int().min(1),
  id: text,
  title: text,
  why: text,
  /** Findings that it mends. */
  mends: fingerprints,
  priority: z.enum(['now', 'next', 'later']),
  effort: z.object({ low: z.number(), high: z.number(), unit: z.enum(['hours', 'days']), basis: text }),
  riskOfChange: text,
  steps: z.array(text).min(1),
  rollback: text,
  /** Ids of recommendations that come first. */
  dependsOn: z.array(text),
  /** What can be observed when it is done. */
  doneWhen: text,
  evidence,
})

const TestCase = z.object({
  id: text,
  title: text,
  /** Findings and ids of scenarios. */
  covers: z.array(text),
  level: z.enum(['unit', 'multi-vm', 'staging', 'property']),
  setup: z.array(text),
  fault: z.object({
    tool: z.enum(['peer', 'toxiproxy', 'iptables', 'tc', 'chrony', 'kill', 'none']),
    commands: z.array(text),
    undo: z.array(text),
  }),
  /** Seconds to wait after the fault before anything is asserted, and why. */
  wait: z.object({ seconds: z.number(), because: text }),
  workload: text,
  invariants: z.array(text).min(1),
  passWhen: text,
  runnableNow: z.boolean(),
  /** Why it is not, else null. */
  notRunnableBecause: text.nullable(),
  /** Of `files`, by path; null where the test is steps alone. */
  file: text.nullable(),
})

const TestFile = z.object({
  /** Where to put it in the reviewed repository. */
  path: text,
  language: z.enum(['elixir', 'erlang']),
  code: text,
  /** How it is run there. */
  run: text,
  /** What could not be filled in from the code: each is named in the file as well. */
  fillIn: z.array(text),
})

const Learnings = z.object({
  path: z.literal('.claude/project-learnings.md'),
  begin: text,
  end: text,
  /** Markdown from `begin` to `end`: what is between the same marks in the file is replaced by it. */
  block: text,
})

export const Sections = z.object({
  components: z.array(Component),
  edges: z.array(Edge),
  /** What was left out of components and edges, and why; empty where nothing was. */
  assumptions: z.array(text),
  clustering: Clustering,
  useCases: z.array(UseCase),
  operations: z.array(OperationChoice),
  scenarios: z.array(Scenario),
  monitoring: Monitoring,
  recommendations: z.array(Recommendation),
  tests: z.array(TestCase),
  testFiles: z.array(TestFile),
  learnings: Learnings,
  nextSteps: z.array(z.object({ what: text, doneWhen: text, command: text.nullable() })).max(5),
  /** What was checked and holds. */
  holds: z.array(z.object({ what: text, evidence })),
  /** What these parts do not say, and why. */
  unknowns: z.array(z.object({ what: text, because: text })),
})

export type Component = z.infer<typeof Component>
export type Edge = z.infer<typeof Edge>
export type Setting = z.infer<typeof Setting>
export type Clustering = z.infer<typeof Clustering>
export type UseCase = z.infer<typeof UseCase>
export type OperationChoice = z.infer<typeof OperationChoice>
export type Served = z.infer<typeof Served>
export type Scenario = z.infer<typeof Scenario>
export type Snippet = z.infer<typeof Snippet>
export type Monitoring = z.infer<typeof Monitoring>
export type Recommendation = z.infer<typeof Recommendation>
export type TestCase = z.infer<typeof TestCase>
export type TestFile = z.infer<typeof TestFile>
export type Sections = z.infer<typeof Sections>
