import type { Finding } from '../report.ts'
import { rules } from '../rules/index.ts'

/** The page of the rule that made a finding, in the source of distreview; null where no rule has it. */
export function pageOf({ rule }: Pick<Finding, 'rule'>): string | null {
  const found = rules.find(({ id }) => id === rule)
  return found === undefined ? null : `src/review/rules/${found.family}/${found.id}/README.md`
}
