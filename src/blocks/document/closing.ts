import type { Report } from '../../review/report.ts'
import type { Sections } from '../../review/sections/shape.ts'
import type { Line } from '../card.ts'
import { checklistCard } from '../cards/checklist.ts'
import { leftOut } from '../cards/coverage.ts'
import { code, list, paragraph, prose, text } from '../cards/runs.ts'
import { sentence } from '../cards/words.ts'
import { checklistPicture } from '../pictures/checklist.ts'
import { type Block, blocksOf, grid, type Section, section, source } from './document.ts'
import { type Context, cellOf, claim } from './spans.ts'

/** What was checked and holds, with its places. */
export function holdsSection(report: Report, at: Context): Section {
  const rules = report.examined.filter(({ holding }) => holding > 0)
  const rows = rules.map(({ holds, places, holding, examples }) => [
    prose(holds),
    [text(`${holding} of ${places}`)],
    cellOf(examples, at),
  ])
  const more = (report.sections?.holds ?? []).map(({ what, evidence }) => claim(what, evidence, at))
  return section('holds', 'What holds', [
    grid(['What', 'Places', 'Such as'], rows, 'No rule met a place that it could judge and found in order.'),
    ...blocksOf(list(more)),
  ])
}

/** The block for the project's own notes, to be pasted as it is. */
export function learningsSection({ learnings }: Sections): Section {
  return section('learnings', 'For the project’s notes', [
    ...blocksOf(
      paragraph(`For \`${learnings.path}\`. What stands between the same two marks there is replaced by it.`),
    ),
    source(learnings.block, 'markdown'),
  ])
}

export function nextStepsSection({ nextSteps }: Sections): Section {
  const items = nextSteps.map(
    ({ what, doneWhen, command }): Line => [
      ...prose(`${sentence(what)} Done when: ${sentence(doneWhen)}`),
      ...(command === null ? [] : [text(' '), code(command)]),
    ],
  )
  return section('next-steps', 'Next steps', blocksOf(list(items, true)))
}

/** The thirteen criteria as a picture and a table, and every file that was not read. */
export function checklistSection(report: Report): Section {
  const figure: Block = { kind: 'figure', picture: checklistPicture(report.checklist) }
  return section('checklist', 'Checklist', [figure, ...blocksOf(checklistCard(report).parts)])
}

/** The criteria alone, for a report of one page. */
export function shortChecklist(report: Report): Section {
  const rows = report.checklist.map(({ number, item, status, because }) => [
    [text(String(number))],
    [text(item)],
    [text(status.replaceAll('-', ' '))],
    prose(because),
  ])
  return section('checklist', 'Checklist', [
    grid(['No.', 'Criterion', 'Status', 'Because'], rows, ''),
    ...blocksOf(leftOut(report)),
  ])
}

/** What these pages do not say, and why. */
export function unknownsSection({ fixes, sections }: Report): Section {
  const unsaid = (sections?.unknowns ?? []).map(
    ({ what, because }): Line => prose(`${what}: ${sentence(because)}`),
  )
  const rejected = fixes.rejected.map(
    ({ rule, path, because }): Line => [
      text('A patch for '),
      code(rule),
      text(' in '),
      code(path),
      text(' is not shown: '),
      ...prose(sentence(because)),
    ],
  )
  const items = [...unsaid, ...rejected]
  return section(
    'unknowns',
    'What is not said here',
    blocksOf(
      items.length === 0
        ? paragraph('How it behaves under a real partition: the code was read, nothing was run.')
        : list(items),
    ),
  )
}
