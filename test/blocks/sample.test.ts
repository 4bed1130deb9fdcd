import { expect, test } from 'vitest'
import { Report } from '../../src/review/report.ts'
import { aQuietReport, aReport } from './sample.ts'

test('the sample reports are reports', () => {
  expect(Report.parse(aReport())).toEqual(aReport())
  expect(Report.parse(aQuietReport())).toEqual(aQuietReport())
})

test('the counts of the sample are those of its findings', () => {
  const { counts, findings } = aReport()
  const posted = findings.filter((finding) => finding.posted)
  expect(counts).toEqual({
    critical: posted.filter(({ severity }) => severity === 'critical').length,
    important: posted.filter(({ severity }) => severity === 'important').length,
    minor: posted.filter(({ severity }) => severity === 'minor').length,
    belowThreshold: findings.length - posted.length,
    accepted: 0,
  })
})
