import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { review } from '../../src/review/pipeline.ts'
import type { Review } from '../../src/review/request.ts'
import { rules } from '../../src/review/rules/index.ts'
import { commitAll, git, repository, writeFiles } from '../review/checkout/fixtures.ts'
import { aChannel } from './channel.ts'
import { aProcess, openDatabase } from './process.ts'

let database: Awaited<ReturnType<typeof openDatabase>>
beforeAll(async () => {
  database = await openDatabase()
})
beforeEach(() => database.empty())
afterAll(() => database.close())

const utc = (text: string) => Date.parse(`${text}Z`)
const ana = { id: 'U1', name: 'ana' }
const asked = { platform: 'slack', place: { channel: 'C1', thread: null }, person: ana } as const

describe('the report of a run', () => {
  const majority = (module: string) => `defmodule ${module} do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)
end
`
  const right = `defmodule Shop.Fixed do
  def approved?(votes, voters), do: length(votes) >= div(length(voters), 2) + 1
end
`
  const engineAt = (path: string, now: number) =>
    review(
      { source: { kind: 'local', name: 'shop', path }, paths: ['lib'], ref: 'main', worktree: false },
      { clock: () => now, mirrors: null, version: '0.1.0', progress: () => {} },
    )

  /** A process over a real repository and the real engine, with a weekly schedule made on a Tuesday. */
  async function scheduled() {
    const { folder } = repository({
      'lib/fixed.ex': majority('Shop.Fixed'),
      'lib/stays.ex': majority('Shop.Stays'),
    })
    const clock = { now: utc('2025-06-24T10:00') }
    const engine: Review = (request, progress, signal) =>
      review(request, { clock: () => clock.now, mirrors: null, version: '0.1.0', progress, signal })
    const channel = aChannel()
    const running = aProcess(database, {
      review: engine,
      repositories: [{ name: 'shop', source: { kind: 'local', name: 'shop', path: folder } }],
      channels: [channel],
      clock: () => clock.now,
    })
    const schedule = await running.schedules.add(
      {
        every: 'weekly',
        at: '09:00',
        zone: 'Europe/Berlin',
        repository: 'shop',
        paths: ['lib'],
        ref: 'main',
      },
      asked,
    )
    return { ...running, folder, clock, channel, schedule }
  }

  test('says what is new, still there and fixed since the one before, with the checklist, the worst three and the next run', async () => {
    const { tick, work, folder, clock, channel, schedule } = await scheduled()
    clock.now = utc('2025-07-01T07:00')
    await tick()
    await work()
    writeFiles(folder, { 'lib/fixed.ex': right, 'lib/fresh.ex': majority('Shop.Fresh') })
    const second = commitAll(folder)
    clock.now = utc('2025-07-08T07:01')
    await tick()
    await work()

    const report = await engineAt(folder, clock.now)
    const finding = (path: string) => {
      const found = report.findings.find(({ locations: [first] }) => first?.path === path)
      if (found === undefined) throw new Error(`There is no finding in ${path}.`)
      return found
    }
    const title = finding('lib/fresh.ex').title
    const card = (number: number, path: string) => {
      const { problem, impact, guardsLookedFor, confidence, locations } = finding(path)
      return `# ${number} · Critical · ${title}
${path}:2 · in ${locations[0]?.symbol} · confidence ${confidence}: computed witness
elixir: ${locations[0]?.snippet}
${problem} ${impact}
Looked for and not found: ${guardsLookedFor.join('; ').replaceAll('`', '')}.
[How it fails] [Show fix] [Why] [Which mechanism fits?] [Right] [Wrong]`
    }
    const [, opening, , thread] = channel.messages
    expect(channel.messages.map(({ thread: of }) => of)).toEqual([null, 'm1', null, 'm3'])
    expect(channel.messages[0]?.words).toBe(
      'Weekly review of lib of shop at main.\nFirst review: 2 critical.',
    )
    expect(opening?.words.split('\n').slice(0, 4)).toEqual([
      '# 2 critical in lib',
      'This is the first review of this schedule; the next one is compared with it.',
      `- 1 · Critical · ${title} · lib/fixed.ex:2`,
      `- 2 · Critical · ${title} · lib/stays.ex:2`,
    ])
    expect(channel.messages[2]?.words).toBe(
      'Weekly review of lib of shop at main.\n1 new, 1 still there, 1 fixed since 1 July 2025.',
    )
    const cards = (thread?.words ?? '').split('\n\n')
    expect(cards[1]?.split('\n')[0]).toBe('# Checklist: 2 of 13 met')
    expect(cards.filter((_, at) => at !== 1)).toEqual([
      `# 1 new, 1 still there, 1 fixed since 1 July 2025
New:
- 1 · Critical · ${title} · lib/fresh.ex:2
Still there:
- 2 · Critical · ${title} · lib/stays.ex:2
Fixed:
- Critical · ${title} · lib/fixed.ex:2
(shop at main (${second.slice(0, 7)}). Read all 3 files, 9 lines. ${rules.length} rules, 0 ms.)`,
      card(1, 'lib/fresh.ex'),
      card(2, 'lib/stays.ex'),
      `Next run of schedule ${schedule.number}: 15 July 2025, 09:00 Europe/Berlin.`,
    ])
  })

  test('of a run that was missed says when it was due, that it is late, and for what else it stands', async () => {
    const { tick, work, clock, channel } = await scheduled()
    clock.now = utc('2025-07-17T12:34')
    expect([await tick(), await tick()]).toEqual([1, 0])
    expect(await work()).toBe(1)
    expect(channel.messages[0]?.words).toBe(`Weekly review of lib of shop at main.
First review: 2 critical.
Due on 1 July 2025, 09:00 Europe/Berlin, run late, on 17 July 2025, 14:34 Europe/Berlin. It stands for 2 later dates as well.`)
    expect(channel.messages[1]?.words).toMatch(
      /\nNext run of schedule \d+: 22 July 2025, 09:00 Europe\/Berlin\.$/,
    )
  })

  test('where nothing is found says what holds and was not judged', async () => {
    const { tick, work, folder, clock, channel } = await scheduled()
    writeFiles(folder, { 'lib/fixed.ex': right, 'lib/stays.ex': right.replace('Fixed', 'Stays') })
    commitAll(folder)
    clock.now = utc('2025-07-01T07:00')
    await tick()
    await work()
    expect(channel.messages[0]?.words).toBe(
      'Weekly review of lib of shop at main.\nFirst review: nothing found.',
    )
    const headings = channel.messages[1]?.words.split('\n').filter((line) => line.startsWith('# '))
    expect(headings).toEqual(['# Nothing found in lib', '# Checklist: 2 of 13 met'])
  })

  test('that cannot be made says why and when the next one is, and the one after compares with the last that was', async () => {
    const { tick, work, folder, clock, channel, logged } = await scheduled()
    const run = async (at: string) => {
      clock.now = utc(at)
      await tick()
      await work()
    }
    await run('2025-07-01T07:00')
    git(folder, ['branch', '-m', 'main', 'trunk'])
    await run('2025-07-08T07:00')
    git(folder, ['branch', '-m', 'trunk', 'main'])
    await run('2025-07-15T07:00')
    const [, , failed, again] = channel.messages
    const lines = failed?.words.split('\n') ?? []
    expect([lines[0], lines[1], lines.at(-1)]).toEqual([
      'Weekly review of lib of shop at main could not be made.',
      'shop has no branch, tag or commit main.',
      expect.stringMatching(/^Next run of schedule \d+: 15 July 2025, 09:00 Europe\/Berlin\.$/),
    ])
    expect(again?.words).toBe(
      'Weekly review of lib of shop at main.\n0 new, 2 still there, 0 fixed since 1 July 2025.',
    )
    expect(logged.filter(({ err }) => err)).toEqual([])
  })
})
