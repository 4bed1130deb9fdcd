import { z } from 'zod'
import type { Trace } from '../../report.ts'
import * as models from '../../witness/index.ts'
import { defineTool, type Tool } from './tool.ts'

const count = z.int().min(1).max(50)
const time = z.number().min(0).max(86_400_000)
const timeOrNone = time.nullable()
const comparison = z.enum(['>=', '>', '===']).default('>=')

interface Model<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly values: z.ZodObject<Shape>
  readonly run: (values: z.infer<z.ZodObject<Shape>>) => models.Result
}

/** Keeps the values of a model together with what takes them. */
function model<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (values: z.infer<z.ZodObject<Shape>>) => models.Result,
): Model {
  return { values: z.strictObject(shape), run } as unknown as Model
}

/** Small models that take plain values; the rest need code that only a rule has read. */
const known: Partial<Record<Trace['kind'], Model>> = {
  'disjoint-quorums': model({ nodes: count, threshold: z.number(), comparison }, models.disjointQuorums),
  'quorum-under-cut': model(
    {
      nodes: count,
      of: z.enum(['visible', 'configured']),
      divisor: z.number().min(1),
      plus: z.number(),
      comparison,
    },
    ({ divisor, plus, ...rest }) =>
      models.quorumUnderCut({ ...rest, threshold: (size) => Math.floor(size / divisor) + plus }),
  ),
  'visibility-election': model(
    { nodes: count, threshold: z.number(), comparison, grants: z.enum(['sight', 'votes']) },
    models.visibilityElection,
  ),
  'read-write-overlap': model({ nodes: count, read: z.int(), write: z.int() }, models.readMissesWrite),
  'write-write-overlap': model({ nodes: count, write: z.int() }, models.writesMiss),
  'first-of-visible': model({ nodes: count, pick: z.enum(['smallest', 'largest']) }, models.firstOfVisible),
  'wall-clock-lease': model({ ttlMs: time, skewMs: time, marginMs: time }, models.wallClockLease),
  'monotonic-lease': model(
    {
      ttlMs: time,
      holderUptimeMs: time,
      reader: z.enum(['same-vm', 'other-vm', 'after-restart']),
      readerUptimeMs: time,
    },
    models.monotonicLease,
  ),
  'paused-holder': model({ ttlMs: time, pauseMs: time, fenced: z.boolean() }, models.pausedHolder),
  'late-renewal': model({ ttlMs: time, periodMs: time, callTimeoutMs: timeOrNone }, models.lateRenewal),
  'read-modify-write': model(
    {
      callers: count,
      guard: z.enum(['none', 'read-committed', 'transaction', 'compare-and-set', 'single-owner']),
      initial: z.number().default(10),
      change: z.number().default(-1),
    },
    models.readModifyWrite,
  ),
  'check-then-act': model(
    { callers: count, act: z.enum(['start', 'insert']), guard: z.enum(['none', 'unique', 'lock']) },
    models.checkThenAct,
  ),
  'take-over': model(
    {
      nodes: count,
      guard: z.enum(['none', 'visible-majority', 'configured-majority']),
      fenced: z.boolean(),
      ownerNoticesLate: z.boolean(),
    },
    models.takeOver,
  ),
  'clean-up': model(
    { nodes: count, guard: z.enum(['none', 'configured-majority', 'republish']) },
    models.cleanUp,
  ),
  'hash-mod': model({ nodes: count }, models.hashMod),
  'mesh-links': model({ nodes: z.int().min(1).max(10_000), most: z.int().min(1) }, models.meshLinks),
  'sequential-fan-out': model(
    { nodes: count, timeoutMs: timeOrNone, deadlineMs: timeOrNone },
    models.sequentialFanOut,
  ),
  'timeout-inversion': model({ outerMs: timeOrNone, innerMs: timeOrNone }, models.timeoutInversion),
  'diverging-apply': model(
    { members: count, restarts: z.boolean(), term: z.enum(['local', 'member', 'meta']) },
    models.divergingApply,
  ),
  'repeated-effect': model(
    { members: count, restarts: z.boolean(), place: z.enum(['in-apply', 'returned']) },
    models.repeatedEffect,
  ),
  'boot-formation': model(
    { nodes: count, guard: z.enum(['none', 'seed', 'lock', 'expected-size']) },
    models.bootFormation,
  ),
  'down-removes-newer': model({ deletes: z.enum(['key', 'owner']), owners: count }, models.downRemovesNewer),
  'cache-fill': model(
    {
      writer: z.enum(['store-then-delete', 'delete-then-store']),
      guard: z.enum(['none', 'versioned', 'one-owner']),
      ttlMs: timeOrNone,
    },
    models.cacheFill,
  ),
  'runs-per-tick': model({ replicas: count, guard: z.enum(['none', 'claim', 'leader']) }, models.runsPerTick),
  'limit-per-replica': model(
    { replicas: count, limit: z.int().min(1), shared: z.boolean() },
    models.limitPerReplica,
  ),
}

const names = Object.keys(known) as Trace['kind'][]

/** Explores a small model with values that the expert found: a suspicion becomes a trace, or is given up. */
export const witnessTool: Tool = defineTool({
  name: 'run_witness',
  description: `Explores a small model exhaustively and answers with the shortest bad trace, or that there is none. Values of each: ${names.map((name) => `${name} {${Object.keys(known[name]?.values.shape ?? {}).join(', ')}}`).join('; ')}. Times are milliseconds, null is "without limit"; the threshold of quorum-under-cut is floor(size / divisor) + plus.`,
  input: z.object({
    model: z.enum(names as [Trace['kind'], ...Trace['kind'][]]),
    values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  }),
  run({ model: name, values }) {
    const chosen = known[name]
    const read = chosen?.values.safeParse(values)
    if (!chosen || !read?.success) {
      const wrong = read?.error?.issues.map(
        ({ path, message }) => `${path.join('.') || 'values'}: ${message}`,
      )
      return {
        text: `These values do not fit ${name} (${(wrong ?? ['unknown model']).join('; ')}).`,
        wrong: 'input',
      }
    }
    const result = chosen.run(read.data)
    if (result.answer === 'broken')
      return {
        text: `Broken. ${result.howComputed}\n${result.steps.map((step, at) => `${at + 1}. ${step}`).join('\n')}`,
      }
    return {
      text: `${result.answer === 'none' ? 'No bad trace.' : 'No bad trace within the bound.'} ${result.howComputed}`,
    }
  },
})
