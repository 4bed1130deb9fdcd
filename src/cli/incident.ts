import { incidentCard } from '../blocks/cards/incident.ts'
import { printable } from '../blocks/json.ts'
import { markdown } from '../blocks/markdown.ts'
import { terminal } from '../blocks/terminal.ts'
import { explainIncident } from '../review/incident/explain.ts'
import type { Report } from '../review/report.ts'
import type { EvaluateFormat } from './arguments.ts'
import type { Screen } from './print.ts'

/** Which findings of a review that was just made explain what happened. Throws a Refusal for words that name nothing. */
export function printIncident(said: string, report: Report, format: EvaluateFormat, screen: Screen): string {
  const incident = explainIncident(said, report)
  switch (format) {
    case 'json':
      return printable(incident)
    case 'markdown':
      return markdown([incidentCard(incident, report)])
    case 'terminal':
      return terminal([incidentCard(incident, report)], screen)
  }
}
