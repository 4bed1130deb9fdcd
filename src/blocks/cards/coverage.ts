import type { Report } from '../../review/report.ts'
import type { Line, Part, Run } from '../card.ts'
import { expertNotes } from './expert.ts'
import { placeText } from './place.ts'
import { code, footnote, joined, line, list, prose, strong, text } from './runs.ts'
import { count, duration, number, sentence, shortCommit } from './words.ts'

/** Files left out that are named in small print; the rest are listed with the checklist. */
const mostNamed = 3

/** What was read, of what, and how long it took; then everything that the reader must know, as small print. */
export function coverageNotes(report: Report): Part[] {
  const { coverage } = report
  return [
    footnote(...reviewed(report), text('.'), ...read(report)),
    ...expertNotes(report),
    ...(coverage.unread.length > 0 ? [footnote(...unread(report))] : []),
    ...coverage.notes.map((note) => footnote(...prose(sentence(note)))),
  ]
}

/** `acme/shop at main (3f2a91c)`; for a folder without git only its name. */
export function reviewed({ target, commit }: Pick<Report, 'target' | 'commit'>): Run[] {
  const short = shortCommit(commit)
  const runs: Run[] = [text(target.repository)]
  if (target.ref !== null) runs.push(text(' at '), code(target.ref))
  if (short !== null)
    runs.push(text(target.ref === null ? ' at ' : ' ('), code(short), text(target.ref === null ? '' : ')'))
  if (target.kind === 'worktree')
    runs.push(text(target.dirty ? ', the working folder with its changes' : ', the working folder'))
  return runs.filter((run) => run.text !== '')
}

/** Every file and part of a file that was not read, with its reason; nothing where all was read. */
export function leftOut({ coverage }: Report): Part[] {
  const items = [
    ...coverage.skipped.map(({ path, reason }): Line => [code(path), text(`, ${reason}`)]),
    ...coverage.unread.map((part): Line => [code(placeText(part)), text(`, ${part.reason}`)]),
  ]
  return items.length === 0 ? [] : [line(strong('Not read:')), ...list(items)]
}

function read({ coverage, tool, durationMs }: Report): Run[] {
  const skipped = coverage.skipped.length
  const files =
    skipped === 0
      ? `all ${count(coverage.files, 'file')}`
      : `${number(coverage.files)} of ${count(coverage.files + skipped, 'file')}`
  const context =
    coverage.contextFiles === 0 ? '' : ` ${count(coverage.contextFiles, 'more file')} read for context.`
  return [
    text(` Read ${files}, ${count(coverage.lines, 'line')}`),
    ...(skipped === 0 ? [] : named(coverage.skipped)),
    text(`.${context} ${count(tool.rules, 'rule')}, ${duration(durationMs)}.`),
  ]
}

function named(skipped: Report['coverage']['skipped']): Run[] {
  const first = skipped.slice(0, mostNamed).map(({ path, reason }): Line => [code(path), text(`, ${reason}`)])
  const rest = skipped.length - first.length
  const more = rest === 0 ? '' : `; ${number(rest)} more, listed with the checklist`
  return [text(` (${number(skipped.length)} left out: `), ...joined(first, '; '), text(`${more})`)]
}

function unread({ coverage }: Report): Run[] {
  const first = coverage.unread
    .slice(0, mostNamed)
    .map((part): Line => [code(placeText(part)), text(`, ${part.reason}`)])
  const rest = coverage.unread.length - first.length
  const more = rest === 0 ? '' : `; ${number(rest)} more, listed with the checklist`
  return [text(`Not read within a file: `), ...joined(first, '; '), text(`${more}.`)]
}
