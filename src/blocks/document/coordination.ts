import type { Sections } from '../../review/sections/shape.ts'
import type { Line } from '../card.ts'
import { list, paragraph, prose, strong, text } from '../cards/runs.ts'
import { sentence } from '../cards/words.ts'
import { type Block, blocksOf, grid, type Section, section } from './document.ts'
import { type Context, cellOf, findingsNamed, shownAt } from './spans.ts'

type UseCase = Sections['useCases'][number]

const fitWords = {
  fits: 'it fits',
  overkill: 'more than is needed',
  unsafe: 'unsafe',
  unknown: 'unknown',
} as const

/** What is coordinated by what today, whether that fits, and what the consensus model would take instead. */
export function coordinationSection({ useCases }: Sections, context: Context): Section {
  const rows = useCases.map((each) => [
    prose(each.name),
    [text(each.kind)],
    prose(each.mechanismNow),
    [text(fitWords[each.fit])],
    each.better === null ? [text('–')] : prose(each.better.name),
  ])
  const table = grid(
    ['Use case', 'Kind', 'Mechanism now', 'Fit', 'Better'],
    rows,
    'Nothing that is coordinated between nodes was found.',
  )
  const each = useCases.map((useCase, at) => useCaseSection(useCase, `use-case-${at + 1}`, context))
  return section('coordination', 'Consensus and coordination', [table], each)
}

function useCaseSection(useCase: UseCase, id: string, context: Context): Section {
  const { name, guaranteeNow, fit, why, findings, needs, options, better, question, evidence } = useCase
  const said: (readonly [string, Line])[] = [
    ['Now', [...prose(`${useCase.mechanismNow}: ${sentence(guaranteeNow)}`), ...shownAt(evidence, context)]],
    ['Fit', prose(`${fitWords[fit]}: ${sentence(why)}`)],
  ]
  const found: Block[] =
    findings.length === 0
      ? []
      : [{ kind: 'leads', leads: [[text('Rests on '), ...findingsNamed(findings, context), text('.')]] }]
  const choices = options.map(
    ({ name: option, score, caveat }): Line => [
      strong(`${option}: ${score.toFixed(1)} of 10`),
      ...(caveat === null ? [] : prose(`. ${sentence(caveat)}`)),
    ],
  )
  const instead =
    better === null
      ? []
      : [
          ...paragraph(`Better: ${better.name}. ${sentence(better.rationale)}`),
          ...list(better.wouldChange.map((change) => prose(`Would change it: ${sentence(change)}`))),
        ]
  const asked = needs.map(({ dimension, value, basis, because }) => [
    prose(dimension),
    prose(value),
    [text(basis)],
    prose(because),
  ])
  return section(id, `${useCase.kind}: ${name}`, [
    { kind: 'facts', facts: said },
    ...found,
    ...blocksOf([
      ...list(choices, true),
      ...instead,
      ...paragraph(question === null ? '' : `Open: ${sentence(question)}`),
    ]),
    ...(asked.length === 0 ? [] : [grid(['Need', 'Value', 'From', 'Because'], asked, '')]),
  ])
}

/** What each operation promises, and what it gives up in a cut and without one. */
export function operationsSection({ operations }: Sections, at: Context): Section {
  const rows = operations.map((each) => [
    prose(`${each.name}: ${each.does} of ${each.datum}`),
    prose(each.through),
    [text(each.consistency)],
    [text(each.inPartition.replaceAll('-', ' '))],
    [text(each.otherwise)],
    prose(sentence(each.because)),
    cellOf(each.evidence, at),
  ])
  const head = ['Operation', 'Through', 'Consistency', 'In a partition', 'Else for', 'Because', 'Place']
  return section('operations', 'CAP and PACELC, by operation', [
    grid(head, rows, 'No operation was found of which it can be told.'),
  ])
}
