import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type Answer,
  changes,
  duringPartition,
  holds,
  notRead,
  pageOf,
  recommended,
  testPlan,
} from '../../../src/review/answers/index.ts'
import { review } from '../../../src/review/pipeline.ts'
import type { Report } from '../../../src/review/report.ts'
import { rules } from '../../../src/review/rules/index.ts'
import { repository } from '../checkout/fixtures.ts'

/** Stock in Mnesia, changed with dirty operations; and a leader that is elected by what each side sees. */
const stock = `defmodule Shop.Stock do
  def create do
    :mnesia.create_table(:stock, attributes: [:id, :n], ram_copies: [node() | Node.list()])
  end

  def take(id, n), do: :mnesia.dirty_write({:stock, id, n})
  def left(id), do: :mnesia.dirty_read(:stock, id)
end
`
const leader = `defmodule Shop.Leader do
  use GenServer

  def elect do
    reachable = length([node() | Node.list()])
    if reachable >= div(reachable, 2) + 1, do: become_leader()
  end

  def become_leader, do: GenServer.cast(__MODULE__, :lead)
  def init(state), do: {:ok, state}
  def handle_cast(:lead, state), do: {:noreply, Map.put(state, :leader, true)}
end
`

let report: Report
const numberOf = (fingerprint: string) => {
  const at = report.findings
    .filter(({ posted }) => posted)
    .findIndex((each) => each.fingerprint === fingerprint)
  return at === -1 ? null : at + 1
}

beforeAll(async () => {
  const { folder } = repository({ 'lib/stock.ex': stock, 'lib/leader.ex': leader, 'lib/web.heex': '<p></p>' })
  report = await review(
    { source: { kind: 'local', name: 'shop', path: folder }, paths: ['lib'], ref: 'main', worktree: false },
    { clock: () => 0, mirrors: null, version: '0.0.0', progress: () => {} },
  )
}, 60_000)

/** A group of an answer by its name: each claim with the line of its first place. */
function group({ groups }: Answer, title: string | null): string[] {
  const claims = groups.find((each) => each.title === title)?.claims ?? []
  return claims.map(({ words, evidence: [first] }) =>
    first ? `${words} @${first.path}:${first.startLine}` : words,
  )
}

describe('over a real review', () => {
  test('writes in a partition: each operation with its line, and what decides it', () => {
    const answer = duringPartition(report, 'write', numberOf)
    expect(answer.headline).toBe('Every side can write, whichever of these cuts it is.')
    const operations = group(answer, 'By operation')
    expect(operations.filter((each) => each.startsWith('`Shop.Stock.take/2`'))).toHaveLength(1)
    expect(operations.every((each) => /@lib\/stock\.ex:\d+$/.test(each))).toBe(true)
    expect(answer.unknown).toEqual([])
  })

  test('leading in a partition names the finding that decides it, by its number', () => {
    const named = group(duringPartition(report, 'lead', numberOf), 'Findings that bear on it')
    const finding = report.findings.find(({ rule }) => rule === 'quorum-of-visible')
    expect(named).toContain(
      `${numberOf(finding?.fingerprint ?? '')} · ${finding?.title} @lib/leader.ex:${finding?.locations[0]?.startLine}`,
    )
  })

  test('what was not read names each file with its reason', () => {
    expect(group(notRead(report), 'Files')).toEqual([expect.stringMatching(/^`lib\/web\.heex`, .+/)])
  })

  test('recommendations and tests of the plan are all there, in order', () => {
    const { sections } = report
    const ranks = recommended(report, numberOf).groups.flatMap(({ claims }) =>
      claims.map(({ words }) => Number(words.split(' ·')[0])),
    )
    expect(ranks.toSorted((a, b) => a - b)).toEqual(sections?.recommendations.map(({ rank }) => rank))
    expect(group(testPlan(report), null)).toHaveLength(sections?.tests.length ?? 0)
  })

  test('what holds is said once each, with its place', () => {
    const claims = holds(report).groups.flatMap((each) => each.claims)
    expect(claims.map(({ words }) => words)).toHaveLength(new Set(claims.map(({ words }) => words)).size)
    expect(claims.filter(({ evidence }) => evidence.length === 0)).toEqual([])
  })

  test('against itself nothing changed', () => {
    const { headline, groups } = changes(report, report, numberOf)
    expect(headline).toMatch(/^0 new, \d+ still there, 0 fixed, /)
    const numbers = groups.flatMap(({ claims }) => claims.map(({ words }) => Number.parseInt(words, 10)))
    expect(numbers).toEqual(numbers.map((_, at) => at + 1))
  })

  test('a change of the rules is said, since it may look like one of the code', () => {
    const older = { ...report, tool: { ...report.tool, version: '0.0.0-before' } }
    expect(changes(older, report, numberOf).unknown).toEqual([
      {
        what: 'How much of this is a change of the code',
        because: 'distreview 0.0.0-before reviewed then and 0.0.0 now, and its rules may differ',
      },
    ])
  })
})

test('every rule has the page that an answer cites; what a model found has none', () => {
  const pages = rules.map(({ id }) => pageOf({ rule: id }))
  expect(pages.filter((page) => page === null || !existsSync(page))).toEqual([])
  expect(pageOf({ rule: 'something-of-a-model' })).toBeNull()
})
