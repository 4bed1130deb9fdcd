import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Claim } from '../../../src/review/expert/claim.ts'
import type { Sight } from '../../../src/review/expert/sight.ts'
import type { Files } from '../checkout/fixtures.ts'
import { scriptedApi } from './api.ts'

type Words = Record<string, unknown>

/** Twenty modules with five places each that a reader may doubt. */
const moduleOf = (n: number) => `defmodule Shop.Part${n} do
  use GenServer

  def raise_count(key) do
    count = Shop.Counts.fetch(key, ${n})
    Shop.Counts.store(key, count + ${n})
  end

  def handle_info({:nodedown, _node}, state) do
    Shop.Role${n}.take_over(state)
    {:noreply, state}
  end

  def tell(item), do: GenServer.cast({:part${n}, :"shop@far"}, {:item, item})

  def remember(key, value), do: :ets.insert(:part_${n}, {key, value})

  def charge(order), do: Shop.Bank.charge_order(order, ${n})

  def settle(order), do: Shop.Ledger.transaction_of(order, ${n})
end
`
const parts = Array.from({ length: 20 }, (_, at) => at + 1)
const files: Files = Object.fromEntries(parts.map((n) => [`lib/part${n}.ex`, moduleOf(n)]))

function claim(n: number, place: Words): Words {
  return {
    path: `lib/part${n}.ex`,
    severity: 'critical',
    confidence: 75,
    problem: 'The steps are not one.',
    failureScenario: ['a does the first step.', 'b does both.'],
    impact: 'An order is counted wrong.',
    lookedFor: [{ guard: 'one owner', letters: 'single_owner' }],
    fix: 'Let one process own it.',
    ...place,
  }
}

/** Five of each module, true of its code. */
function truths(n: number): Words[] {
  return [
    claim(n, {
      rule: 'race-read-modify-write',
      ...{ startLine: 5, endLine: 6, function: `Shop.Part${n}.raise_count/1` },
      quote: `    count = Shop.Counts.fetch(key, ${n})\n    Shop.Counts.store(key, count + ${n})`,
    }),
    claim(n, {
      rule: 'leader-no-quorum',
      ...{ startLine: 10, endLine: 10, function: `Shop.Part${n}.handle_info/2` },
      quote: `    Shop.Role${n}.take_over(state)`,
    }),
    claim(n, {
      rule: 'send-assumed-delivered',
      ...{ startLine: 14, endLine: 14, function: `Shop.Part${n}.tell/1` },
      quote: `  def tell(item), do: GenServer.cast({:part${n}, :"shop@far"}, {:item, item})`,
    }),
    claim(n, {
      rule: 'state-node-local',
      ...{ startLine: 16, endLine: 16, function: `Shop.Part${n}.remember/2` },
      quote: `  def remember(key, value), do: :ets.insert(:part_${n}, {key, value})`,
    }),
    claim(n, {
      rule: 'timeout-treated-as-not-done',
      ...{ startLine: 18, endLine: 18, function: `Shop.Part${n}.charge/1` },
      quote: `  def charge(order), do: Shop.Bank.charge_order(order, ${n})`,
    }),
  ]
}

/** Ways in which a claim is made false, each with what the reason must say. */
const ways: readonly (readonly [name: string, lie: (claim: Words, n: number) => Words, reason: RegExp])[] = [
  [
    'a line off',
    (each) => ({ ...each, startLine: Number(each.startLine) + 1, endLine: Number(each.endLine) + 1 }),
    /^the quote does not stand at/,
  ],
  [
    'a quote changed',
    (each) => ({ ...each, quote: String(each.quote).replace('(', '( ') }),
    /^the quote does not stand at/,
  ],
  [
    'a function that is not there',
    (each, n) => ({ ...each, function: `Shop.Part${n}.withdraw/3` }),
    /^no function/,
  ],
  [
    'a guard that is there',
    (each) => ({ ...each, lookedFor: [{ guard: 'a transaction', letters: 'transaction_of' }] }),
    /stands at lib\/part\d+\.ex:20, so a transaction may be there$/,
  ],
  ['a hazard that does not apply', (each) => ({ ...each, rule: 'ra-stale-read' }), /needs ra or Khepri/],
]

/** Each truth with a lie made of it; the lie goes first, so that it cannot hide behind what is reported already. */
const all = parts.flatMap((n) =>
  truths(n).map((truth, at) => {
    const [name, lie, reason] = ways[at % ways.length] ?? ['', (each: Words) => each, /never/]
    return { n, truth, lie: lie(truth, n), name, reason }
  }),
)

/** What is wrong with how two hundred claims were sorted. */
async function wrongs(): Promise<string[]> {
  // Modules are loaded anew, so that a check that was put in place is the one that runs.
  const { reviewCluster } = await import('./cluster.ts')
  const submits = all
    .flatMap(({ truth, lie }) => [lie, truth])
    .map((each) => ['submit_finding', each] as const)
  const turns = Array.from({ length: 10 }, (_, at) => ({ calls: submits.slice(at * 20, (at + 1) * 20) }))
  const asked = { paths: ['lib'], maxTokens: 100_000_000, maxUsd: 1_000 }
  const { report } = await reviewCluster(scriptedApi(turns), asked, files)
  const found = report.findings.filter(({ origin }) => origin === 'model')
  const dropped = report.expert?.dropped ?? []
  const wrong: string[] = []
  if (report.expert?.submitted !== 200) wrong.push(`${report.expert?.submitted} were submitted`)
  for (const [at, { truth, name, reason }] of all.entries()) {
    const why = dropped[at]?.reason ?? 'not dropped'
    if (!reason.test(why)) wrong.push(`${name}: ${why}`)
    const stands = found.some(
      ({ rule, locations: [place] }) =>
        rule === truth.rule && place?.path === truth.path && place?.startLine === truth.startLine,
    )
    if (!stands) wrong.push(`dropped though true: ${truth.rule} at ${truth.path}`)
  }
  if (found.length !== 100) wrong.push(`${found.length} findings`)
  return wrong
}

describe('two hundred claims, half of them false in a known way', () => {
  afterEach(() => {
    vi.doUnmock('../../../src/review/expert/grounding.ts')
    vi.resetModules()
  })

  test('each falsehood is dropped with its reason, and no true claim is', { timeout: 60_000 }, async () => {
    expect(await wrongs()).toEqual([])
  })

  type Break = (claim: Claim, sight: Sight) => Claim
  const breaks: readonly (readonly [string, Break])[] = [
    [
      'quotes are not compared',
      (each, sight) => {
        const file = sight.file(each.path)
        const quote = file
          ? sight
              .lines(file)
              .slice(each.startLine - 1, each.endLine)
              .join('\n')
          : each.quote
        return { ...each, quote }
      },
    ],
    ['functions are not looked up', ({ function: _named, ...each }) => each],
    [
      'guards are not searched',
      (each) => ({ ...each, lookedFor: each.lookedFor.map((guard) => ({ ...guard, letters: null })) }),
    ],
    [
      'hazards are not asked what they need',
      (each) => (each.rule === 'ra-stale-read' ? { ...each, rule: 'remote-call-cycle' } : each),
    ],
  ]

  test.each(breaks)('a check in which %s is caught by this', { timeout: 60_000 }, async (_name, broken) => {
    vi.resetModules()
    vi.doMock('../../../src/review/expert/grounding.ts', async (original) => {
      const real = await original<typeof import('../../../src/review/expert/grounding.ts')>()
      const ground: typeof real.ground = (each, sight, taken) =>
        real.ground(broken(each, sight), sight, taken)
      return { ...real, ground }
    })
    expect((await wrongs()).length).toBeGreaterThanOrEqual(20)
  })
})
