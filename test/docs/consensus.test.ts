import { expect, test } from 'vitest'
import { Answer } from '../../src/review/consensus/answer/answer.ts'
import { Consultation } from '../../src/review/consensus/consult.ts'
import { Evaluation } from '../../src/review/consensus/evaluation.ts'
import { Requirement } from '../../src/review/consensus/requirements/requirement.ts'
import { shell } from '../cli/shell.ts'
import { page, rowsOf, shellLinesOf } from './pages.ts'

const consensus = page('docs/consensus.md')

test('docs/consensus.md names every source, and every field that words add to the JSON', () => {
  const cells = rowsOf(consensus).map(([first = '']) => first.replaceAll(/[`[\]]/g, ''))
  const added = Object.keys(Consultation.shape).filter((field) => !(field in Evaluation.shape))
  expect(cells).toEqual([...Requirement.shape.source.options, ...added])
  for (const field of [...Object.keys(Requirement.shape), ...Object.keys(Answer.shape)]) {
    expect(consensus.text).toContain(`\`${field}`)
  }
})

test('docs/consensus.md has commands that work', { timeout: 30_000 }, async () => {
  const lines = shellLinesOf(consensus)
  expect(lines).toHaveLength(3)
  for (const line of lines) {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
    const { code, err } = await shell(...words.slice(2))
    expect([line, code, err]).toEqual([line, 0, ''])
  }
})
