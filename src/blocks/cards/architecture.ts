import type { Location, Report } from '../../review/report.ts'
import type { Card, Line, Part } from '../card.ts'
import { type At, places } from './place.ts'
import { code, heading, line, list, paragraph, prose, strong, text } from './runs.ts'
import { sentence } from './words.ts'

/** Places shown for one fact. */
const mostPlaces = 3

/** Whether anything about the architecture is known. */
export function hasArchitecture({ architecture }: Report): boolean {
  const { distribution, discovery, libraries, registries, pubsub } = architecture
  return (
    'evidence' in distribution || [discovery, libraries, registries, pubsub].some((facts) => facts.length > 0)
  )
}

/** How the nodes are joined and what holds them together, each with its places. */
export function architectureCard(report: Report): Card {
  const { discovery, libraries, registries, pubsub } = report.architecture
  const title = `Architecture of ${report.target.repository}`
  return {
    summary: `${title}.`,
    parts: [
      heading(title),
      distribution(report),
      ...section(
        'Discovery',
        discovery.map((found) => discoveryLine(found, report)),
      ),
      ...section(
        'Registries',
        registries.map((found) => kindLine(found, report)),
      ),
      ...section(
        'Publish and subscribe',
        pubsub.map((found) => kindLine(found, report)),
      ),
      ...libraryTable(libraries),
    ],
  }
}

function distribution(report: Report): Part {
  const fact = report.architecture.distribution
  if (!('evidence' in fact))
    return line(strong('Distribution:'), text(' unknown. '), ...prose(sentence(fact.because)))
  return line(strong('Distribution:'), text(' '), code(fact.value), ...shown(fact.evidence, report))
}

function discoveryLine(found: Report['architecture']['discovery'][number], at: At): Line {
  const settings = Object.entries(found.settings).map(([key, value]) => `${key}: ${value}`)
  return [
    code(found.library),
    text(', '),
    code(found.strategy),
    ...(settings.length > 0 ? [text(' with '), code(settings.join(', '))] : []),
    ...shown(found.evidence, at),
  ]
}

function kindLine(found: { kind: string; evidence: Location[] }, at: At): Line {
  return [code(found.kind), ...shown(found.evidence, at)]
}

function shown(evidence: readonly Location[], at: At): Line {
  return evidence.length === 0 ? [] : [text(' ('), ...places(evidence, at, mostPlaces), text(')')]
}

function section(title: string, items: readonly Line[]): Part[] {
  return items.length === 0 ? paragraph(`${title}: none found.`) : [line(strong(`${title}:`)), ...list(items)]
}

function libraryTable(libraries: Report['architecture']['libraries']): Part[] {
  if (libraries.length === 0) return paragraph('Libraries for clustering: none found.')
  const rows = libraries.map(({ name, version, from }) => [name, version ?? 'not locked', from])
  return [line(strong('Libraries:')), { kind: 'table', head: ['Library', 'Version', 'From'], rows }]
}
