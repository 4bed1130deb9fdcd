import { columnsOf, paint } from './paint.ts'
import { wrapped } from './wrap.ts'

const gap = '  '
/** A column narrower than this breaks every word; then the rows are written one cell a line. */
const narrowest = 12

/** A table in lines: columns side by side where they fit, cells wrapping; else one record after the other. */
export function tableRows(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { columns, color }: { columns: number; color: boolean },
): string[] {
  const count = Math.max(head.length, ...rows.map((row) => row.length))
  if (count === 0) return []
  const widths = fitted([head, ...rows], count, columns - gap.length * (count - 1))
  if (widths === null) return rows.flatMap((row) => record(head, row, columns, color))
  const title = rowLines(head, widths, false).map((line) => paint(line, 'strong', color))
  return [...title, ...rows.flatMap((row) => rowLines(row, widths, color))]
}

/** Columns for each cell, the widest ones narrowed until all fit; null where that leaves one too narrow. */
function fitted(all: readonly (readonly string[])[], count: number, room: number): number[] | null {
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(1, ...all.map((row) => columnsOf(row[at] ?? ''))),
  )
  const fixed = widths.filter((width) => width <= narrowest)
  const loose = widths.length - fixed.length
  const left = room - fixed.reduce((sum, width) => sum + width, 0)
  if (loose > 0 && Math.floor(left / loose) < narrowest) return null
  if (loose === 0 && left < 0) return null
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths))
    widths[widest] = (widths[widest] ?? 1) - 1
  }
  return widths
}

function rowLines(row: readonly string[], widths: readonly number[], color: boolean): string[] {
  const cells = widths.map((width, at) => cellLines(row[at] ?? '', width, color))
  const height = Math.max(1, ...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((lines, column) => padded(lines[at] ?? '', widths[column] ?? 0))
      .join(gap)
      .trimEnd(),
  )
}

function cellLines(cell: string, width: number, color: boolean): string[] {
  return wrapped(words(cell), { columns: width, first: '', rest: '', color })
}

function record(head: readonly string[], row: readonly string[], columns: number, color: boolean): string[] {
  return row.flatMap((cell, at) => {
    const name = head[at] ?? ''
    const first = `${at === 0 ? '- ' : '  '}${name === '' ? '' : `${name}: `}`
    return wrapped(words(cell), { columns, first, rest: '    ', color })
  })
}

function words(cell: string) {
  return cell
    .split(/[ \t]+/)
    .filter((text) => text !== '')
    .map((text) => [{ text, style: 'plain' as const }])
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)))
}
