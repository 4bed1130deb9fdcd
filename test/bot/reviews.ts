import type { Report } from '../../src/review/report.ts'
import type { Progress, Review, ReviewRequest } from '../../src/review/request.ts'
import { aReport } from '../blocks/sample.ts'
import { aFinding } from '../blocks/sample-finding.ts'

export const commit = '3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b'

const steps: readonly Progress[] = [
  { phase: 'fetch', state: 'under-way', text: 'fetching main' },
  { phase: 'fetch', state: 'done', text: 'fetched 1.3 MB in 0.4 s', commit },
  { phase: 'read', state: 'under-way', text: 'reading 212 files' },
  { phase: 'read', state: 'done', text: 'read 212 files, 31,480 lines' },
  { phase: 'rules', state: 'done', text: '58 rules' },
]

/** One critical finding, so that a thread can be compared whole. */
export function oneFinding(overrides: Partial<Report> = {}): Report {
  const { coverage } = aReport()
  return aReport({
    coverage: { ...coverage, unread: [], notes: [] },
    findings: [aFinding()],
    counts: { critical: 1, important: 0, minor: 0, belowThreshold: 0, accepted: 0 },
    ...overrides,
  })
}

/** A review that takes the steps above and then resolves to the report; `requests` are those that it served. */
export function reviewOf(report: Report): Review & { readonly requests: ReviewRequest[] } {
  const requests: ReviewRequest[] = []
  const review: Review = async (request, progress) => {
    requests.push(request)
    for (const step of steps) progress(step)
    return report
  }
  return Object.assign(review, { requests })
}
