import type { Comparison } from '../../review/compare.ts'
import type { Report } from '../../review/report.ts'

/** What changed since the review before, which was of `earlier`. */
export interface Since {
  readonly earlier: Report
  readonly comparison: Comparison
}
