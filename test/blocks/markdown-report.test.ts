import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visible, webAddress } from '../../src/blocks/escape.ts'
import { markdownReport } from '../../src/blocks/markdown-report.ts'
import type { Report } from '../../src/review/report.ts'
import { hostileText, report } from './arbitrary.ts'
import { rendered } from './rendered.ts'
import { aQuietReport, aReport } from './sample.ts'
import { aFinding } from './sample-finding.ts'
import { sections } from './sample-sections.ts'

const depths = ['quick', 'standard', 'deep'] as const
const headings = (text: string, level: string) =>
  text
    .replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
    .split('\n')
    .filter((line) => line.startsWith(`${level} `))
    .map((line) => line.slice(level.length + 1))

describe('the depth says how much is told', () => {
  const many = Array.from({ length: 20 }, (_, at) =>
    aFinding({ fingerprint: `f${at}`, confidence: 90 - at, title: `Finding ${at + 1}` }),
  )
  const given = (depth: Report['depth']) => aReport({ depth, findings: many, sections: sections() })

  test('quick: the assessment, five findings, the checklist', () => {
    const text = markdownReport(given('quick'))
    expect(headings(text, '##')).toEqual(['The 5 worst findings', 'Checklist'])
    expect(headings(text, '###')).toEqual([1, 2, 3, 4, 5].map((at) => `${at} · Critical · Finding ${at}`))
    expect(text).toContain('15 more findings, and all parts of the report: `--depth standard`.')
  })

  test('standard: all sections, fifteen findings in full, the others in a table', () => {
    const text = markdownReport(given('standard'))
    expect(headings(text, '##')).toEqual([
      'Findings',
      'Recommendations',
      'Architecture',
      'Clustering',
      'Consensus and coordination',
      'CAP and PACELC, by operation',
      'Partition behaviour',
      'Monitoring',
      'Test plan',
      'For the project’s notes',
      'What holds',
      'Checklist',
      'What is not said here',
      'Next steps',
    ])
    expect(headings(text, '###').filter((title) => title.includes('Critical'))).toHaveLength(15)
    expect(text).toContain('### 5 more findings')
    expect(text).toContain('| 20 | Critical | Finding 20 |')
    expect(text).not.toContain('defmodule PartitionTest')
  })

  test('deep: every finding, every scenario, every file', () => {
    const text = markdownReport(given('deep'))
    expect(headings(text, '###').filter((title) => title.includes('Critical'))).toHaveLength(20)
    expect(headings(text, '###')).toContain('An even split')
    expect(text).toContain('```elixir\ndefmodule PartitionTest do\nend\n```')
  })
})

test('a finding that is named has its number; one that is not in the file is said to be missing', () => {
  const text = markdownReport(aReport({ depth: 'standard', sections: sections() }))
  expect(text).toContain('Rests on finding 1 and 1 that is not shown here.')
  expect(text).toContain('Mends finding 1.')
})

test('a patch is a diff in a fence that is longer than any in it', () => {
  const diff = '--- a/lib/a.ex\n+++ b/lib/a.ex\n@@ -1 +1 @@\n-```` x\n+y\n'
  const fix = { ...aFinding().fix, patch: { files: [], diff } }
  const text = markdownReport(aReport({ depth: 'standard', findings: [aFinding({ fix })] }))
  expect(text).toContain(`\`\`\`\`\`diff\n${diff}\`\`\`\`\`\n`)
  expect(text).toContain('It was applied, parsed and reviewed again: the finding is gone.')
})

test('minor findings that the title counts are in the file, though they are never posted', () => {
  const minor = aFinding({
    severity: 'minor',
    posted: false,
    confidence: 55,
    title: 'An even number of voters',
  })
  const faint = aFinding({ severity: 'minor', posted: false, confidence: 40, title: 'Hardly anything' })
  const text = markdownReport(aReport({ depth: 'standard', findings: [aFinding(), minor, faint] }))
  expect(text).toContain('### 2 · Minor · An even number of voters')
  expect(text).not.toContain('Hardly anything')
  expect(markdownReport(aReport({ findings: [faint] }), { all: true })).toContain('Hardly anything')
})

test('where nothing is found it says what holds and what was not judged, and never that all is well', () => {
  for (const depth of depths) {
    const text = markdownReport(aQuietReport({ depth, sections: sections() }))
    expect(text).toMatch(/^# Nothing found in lib\/cluster\n/)
    expect(text).toContain('Not judged:')
    expect(text).not.toMatch(/production.ready/i)
  }
})

test('hostile words forge no element and no link, in every part of the report', () => {
  fc.assert(
    fc.property(report, hostileText, fc.constantFrom(...depths), (given, words, depth) => {
      const hostile = { ...given, depth, sections: sections((own) => `${own}${words}`) }
      const text = markdownReport(hostile, { all: true })
      const { tags, links } = rendered(text)
      expect(
        tags.filter((tag) => ['img', 'script', 'del', 'input', 'hr', 'details', 'h6'].includes(tag)),
      ).toEqual([])
      const hosts = given.findings.flatMap((finding) => finding.sources).map(hostIn)
      for (const link of links)
        expect([...hosts, 'github.com', 'gitlab.example']).toContain(new URL(link).host)
      expect(markdownReport(hostile, { all: true })).toBe(text)
    }),
    { numRuns: 8, endOnFailure: true },
  )
}, 180_000)

test('every word of the sections stands in the deep report', () => {
  const said: string[] = []
  const given = sections((words) => {
    said.push(words)
    return words
  })
  const { words } = rendered(markdownReport(aReport({ depth: 'deep', sections: given })))
  const flat = (text: string) =>
    visible(text)
      .replaceAll('⟦U+2060⟧', '')
      .replace(/[\s`]+/g, ' ')
      .replace(/[.:?]$/, '')
      .trim()
  const shown = flat(words)
  for (const each of said) expect(shown).toContain(flat(each))
})

function hostIn(source: string): string | null {
  const address = webAddress(/https?:\/\/\S*[^\s.,;:)]/.exec(source)?.[0] ?? '')
  return address === null ? null : new URL(address).host
}
