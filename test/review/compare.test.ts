import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Comparison, compare } from '../../src/review/compare.ts'
import { review } from '../../src/review/pipeline.ts'
import type { Finding, Report } from '../../src/review/report.ts'
import { aQuietReport } from '../blocks/sample.ts'
import { aFinding, aLocation } from '../blocks/sample-finding.ts'
import { commitAll, git, repository, writeFiles } from './checkout/fixtures.ts'

/** A finding known by its form and its symbol. */
const known = (form: string, symbol: string, more: Partial<Finding> = {}) =>
  aFinding({ fingerprint: form, symbolFingerprint: symbol, title: `${form}/${symbol}`, ...more })

const reportOf = (findings: Finding[], more: Partial<Report> = {}) => aQuietReport({ findings, ...more })

const titles = (comparison: Comparison) => ({
  fresh: comparison.fresh.map(({ title }) => title),
  persisting: comparison.persisting.map(({ title }) => title),
  fixed: comparison.fixed.map(({ title }) => title),
  unseen: comparison.unseen.map(({ title }) => title),
})

describe('what became of the findings', () => {
  test('a finding persists where either fingerprint agrees, and is new or fixed where neither does', () => {
    const earlier = reportOf([known('a', '1'), known('b', '2'), known('c', '3'), known('d', '4')])
    const later = reportOf([known('e', '5'), known('a', '1'), known('b', '9'), known('x', '3')])
    expect(titles(compare(earlier, later))).toEqual({
      fresh: ['e/5'],
      persisting: ['a/1', 'b/9', 'x/3'],
      fixed: ['d/4'],
      unseen: [],
    })
  })

  test('each counts once: of two with one symbol, one fixed leaves the other', () => {
    const earlier = reportOf([known('a', '1'), known('b', '1')])
    expect(titles(compare(earlier, reportOf([known('b', '1')])))).toEqual({
      fresh: [],
      persisting: ['b/1'],
      fixed: ['a/1'],
      unseen: [],
    })
    expect(titles(compare(reportOf([known('b', '1')]), earlier))).toEqual({
      fresh: ['a/1'],
      persisting: ['b/1'],
      fixed: [],
      unseen: [],
    })
  })

  test('what agrees in both is matched before what agrees in one', () => {
    const earlier = reportOf([known('a', '1'), known('a', '2')])
    const later = reportOf([known('a', '2')])
    expect(titles(compare(earlier, later))).toEqual({
      fresh: [],
      persisting: ['a/2'],
      fixed: ['a/1'],
      unseen: [],
    })
  })

  test('one that was not shown before is new when it is; one that is not shown any more is still there', () => {
    const hidden = { posted: false }
    const earlier = reportOf([known('a', '1', hidden), known('b', '2'), known('c', '3', hidden)])
    const later = reportOf([known('a', '1'), known('b', '2', hidden), known('d', '4', hidden)])
    expect(titles(compare(earlier, later))).toEqual({
      fresh: ['a/1'],
      persisting: ['b/2'],
      fixed: [],
      unseen: [],
    })
  })

  test('one that is gone from a file that could not be read is not called fixed', () => {
    const at = (path: string) => ({ locations: [aLocation({ path })] })
    const earlier = reportOf([
      known('a', '1', at('lib/a.ex')),
      known('b', '2', at('lib/b.ex')),
      known('c', '3', at('lib/c.ex')),
    ])
    const { coverage } = earlier
    const later = reportOf([], {
      coverage: {
        ...coverage,
        skipped: [{ path: 'lib/a.ex', reason: '5 MB, over the limit' }],
        unread: [{ path: 'lib/b.ex', startLine: 3, endLine: 9, reason: 'an unfinished def' }],
      },
    })
    expect(titles(compare(earlier, later))).toEqual({
      fresh: [],
      persisting: [],
      fixed: ['c/3'],
      unseen: ['a/1', 'b/2'],
    })
  })

  test('of a report with itself everything persists', () => {
    const report = reportOf([known('a', '1'), known('a', '1'), known('b', '1')])
    expect(titles(compare(report, report))).toEqual({
      fresh: [],
      persisting: ['a/1', 'a/1', 'b/1'],
      fixed: [],
      unseen: [],
    })
  })
})

describe('over two commits of a repository, as the engine sees them', () => {
  const majority = (module: string, more = '') => `defmodule ${module} do
  ${more}def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`
  const right = `defmodule Shop.Fixed do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2) + 1
end
`

  test('moved within its file, moved to another file, fixed, and new are told apart', async () => {
    const { folder } = repository({
      'lib/fixed.ex': majority('Shop.Fixed'),
      'lib/moved.ex': majority('Shop.Moved'),
      'lib/shifted.ex': majority('Shop.Shifted'),
    })
    const at = async () => {
      const source = { kind: 'local', name: 'shop', path: folder } as const
      const request = { source, paths: ['lib'], ref: 'main', worktree: false }
      return review(request, { clock: () => 0, mirrors: null, version: '0.0.0', progress: () => {} })
    }
    const earlier = await at()
    git(folder, ['mv', join('lib', 'moved.ex'), join('lib', 'elsewhere.ex')])
    writeFiles(folder, {
      'lib/fixed.ex': right,
      'lib/fresh.ex': majority('Shop.Fresh'),
      'lib/shifted.ex': majority('Shop.Shifted', '@moduledoc false\n\n\n  '),
    })
    commitAll(folder)
    const comparison = compare(earlier, await at())
    const places = (findings: readonly Finding[]) =>
      findings.map(({ rule, locations: [first] }) => `${rule} ${first?.path}:${first?.startLine}`).sort()
    expect({
      fresh: places(comparison.fresh),
      persisting: places(comparison.persisting),
      fixed: places(comparison.fixed),
      unseen: places(comparison.unseen),
    }).toEqual({
      fresh: ['quorum-not-majority lib/fresh.ex:2'],
      persisting: ['quorum-not-majority lib/elsewhere.ex:2', 'quorum-not-majority lib/shifted.ex:5'],
      fixed: ['quorum-not-majority lib/fixed.ex:2'],
      unseen: [],
    })
  })
})
