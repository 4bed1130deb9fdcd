import limits from '../block-kit/limits.json' with { type: 'json' }
import { blockId, richText } from './objects.ts'
import {
  among,
  anything,
  byType,
  flag,
  isObject,
  list,
  number,
  points,
  type Rule,
  shape,
  text,
} from './shapes.ts'

/** https://docs.slack.dev/reference/block-kit/blocks/table-block */
const tableMost = { rows: 100, columns: 20, content: 10_000 }

const rawCells = {
  raw_text: shape({ type: anything, text: text({ min: limits.data_table.cell_text.min_length }) }),
  raw_number: shape({ type: anything, value: number() }, { text: text() }),
}
const cell = byType({ ...rawCells, rich_text: richText })

function rowsOf(value: Record<string, unknown>): unknown[][] {
  const rows = Array.isArray(value.rows) ? value.rows : []
  return rows.filter((row): row is unknown[] => Array.isArray(row))
}

function ragged(value: Record<string, unknown>, at: string): string[] {
  const widths = new Set(rowsOf(value).map((row) => row.length))
  return widths.size > 1 ? [`${at}.rows have different numbers of cells.`] : []
}

function tooMuch(value: Record<string, unknown>, at: string, most: number): string[] {
  const content = contentOf(value)
  return content > most
    ? [`${at} holds ${content} characters in its cells; at most ${most} are allowed.`]
    : []
}

/** Characters in all cells of a table. */
function contentOf(table: Record<string, unknown>): number {
  let sum = 0
  const add = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) add(each)
    if (!isObject(value)) return
    if (typeof value.text === 'string') sum += points(value.text)
    add(value.elements)
  }
  add(rowsOf(table))
  return sum
}

export const table: Rule = shape(
  {
    type: anything,
    rows: list(list(cell, { min: 1, max: tableMost.columns }), { min: 1, max: tableMost.rows }),
  },
  {
    block_id: blockId,
    column_settings: list(shape({}, { align: among('left', 'center', 'right'), is_wrapped: flag }), {
      max: tableMost.columns,
    }),
  },
  (value, at) => {
    const settings = value.column_settings
    const columns = rowsOf(value)[0]?.length
    const uneven = Array.isArray(settings) && settings.length !== columns
    return [
      ...ragged(value, at),
      ...tooMuch(value, at, tableMost.content),
      ...(uneven ? [`${at}.column_settings must be one for each column.`] : []),
    ]
  },
)

export const dataTable: Rule = shape(
  {
    type: anything,
    caption: text({ min: 1 }),
    rows: list(
      list(cell, { min: limits.data_table.columns.min_items, max: limits.data_table.columns.max_items }),
      { min: limits.data_table.rows.min_items, max: limits.data_table.rows.max_items },
    ),
  },
  {
    block_id: blockId,
    page_size: number(limits.data_table.page_size),
    row_header_column_index: number({ min: 0 }),
  },
  (value, at) => [...ragged(value, at), ...tooMuch(value, at, limits.data_table.content.max_length)],
)
