import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Report } from '../../src/review/report.ts'
import { repository, temporaryFolder } from '../review/checkout/fixtures.ts'
import { shell } from './shell.ts'

const halves = `defmodule Shop.Voting do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`

test('html and sarif tell of the same finding at the same commit', async () => {
  const { folder, commit } = repository({ 'lib/shop.ex': halves })
  const page = (await shell('review', folder, '--format', 'html')).out
  expect(page).toMatch(/^<!doctype html>/)
  expect(page).toContain('The threshold is not more than half')
  const [run] = JSON.parse((await shell('review', folder, '--format', 'sarif')).out).runs
  expect(run.properties.commit).toBe(commit)
  expect(run.results).toMatchObject([
    {
      ruleId: 'quorum-not-majority',
      level: 'error',
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'lib/shop.ex' }, region: { startLine: 2 } } },
      ],
    },
  ])
})

test('--output writes the file and prints nothing but where it is', async () => {
  const { folder } = repository({ 'lib/shop.ex': halves })
  const file = join(temporaryFolder(), 'report.json')
  const { code, out, err } = await shell('review', folder, '--format', 'json', '--output', file)
  expect([code, out, err]).toEqual([1, '', `Wrote ${file}.\n`])
  expect(Report.parse(JSON.parse(readFileSync(file, 'utf8'))).findings).toHaveLength(1)
})

test('a file that cannot be written loses nothing: the report is printed, and one sentence says why', async () => {
  const { folder } = repository({ 'lib/shop.ex': halves })
  const file = join(temporaryFolder(), 'absent', 'report.md')
  const { code, out, err } = await shell('review', folder, '--format', 'markdown', '--output', file)
  expect(code).toBe(2)
  expect(out).toMatch(/^# 1 critical/)
  expect(err).toBe(
    `distreview: The report could not be written to \`${file}\` (ENOENT), so it was printed. ` +
      'Name a file in a folder that exists and that you may write to.\n',
  )
})

test.each([
  [['--format', 'pdf'], '`--format` is terminal, json, markdown, html, sarif, block-kit; got `pdf`.'],
  [['--output', ''], '`--output` needs the name of a file.'],
])('%j is refused in one sentence', async (words, sentence) => {
  const { code, err } = await shell('review', '.', ...words)
  expect([code, err]).toEqual([2, `distreview: ${sentence} See \`distreview --help\`.\n`])
})
