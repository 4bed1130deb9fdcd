import { z } from 'zod'
import type { MechanismKind } from './facts.ts'

const nodes = z.int().min(1).max(100_000)

/** What happens, read from a question: numbers are those that were said, null where none was. */
export const Scenario = z.discriminatedUnion('kind', [
  /** The cluster has another size. `by` where the question says how many are added (or taken away, negative). */
  z.object({ kind: z.literal('resize'), to: nodes.nullable(), by: z.int().nullable() }),
  z.object({
    kind: z.literal('region-lost'),
    /** How it was called: region, zone, data centre. */
    word: z.string(),
    name: z.string().nullable(),
    lost: nodes,
  }),
  z.object({ kind: z.literal('nodes-fail'), failed: nodes.nullable(), of: nodes.nullable() }),
  /** Sides that cannot reach each other; `sizes` null: not said, so `shape` decides it from the number of nodes. */
  z.object({
    kind: z.literal('cut'),
    shape: z.enum(['sizes', 'even', 'one-isolated', 'regions', 'any']),
    sizes: z.array(nodes).nullable(),
  }),
  /** Milliseconds; negative: back. `direction` null: not said. */
  z.object({
    kind: z.literal('clock-jump'),
    ms: z.int().min(1),
    direction: z.enum(['forward', 'back']).nullable(),
    clocks: nodes,
  }),
  z.object({ kind: z.literal('discovery-fails'), what: z.enum(['dns', 'kubernetes-api', 'any']) }),
  z.object({ kind: z.literal('slow-node'), ms: z.int().min(1).nullable(), frozen: z.boolean() }),
  z.object({ kind: z.literal('rolling-deploy'), atOnce: nodes.nullable() }),
])
export type Scenario = z.infer<typeof Scenario>

/** Figures that the question states beside what happens; they go before what the code says. */
export interface Stated {
  readonly nodes: number | null
  readonly regions: number | null
  /** Seconds. */
  readonly tickTime: number | null
  readonly mechanisms: readonly StatedMechanism[]
}

export interface StatedMechanism {
  readonly kind: MechanismKind
  readonly members: number | null
  /** Mnesia: null where it was not said. */
  readonly majority: boolean | null
  /** The words, as they were said. */
  readonly said: string
}

export interface Question {
  readonly scenario: Scenario
  readonly stated: Stated
  /** Words that carry meaning and were not read. */
  readonly unread: readonly string[]
}
