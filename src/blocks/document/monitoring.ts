import type { Sections } from '../../review/sections/shape.ts'
import { code, list, paragraph, prose, text } from '../cards/runs.ts'
import { sentence } from '../cards/words.ts'
import { type Block, blocksOf, type Section, type SourceLanguage, section, source } from './document.ts'
import { type Context, claim, shownAt } from './spans.ts'

const languages: Record<string, SourceLanguage> = {
  elixir: 'elixir',
  erlang: 'erlang',
  shell: 'sh',
  promql: 'promql',
}

/** What is measured today, and what is missing with its reason here, code and a derived threshold. */
export function monitoringSection({ monitoring }: Sections, at: Context): Section {
  const { existing, gaps } = monitoring
  const has = existing.map(({ signal, evidence }) => claim(signal, evidence, at))
  return section(
    'monitoring',
    'Monitoring',
    [
      ...blocksOf(
        has.length === 0
          ? paragraph('Nothing that is measured was found.')
          : [...paragraph('Measured today:'), ...list(has)],
      ),
      ...blocksOf(gaps.length === 0 ? paragraph('No gap was found.') : []),
    ],
    gaps.map((gap, index) => gapSection(gap, `gap-${index + 1}`, at)),
  )
}

function gapSection(gap: Sections['monitoring']['gaps'][number], id: string, at: Context): Section {
  const { signal, whyHere, priority, snippet, alert, evidence } = gap
  const held = alert.forS === null ? '' : ` for ${alert.forS} s`
  const example: Block[] =
    snippet === null
      ? []
      : [
          source(snippet.code, languages[snippet.language] ?? 'sh'),
          ...blocksOf(
            snippet.fillIn.length === 0
              ? []
              : paragraph(`To fill in: ${sentence(snippet.fillIn.join('; '))}`),
          ),
        ]
  return section(id, signal, [
    {
      kind: 'facts',
      facts: [
        ['Why here', [...prose(sentence(whyHere)), ...shownAt(evidence, at)]],
        [
          'Alert',
          [
            code(alert.condition),
            text(`${held}. `),
            ...prose(`Derived from: ${sentence(alert.derivedFrom)}`),
          ],
        ],
        ['When', [text(priority)]],
      ],
    },
    ...example,
  ])
}
