import { describe, expect, test } from 'vitest'
import { criteria } from '../../src/review/consensus/criteria.ts'
import { Evaluation } from '../../src/review/consensus/evaluation.ts'
import { type Dimension, dimensions } from '../../src/review/consensus/index.ts'
import { options } from '../../src/review/consensus/options.ts'
import { vetoRules } from '../../src/review/consensus/vetoes.ts'
import { page, rowsOf, shellLinesOf } from '../docs/pages.ts'
import { shell } from './shell.ts'

const evaluatePage = page('docs/evaluate.md')
const rows = rowsOf(evaluatePage)

function values(dimension: Dimension): string {
  if (dimension.kind === 'number') return `${dimension.min} to ${dimension.max.toLocaleString('en')}`
  const all = dimension.values.map(({ value }) => `\`${value}\``).join(', ')
  return dimension.kind === 'services' ? `any of ${all}` : all
}

describe('docs/evaluate.md', () => {
  test('has every key with its question and values, in order', () => {
    const expected = dimensions.map((each) => [`\`${each.key}\``, each.question, values(each)])
    expect(rows.slice(0, dimensions.length)).toEqual(expected)
  })

  test('names every field of the JSON', () => {
    const named = rows.slice(dimensions.length).flatMap(([cell = '']) => cell.match(/\w+/g) ?? [])
    expect(named).toEqual(Object.keys(Evaluation.shape))
    for (const field of Object.keys(Evaluation.shape.options.element.shape)) {
      expect(evaluatePage.text).toContain(`\`${field}`)
    }
  })

  test('counts mechanisms, vetoes and criteria', () => {
    expect([options.length, vetoRules.length, criteria.length]).toEqual([16, 6, 12])
    for (const words of ['sixteen coordination', 'six rules', 'twelve criteria']) {
      expect(evaluatePage.text).toContain(words)
    }
  })

  test('has commands that work', async () => {
    const lines = shellLinesOf(evaluatePage)
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      const { code, err } = await shell(...line.split(' ').slice(2))
      expect([line, code, err]).toEqual([line, 0, ''])
    }
  })
})
