import { z } from 'zod'
import { Location } from '../location.ts'
import { mechanismKinds } from './facts.ts'
import { Scenario } from './scenario.ts'

const text = z.string()
const evidence = z.array(Location)
/** `depends`: on which nodes are voters or copies; `none`: the mechanism has no such thing, or is outside. */
const Able = z.enum(['yes', 'no', 'depends', 'unknown', 'none'])

/** The answer to one "what if": who can write, lead and read, when it is noticed, what is at risk, what heals. */
export const WhatIf = z.object({
  question: text,
  /** The question as it was read. */
  readAs: text,
  scenario: Scenario,
  about: z.object({ repository: text, commit: text.nullable() }).nullable(),
  headline: text,
  figures: z.array(
    z.object({
      what: text,
      value: text,
      basis: z.enum(['question', 'code', 'default', 'assumed']),
      evidence,
    }),
  ),
  /** Nodes that reach each other; empty where nothing is divided or their number is unknown. */
  sides: z.array(z.object({ name: text, size: z.int(), up: z.boolean() })),
  /** Milliseconds until nodes are seen as down; null where nothing is detected. */
  detection: z.object({ fromMs: z.int(), toMs: z.int(), because: text }).nullable(),
  mechanisms: z.array(
    z.object({
      kind: z.enum(mechanismKinds),
      name: text,
      basis: z.enum(['code', 'question']),
      evidence,
      /** In the order of `sides`; empty where they decide nothing or it is unknown. */
      sides: z.array(z.object({ leads: Able, writes: Able, reads: Able })),
      does: text,
      risk: text.nullable(),
      heals: text.nullable(),
    }),
  ),
  /** Findings of the review that this scenario brings about. */
  findings: z.array(z.object({ rule: text, title: text, evidence })),
  /** As in a Trace: `at` in milliseconds from the event, or in steps. */
  timeline: z
    .object({
      lanes: z.array(text).min(1),
      events: z.array(z.object({ at: z.number().min(0), lane: text, text })).min(1),
      unit: z.enum(['step', 'ms']),
    })
    .nullable(),
  assumptions: z.array(text),
  unknown: z.array(z.object({ what: text, because: text })),
  /** Words of the question that were not taken into account. */
  unread: z.array(text),
  next: z.array(text),
})
export type WhatIf = z.infer<typeof WhatIf>
