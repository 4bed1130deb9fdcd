import type { ChecklistItem, Coverage, Finding } from './report.ts'
import type { Sections } from './sections/shape.ts'

interface Line {
  readonly item: string
  /** A posted finding of one of these rules shows that the line is not met. */
  readonly brokenBy: readonly string[]
  /** Why it cannot be told from what this review looks at. */
  readonly unknown: string
  /** What of the report's own parts meets it. */
  readonly shown?: (sections: Sections) => Pick<ChecklistItem, 'evidence' | 'because'> | null
}

/** The thirteen lines, in their order. None is met by default: absence of a finding is no evidence. */
const lines: readonly Line[] = [
  {
    item: 'Clustering strategy suits the scale',
    brokenBy: [
      'mesh-size',
      'partisan-misconfigured',
      'discovery-failure-disconnects',
      'partition-prevention-off',
      'stateful-on-ephemeral-identity',
    ],
    unknown:
      'Whether the number of nodes, now and planned, suits the strategy is not judged where manifests do not name it.',
  },
  {
    item: 'Coordination mechanism justified per use case',
    brokenBy: [],
    unknown: 'What each use case needs is not in the code: the report lists what was assumed.',
  },
  {
    item: 'Split-brain prevention: votes or terms, fencing, step-down',
    brokenBy: [
      'leader-no-quorum',
      'leader-visibility-quorum',
      'leader-by-node-order',
      'quorum-of-visible',
      'quorum-not-majority',
      'down-noconnection-as-death',
      'horde-quorum-auto-members',
      'boot-split-formation',
      'halt-on-partition',
    ],
    unknown: 'No known shape of split brain was found; votes, fencing and step-down were not located.',
  },
  {
    item: 'Quorum arithmetic right, on current membership',
    brokenBy: ['quorum-not-majority', 'quorum-of-visible', 'quorum-frozen-size', 'quorum-rw-no-overlap'],
    unknown:
      'Whether every quorum in the code was recognised, and whether its membership is current, is not judged.',
  },
  {
    item: 'Clocks: nothing compared between nodes, leases fenced, error bound known',
    brokenBy: [
      'clock-wall-lease',
      'clock-monotonic-crosses-vm',
      'clock-lww-timestamp',
      'clock-id-not-unique',
      'lease-renew-too-late',
    ],
    unknown: 'No known misuse of a clock was found; the clock error is not in the code.',
  },
  {
    item: 'Partition behaviour defined; merges are joins',
    brokenBy: [
      'mnesia-no-partition-recovery',
      'mnesia-no-majority',
      'merge-not-a-join',
      'nodedown-cleanup-everywhere',
      'crdt-neighbours-overwritten',
      'crdt-neighbours-one-way',
      'global-conflict-default-kill',
    ],
    unknown: 'No known shape was found; what the walk-through says was not seen to happen.',
  },
  {
    item: 'CAP/PACELC choice explicit per operation',
    brokenBy: [],
    unknown:
      'The report lists what each operation does in a partition; whether that was chosen is not in the code.',
  },
  {
    item: 'Retries idempotent; time-outs are unknown outcomes',
    brokenBy: [
      'timeout-treated-as-not-done',
      'retry-not-idempotent',
      'dual-write',
      'publish-before-commit',
      'ra-timeout-resubmit',
      'cron-on-every-node',
    ],
    unknown: 'No known shape was found; whether every retry is idempotent is not judged.',
  },
  {
    item: 'Distribution secured',
    brokenBy: ['dist-cookie-in-repo', 'dist-not-encrypted', 'binary-to-term-untrusted'],
    unknown:
      'No literal cookie, open port or untrusted term was found in what was read; networks are not in the code.',
  },
  {
    item: 'Monitoring recommended with derived thresholds',
    brokenBy: [],
    unknown: 'No code was found that forms a cluster: nothing was derived.',
    shown: ({ monitoring }) =>
      monitoring.gaps.length > 0
        ? {
            evidence: monitoring.gaps.map(({ id }) => `monitoring: ${id}`),
            because: 'Each gap has an alert and where its threshold comes from.',
          }
        : null,
  },
  {
    item: 'Test plan executable',
    brokenBy: [],
    unknown: 'No test of the plan can be run as it is: each says what it needs.',
    shown: ({ testFiles }) => {
      const whole = testFiles.filter(({ fillIn }) => fillIn.length === 0)
      return whole.length > 0
        ? {
            evidence: whole.map(({ path }) => `test plan: ${path}`),
            because: 'These files can be run; the other tests say what they need. None was run here.',
          }
        : null
    },
  },
  {
    item: 'Findings and decisions written for project learnings',
    brokenBy: [],
    unknown: 'This review writes no documentation block.',
    shown: ({ learnings }) => ({
      evidence: [`documentation block for ${learnings.path}`],
      because: 'The block is written; it is not yet in the repository.',
    }),
  },
]

/** The rules whose posted findings show that a line is not met. */
export function brokenByRules(): string[] {
  return lines.flatMap(({ brokenBy }) => brokenBy)
}

/** @param sections what the report itself recommends, plans and writes; null ticks none of these lines
 * @returns 13 items; the last, that what was not reviewed is stated, is met by the coverage itself. */
export function checklist(
  findings: readonly Finding[],
  coverage: Coverage,
  sections: Sections | null = null,
): ChecklistItem[] {
  const items = lines.map(({ item, brokenBy, unknown, shown }, index): ChecklistItem => {
    const broken = findings.filter((finding) => finding.posted && brokenBy.includes(finding.rule))
    const evidence = broken.map(
      ({ rule, locations: [first] }) => `${rule} at ${first?.path}:${first?.startLine}`,
    )
    if (broken.length > 0)
      return {
        number: index + 1,
        item,
        status: 'not-met',
        evidence,
        because: `${broken.length} ${broken.length === 1 ? 'finding shows' : 'findings show'} it.`,
      }
    const met = sections ? shown?.(sections) : null
    return met
      ? { number: index + 1, item, status: 'met', ...met }
      : { number: index + 1, item, status: 'unknown', evidence: [], because: unknown }
  })
  const stated = `read ${coverage.files} ${coverage.files === 1 ? 'file' : 'files'}, ${coverage.skipped.length} left out with their reasons, ${coverage.unread.length} parts unread`
  items.push({
    number: 13,
    item: 'What was not reviewed is stated',
    status: 'met',
    evidence: [stated],
    because: 'The coverage names it.',
  })
  return items
}
