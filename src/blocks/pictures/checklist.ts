import type { ChecklistItem } from '../../review/report.ts'
import { block, plain } from './lettering.ts'
import type { Picture, Role, Shape } from './scene.ts'

const margin = 16

const looks: Record<
  ChecklistItem['status'],
  { readonly mark: string; readonly word: string; readonly role: Role }
> = {
  met: { mark: '✓', word: 'met', role: 'good' },
  'not-met': { mark: '×', word: 'not met', role: 'danger' },
  'not-applicable': { mark: '–', word: 'does not apply', role: 'hush' },
  unknown: { mark: '?', word: 'unknown', role: 'hush' },
}

/** The criteria, each with a mark and a word for its status. */
export function checklistPicture(items: readonly ChecklistItem[]): Picture {
  const met = items.filter(({ status }) => status === 'met').length
  const heading = `Checklist: ${met} of ${items.length} met`
  return { alt: altOf(heading, items), draw: (width) => draw(heading, items, width) }
}

function draw(heading: string, items: readonly ChecklistItem[], width: number) {
  const narrow = width < 520
  const inner = width - 2 * margin
  const head = block(heading, { x: margin, top: margin, width: inner, size: 16, weight: 'strong' })
  const shapes: Shape[] = [...head.shapes]
  const word = narrow ? 0 : 118
  let y = head.bottom + 10
  for (const { number, item, status } of items) {
    const { mark, word: said, role } = looks[status]
    const middle = y + 10
    shapes.push({
      kind: 'circle',
      x: margin + 10,
      y: middle,
      radius: 10,
      fill: status === 'unknown' ? 'tint' : role,
      stroke: role,
    })
    const fill = status === 'unknown' ? 'ink' : 'onStrong'
    shapes.push({
      kind: 'text',
      x: margin + 10,
      y: middle + 5,
      text: mark,
      size: 14,
      weight: 'strong',
      fill,
      anchor: 'middle',
    })
    const text = block(`${number}. ${item}${narrow ? `: ${said}` : ''}`, {
      x: margin + 30,
      top: y,
      width: inner - 30 - word,
      size: 14,
    })
    if (!narrow)
      shapes.push({
        kind: 'text',
        x: width - margin,
        y: y + 14,
        text: said,
        size: 13,
        weight: 'strong',
        fill: role,
        anchor: 'end',
      })
    shapes.push(...text.shapes)
    y = Math.max(text.bottom, y + 20) + 8
  }
  return { width, height: y + margin - 8, shapes }
}

function altOf(heading: string, items: readonly ChecklistItem[]): string {
  const line = ({ number, item, status }: ChecklistItem) => `${number}. ${item}: ${looks[status].word}.`
  return plain(`${heading}. ${items.map(line).join(' ')}`)
}
