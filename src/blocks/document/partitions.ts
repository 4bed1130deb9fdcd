import type { Scenario, Sections } from '../../review/sections/shape.ts'
import type { Line } from '../card.ts'
import { list, paragraph, prose, text } from '../cards/runs.ts'
import { sentence } from '../cards/words.ts'
import { blocksOf, grid, type Section, section } from './document.ts'
import { type Context, claim, shownAt } from './spans.ts'

const definedWords: Record<Scenario['defined'], string> = {
  yes: 'defined',
  no: 'not defined',
  'by-accident': 'by accident',
  unknown: 'unknown',
}

/** Each cut in a line; at depth deep each is walked through as well. */
export function partitionSection({ scenarios }: Sections, context: Context): Section {
  const rows = scenarios.map((each) => [
    prose(each.title),
    [text(spoken(each.reads))],
    [text(spoken(each.writes))],
    [text(spoken(each.leaders))],
    [text(seen(each.detection))],
    [text(definedWords[each.defined])],
  ])
  const table = grid(
    ['Cut', 'Reads', 'Writes', 'Leaders', 'Seen after', 'Behaviour'],
    rows,
    'No scenario was walked through.',
  )
  if (context.depth !== 'deep')
    return section('partitions', 'Partition behaviour', [
      table,
      ...blocksOf(paragraph('Each is walked through at `--depth deep`.')),
    ])
  const each = scenarios.map((scenario) => walk(scenario, context))
  return section('partitions', 'Partition behaviour', [table], each)
}

function walk(scenario: Scenario, at: Context): Section {
  const { id, title, cut, reads, writes, leaders, detection, onHeal, dataAtRisk, evidence } = scenario
  const facts: (readonly [string, Line])[] = [
    ['Cut', prose(sentence(cut))],
    ['Reads', prose(`${spoken(reads)}: ${sentence(reads.because)}`)],
    ['Writes', prose(`${spoken(writes)}: ${sentence(writes.because)}`)],
    ['Leaders', prose(`${spoken(leaders)}: ${sentence(leaders.because)}`)],
    [
      'Seen',
      prose(
        detection === null ? 'Nothing detects it.' : `${seen(detection)}: ${sentence(detection.because)}`,
      ),
    ],
    ['When it heals', prose(sentence(onHeal))],
    ['Behaviour', [text(definedWords[scenario.defined]), ...shownAt(evidence, at)]],
  ]
  const risks = dataAtRisk.map(({ what, why, evidence: where }) => claim(`${what}: ${why}`, where, at))
  return section(`scenario-${id}`, title, [
    { kind: 'facts', facts },
    ...blocksOf(risks.length === 0 ? [] : [...paragraph('Data at risk:'), ...list(risks)]),
  ])
}

function spoken({ who }: Scenario['reads']): string {
  return who.replaceAll('-', ' ')
}

function seen(detection: Scenario['detection']): string {
  if (detection === null) return 'never'
  const { minS, maxS } = detection
  return minS === maxS ? `${minS} s` : `${minS} to ${maxS} s`
}
