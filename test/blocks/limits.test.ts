import { expect, test } from 'vitest'
import { limits } from '../../src/blocks/limits.ts'
import published from './block-kit/limits.json' with { type: 'json' }

test('every published limit of Slack is in the table with its value', () => {
  const { table: _table, message: _message, pace: _pace, ...copied } = limits.slack
  expect(copied).toEqual(published)
})

test('limits that no list publishes are those that were measured', () => {
  expect(limits.slack.message).toEqual({
    blocks: { max_items: 50 },
    content: { max_length: 13_200 },
    block_overhead: 125,
    text: { max_length: 4000 },
  })
  expect(limits.slack.table).toEqual({
    rows: { max_items: 100 },
    columns: { max_items: 20 },
    content: { max_length: 10_000 },
  })
})
