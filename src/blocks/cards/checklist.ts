import type { ChecklistItem, Report } from '../../review/report.ts'
import type { Card } from '../card.ts'
import { leftOut } from './coverage.ts'
import { heading, paragraph } from './runs.ts'
import { sentence } from './words.ts'

const statusWord: Record<ChecklistItem['status'], string> = {
  met: 'met',
  'not-met': 'not met',
  'not-applicable': 'not applicable',
  unknown: 'unknown',
}

/** The thirteen criteria with their status and what shows it, then every file that was not read. */
export function checklistCard(report: Report): Card {
  const { checklist } = report
  const met = checklist.filter((item) => item.status === 'met').length
  const title = `Checklist: ${met} of ${checklist.length} met`
  return {
    summary: sentence(title),
    parts: [
      heading(title),
      {
        kind: 'table',
        head: ['No.', 'Criterion', 'Status', 'Shown by'],
        rows: checklist.map((item) => [
          String(item.number),
          item.item,
          statusWord[item.status],
          shownBy(item),
        ]),
      },
      ...paragraph('A status is set by what was read, and is unknown where nothing shows it.'),
      ...leftOut(report),
    ],
  }
}

function shownBy({ because, evidence }: ChecklistItem): string {
  return [sentence(because), evidence.join(', ')].filter((words) => words !== '').join(' ')
}
