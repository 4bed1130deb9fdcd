import type { Recommendation, Sections } from '../../review/sections/shape.ts'
import { list, paragraph, prose, text } from '../cards/runs.ts'
import { sentence } from '../cards/words.ts'
import { type Block, blocksOf, grid, type Section, section } from './document.ts'
import { type Context, findingsNamed, run, shownAt } from './spans.ts'

/** What to do, in order of risk over effort: a table, then each with its steps and how it is undone. */
export function recommendationsSection({ recommendations }: Sections, context: Context): Section {
  const rows = recommendations.map((each) => [
    [text(String(each.rank))],
    [{ kind: 'jump' as const, text: titleOf(each), to: `recommendation-${each.rank}` }],
    [text(each.priority)],
    [text(effort(each))],
    each.mends.length === 0 ? [text('–')] : findingsNamed(each.mends, context),
  ])
  const table = grid(['No.', 'What', 'When', 'Effort', 'Mends'], rows, 'There is nothing to recommend.')
  const ranks = new Map(recommendations.map(({ id, rank }) => [id, rank]))
  const each = recommendations.map((item) => recommendation(item, ranks, context))
  return section('recommendations', 'Recommendations', [table], each)
}

function recommendation(item: Recommendation, ranks: ReadonlyMap<string, number>, context: Context): Section {
  const { rank, why, riskOfChange, steps, rollback, dependsOn, doneWhen, evidence, mends } = item
  const first = dependsOn.map((id) => String(ranks.get(id) ?? id))
  const mended: Block[] =
    mends.length === 0
      ? []
      : [{ kind: 'leads', leads: [[text('Mends '), ...findingsNamed(mends, context), text('.')]] }]
  return section(`recommendation-${rank}`, `${rank} · ${titleOf(item)}`, [
    ...blocksOf(paragraph(sentence(why))),
    ...mended,
    ...blocksOf(
      list(
        steps.map((step) => prose(sentence(step))),
        true,
      ),
    ),
    {
      kind: 'facts',
      facts: [
        ['Effort', prose(`${effort(item)}: ${sentence(item.effort.basis)}`)],
        ['Risk of the change', prose(sentence(riskOfChange))],
        ['Undo', prose(sentence(rollback))],
        ...(first.length === 0 ? [] : [['Comes after', run(first)] as const]),
        ['Done when', [...prose(sentence(doneWhen)), ...shownAt(evidence, context)]],
      ],
    },
  ])
}

/** Words of a sentence, as a title. */
function titleOf({ title }: Recommendation): string {
  return title.replaceAll('`', '').replace(/\.$/, '')
}

function effort({ effort: { low, high, unit } }: Recommendation): string {
  if (low !== high) return `${low} to ${high} ${unit}`
  return `${low} ${low === 1 ? unit.slice(0, -1) : unit}`
}
