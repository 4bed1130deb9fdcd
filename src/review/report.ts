import { z } from 'zod'
import { fact, Location } from './location.ts'
import { Sections } from './sections/shape.ts'
import { ClusterFacts } from './what-if/facts.ts'

export { Location }

/**
 * The shared vocabulary: a Report is the truth, every card, file and exit code is made from it.
 * Content follows the report shape of the product; names are camelCase and are the public JSON.
 */

export const severities = ['critical', 'important', 'minor'] as const
export const Severity = z.enum(severities)

/** quick: the engine; standard and deep: the engine, then the expert, with more effort and budget. */
export const depths = ['quick', 'standard', 'deep'] as const

/** One named reason for (positive) or against (negative) a finding; confidence is their sum. */
export const Evidence = z.object({
  name: z.string(),
  weight: z.int(),
  text: z.string(),
  location: Location.nullable(),
})

/** Two disjoint groups of `nodes` that both reach the threshold as it is written in the code. */
export const QuorumSets = z.object({
  kind: z.literal('quorum-sets'),
  nodes: z.int(),
  left: z.array(z.string()),
  right: z.array(z.string()),
  /** Votes that the code asks for on each side; they differ where the size is what a side can see. */
  leftNeeds: z.int(),
  rightNeeds: z.int(),
  steps: z.array(z.string()),
  howComputed: z.string(),
})
/** The small models that are explored; one file each in witness/. */
const models = [
  'disjoint-quorums',
  'read-write-overlap',
  'write-write-overlap',
  'quorum-under-cut',
  'visibility-election',
  'first-of-visible',
  'wall-clock-lease',
  'monotonic-lease',
  'paused-holder',
  'late-renewal',
  'read-modify-write',
  'check-then-act',
  'join-laws',
  'take-over',
  'clean-up',
  'hash-mod',
  'mesh-links',
  'sequential-fan-out',
  'timeout-inversion',
  'one-way-neighbours',
  'diverging-apply',
  'repeated-effect',
  'boot-formation',
  'down-removes-newer',
  'cache-fill',
  'misaligned-zip',
  'runs-per-tick',
  'limit-per-replica',
] as const

/**
 * The shortest bad trace of a model that was explored with the values found in the code. `steps` are its words, one
 * for each of `events`, with the state after it; `lanes` (who acts) and `events` are what a timeline is drawn from.
 * `at` counts steps from 0, or milliseconds from 0, as `unit` says.
 */
export const Trace = z.object({
  kind: z.enum(models),
  answer: z.literal('broken'),
  /** The values that were explored, those found in the code among them; null stands for "without limit". */
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  steps: z.array(z.string()).min(1),
  lanes: z.array(z.string()).min(1),
  events: z.array(z.object({ at: z.number().min(0), lane: z.string(), text: z.string() })).min(1),
  unit: z.enum(['step', 'ms']),
  howComputed: z.string(),
})

const NoWitness = z.object({ kind: z.literal('none'), because: z.string() })
export const Witness = z.discriminatedUnion('kind', [QuorumSets, Trace, NoWitness])

/** Whole lines `startLine` to `endLine` (1-based, inclusive) become `lines`; `endLine = startLine - 1` inserts before. A line keeps its `\r`. */
export const Edit = z.object({
  startLine: z.int().min(1),
  endLine: z.int().min(0),
  lines: z.array(z.string()),
})

/** A change at the reviewed commit that was applied in memory, parsed and reviewed again: the finding is gone. */
export const Patch = z.object({
  files: z.array(z.object({ path: z.string(), edits: z.array(Edit).min(1) })).min(1),
  /** Unified, as `git apply` takes it. */
  diff: z.string(),
})

/** `code` is an example in the language of the finding; `patch` mends the code itself, where that could be shown. */
const Fix = z.object({
  summary: z.string(),
  code: z.string().nullable(),
  language: z.enum(['elixir', 'erlang']),
  residualRisk: z.string().nullable(),
  patch: Patch.nullable().default(null),
})

/** Patches that are shown, and those that did not stand their check: their findings keep the advice in words. */
const Fixes = z.object({
  shown: z.int(),
  rejected: z.array(z.object({ rule: z.string(), path: z.string(), because: z.string() })),
})

export const Finding = z.object({
  rule: z.string(),
  family: z.string(),
  severity: Severity,
  confidence: z.int().min(0).max(95),
  /** The strongest kind of evidence; `model`: a model judged it, and its quote was found in the source. */
  confidenceBasis: z.enum(['shape', 'config', 'dataflow', 'witness', 'model']),
  /** False below the posting threshold: shown with `--all`, counted in the summary. */
  posted: z.boolean(),
  /** rule + path + normalised form of the code: survives moves within the file. */
  fingerprint: z.string(),
  /** rule + symbol: survives moves between files. */
  symbolFingerprint: z.string(),
  title: z.string(),
  problem: z.string(),
  /** How the system fails, step by step. */
  failureScenario: z.array(z.string()),
  impact: z.string(),
  locations: z.array(Location).min(1),
  evidence: z.array(Evidence),
  /** What would have made it right, and was looked for in vain. */
  guardsLookedFor: z.array(z.string()),
  witness: Witness,
  fix: Fix,
  sources: z.array(z.string()),
  origin: z.enum(['rule', 'model']),
  /** The reviewed repository says that it lives with this, and where it says so. */
  accepted: z
    .object({ reason: z.string(), path: z.string(), line: z.int().min(1) })
    .nullable()
    .default(null),
})

export const Library = z.object({
  name: z.string(),
  /** From the lock file; null where only the requirement is known. */
  version: z.string().nullable(),
  from: z.string(),
})

export const Architecture = z.object({
  distribution: fact(z.enum(['disterl', 'partisan', 'none'])),
  /** One entry for each mechanism by which nodes find each other. */
  discovery: z.array(
    z.object({
      library: z.string(),
      strategy: z.string(),
      settings: z.record(z.string(), z.string()),
      evidence: z.array(Location),
    }),
  ),
  libraries: z.array(Library),
  registries: z.array(z.object({ kind: z.string(), evidence: z.array(Location) })),
  pubsub: z.array(z.object({ kind: z.string(), evidence: z.array(Location) })),
})

export const Coverage = z.object({
  /** Files, lines and bytes of Elixir and Erlang that were parsed within the reviewed paths. */
  files: z.int(),
  lines: z.int(),
  bytes: z.int(),
  /** Files outside the paths that were read for context: callers, configuration, dependencies. */
  contextFiles: z.int(),
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  /** Parts of parsed files that could not be read: the def or form, not the file. */
  unread: z.array(z.object({ path: z.string(), startLine: z.int(), endLine: z.int(), reason: z.string() })),
  /** Limits that were met and what follows, and other things the reader must know. */
  notes: z.array(z.string()),
})

export const ChecklistItem = z.object({
  number: z.int().min(1).max(13),
  item: z.string(),
  status: z.enum(['met', 'not-met', 'not-applicable', 'unknown']),
  /** For met and not met: what shows it. */
  evidence: z.array(z.string()),
  because: z.string(),
})

/** What a rule looked at and found in order, with up to three places: what holds. */
export const Examined = z.object({
  rule: z.string(),
  title: z.string(),
  places: z.int(),
  holding: z.int(),
  /** What holds, in words, for `holding` of `places`. */
  holds: z.string(),
  examples: z.array(Location),
})

/** A run of the model over the program: what it cost, what it claimed, why it ended. */
const ExpertRun = z.object({
  model: z.string(),
  /** Answers of the model. */
  turns: z.int(),
  /** Tokens sent, those read from the cache and written to it included. */
  inputTokens: z.int(),
  /** Of those, the ones read from the cache. */
  cachedTokens: z.int().default(0),
  outputTokens: z.int(),
  /** By the list prices known to this version. */
  costUsd: z.number(),
  /** Claims, those dropped included. */
  submitted: z.int(),
  dropped: z.array(z.object({ claim: z.string(), reason: z.string() })),
  /** Claims that stand in the source and that a second reading refuted: not posted. */
  refuted: z.array(z.object({ claim: z.string(), reason: z.string() })).default([]),
  /** What the expert adds to parts of the report, and to findings of the rules (`subject`: a fingerprint). */
  sections: z
    .array(z.object({ subject: z.string(), text: z.string(), evidence: z.array(Location) }))
    .default([]),
  /** What ended it before the model was done. */
  stoppedBy: z.enum(['tokens', 'money', 'turns', 'error']).nullable(),
  /** One sentence about an early end. */
  note: z.string().nullable(),
})

const Target = z.object({
  /** As people name it: owner/name, or the folder's name. */
  repository: z.string(),
  /** `commit`: git objects; `worktree`: files of a working folder as they are; `folder`: no git at all. */
  kind: z.enum(['commit', 'worktree', 'folder']),
  paths: z.array(z.string()),
  ref: z.string().nullable(),
  dirty: z.boolean(),
  languages: z.array(z.enum(['elixir', 'erlang'])),
  /** `https://host/owner/name` where the commit can be opened in a browser. */
  webUrl: z.string().nullable(),
})

export const Report = z.object({
  tool: z.object({ name: z.literal('distreview'), version: z.string(), rules: z.int() }),
  target: Target,
  /** Full object id; null only for a folder without git. */
  commit: z.string().nullable(),
  depth: z.enum(depths),
  ranAt: z.iso.datetime(),
  durationMs: z.int(),
  verdict: z.enum(['no-findings', 'findings', 'critical-findings', 'insufficient-evidence']),
  counts: z.object({
    critical: z.int(),
    important: z.int(),
    minor: z.int(),
    belowThreshold: z.int(),
    /** Findings that the repository accepts; critical ones are counted above as well. */
    accepted: z.int().default(0),
  }),
  findings: z.array(Finding),
  fixes: Fixes.default({ shown: 0, rejected: [] }),
  examined: z.array(Examined),
  architecture: Architecture,
  coverage: Coverage,
  checklist: z.array(ChecklistItem).length(13),
  /** The parts made of facts; null in reports made before there were any. */
  sections: Sections.nullable().default(null),
  /** What "what if" reasons from; null in reports made before there was any. */
  facts: ClusterFacts.nullable().default(null),
  /** What the expert did; null at depth quick, and where no model key is set. */
  expert: ExpertRun.nullable(),
})

export type Severity = z.infer<typeof Severity>
export type Evidence = z.infer<typeof Evidence>
export type QuorumSets = z.infer<typeof QuorumSets>
export type Witness = z.infer<typeof Witness>
export type Trace = z.infer<typeof Trace>
export type Edit = z.infer<typeof Edit>
export type Patch = z.infer<typeof Patch>
export type Finding = z.infer<typeof Finding>
export type Library = z.infer<typeof Library>
export type Architecture = z.infer<typeof Architecture>
export type Coverage = z.infer<typeof Coverage>
export type ChecklistItem = z.infer<typeof ChecklistItem>
export type Examined = z.infer<typeof Examined>
export type ExpertRun = z.infer<typeof ExpertRun>
export type Depth = (typeof depths)[number]
export type Report = z.infer<typeof Report>
