import type { ChecklistItem, Coverage, Finding } from './report.ts'

interface Line {
  readonly item: string
  /** A posted finding of one of these rules shows that the line is not met. */
  readonly brokenBy: readonly string[]
  /** Why it cannot be told from what this review looks at. */
  readonly unknown: string
}

/** The thirteen lines, in their order. None is met by default: absence of a finding is no evidence. */
const lines: readonly Line[] = [
  {
    item: 'Clustering strategy suits the scale',
    brokenBy: [],
    unknown: 'The number of nodes, now and planned, is not in the code.',
  },
  {
    item: 'Coordination mechanism justified per use case',
    brokenBy: [],
    unknown: 'Use cases and what they need are not judged.',
  },
  {
    item: 'Split-brain prevention: votes or terms, fencing, step-down',
    brokenBy: ['leader-by-node-order', 'quorum-of-visible', 'quorum-not-majority'],
    unknown: 'No known shape of split brain was found; votes, fencing and step-down were not located.',
  },
  {
    item: 'Quorum arithmetic right, on current membership',
    brokenBy: ['quorum-not-majority', 'quorum-of-visible'],
    unknown:
      'Whether every quorum in the code was recognised, and whether its membership is current, is not judged.',
  },
  {
    item: 'Clocks: nothing compared between nodes, leases fenced, error bound known',
    brokenBy: ['clock-wall-lease'],
    unknown: 'Only leases and locks were looked at; the clock error is not in the code.',
  },
  {
    item: 'Partition behaviour defined; merges are joins',
    brokenBy: ['mnesia-no-partition-recovery'],
    unknown: 'Partitions were not walked through, and merge functions are not judged.',
  },
  {
    item: 'CAP/PACELC choice explicit per operation',
    brokenBy: [],
    unknown: 'Operations are not judged one by one.',
  },
  {
    item: 'Retries idempotent; time-outs are unknown outcomes',
    brokenBy: [],
    unknown: 'Retries are not judged.',
  },
  { item: 'Distribution secured', brokenBy: [], unknown: 'Cookies, TLS and open ports are not judged.' },
  {
    item: 'Monitoring recommended with derived thresholds',
    brokenBy: [],
    unknown: 'Monitoring is not judged.',
  },
  { item: 'Test plan executable', brokenBy: [], unknown: 'This review has no test plan.' },
  {
    item: 'Findings and decisions written for project learnings',
    brokenBy: [],
    unknown: 'This review writes no documentation block.',
  },
]

/** @returns 13 items; the last, that what was not reviewed is stated, is met by the coverage itself. */
export function checklist(findings: readonly Finding[], coverage: Coverage): ChecklistItem[] {
  const items = lines.map(({ item, brokenBy, unknown }, index): ChecklistItem => {
    const broken = findings.filter((finding) => finding.posted && brokenBy.includes(finding.rule))
    const evidence = broken.map(
      ({ rule, locations: [first] }) => `${rule} at ${first?.path}:${first?.startLine}`,
    )
    return broken.length > 0
      ? {
          number: index + 1,
          item,
          status: 'not-met',
          evidence,
          because: `${broken.length} ${broken.length === 1 ? 'finding shows' : 'findings show'} it.`,
        }
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
