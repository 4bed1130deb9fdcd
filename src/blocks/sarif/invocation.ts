import type { Report } from '../../review/report.ts'
import { coverageNotes } from '../cards/coverage.ts'
import { sentence } from '../cards/words.ts'
import { visible } from '../escape.ts'
import { artifact } from './places.ts'

/** When it ran, and what it did not read and why. */
export function invocation(report: Report) {
  const { ranAt, durationMs, coverage, verdict } = report
  const skipped = coverage.skipped.map(({ path, reason }) =>
    note('file-not-read', `Not read: ${reason}`, { physicalLocation: { artifactLocation: artifact(path) } }),
  )
  const unread = coverage.unread.map(({ path, startLine, endLine, reason }) =>
    note('part-not-read', `Not read: ${reason}`, {
      physicalLocation: {
        artifactLocation: artifact(path),
        region: { startLine: Math.max(1, startLine), endLine: Math.max(1, startLine, endLine) },
      },
    }),
  )
  const notes = coverageNotes(report).map((part) =>
    note('coverage', part.kind === 'footnote' ? part.line.map((run) => run.text).join('') : ''),
  )
  return {
    executionSuccessful: verdict !== 'insufficient-evidence',
    startTimeUtc: ranAt,
    endTimeUtc: new Date(Date.parse(ranAt) + durationMs).toISOString(),
    toolExecutionNotifications: [...notes, ...skipped, ...unread],
  }
}

function note(id: string, text: string, location?: object) {
  const message = { text: visible(sentence(text)) || '.' }
  const level = id === 'coverage' ? 'note' : 'warning'
  return { descriptor: { id }, level, message, ...(location === undefined ? {} : { locations: [location] }) }
}
