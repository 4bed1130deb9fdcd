import type { Finding } from '../../src/review/report.ts'
import { aFinding, aLocation } from './sample-finding.ts'

/** Strings as hostile code might hold them: mentions, links, markup, terminal sequences, unseen characters. */
export const hostile = [
  '<!channel> <@U1> <https://evil.example|safe>',
  '`` ``` </details> <script>alert(1)</script> | a | b |',
  '\u001b]8;;https://evil.example\u0007open\u001b[2J\u009b31m',
  'access = "user\u202e \u2066// only admins\u2069 \u2066"\u200b\u0000',
  '[x](javascript:alert(1)) ![i](https://evil.example/i.png) www.evil.example @everyone #1 :tada:',
]

/** A short finding; `at` makes its fingerprints differ. */
function another(at: number, overrides: Partial<Finding>): Finding {
  return aFinding({
    fingerprint: `f${String(at).padStart(15, '0')}`,
    symbolFingerprint: `s${String(at).padStart(15, '0')}`,
    confidence: 70,
    confidenceBasis: 'dataflow',
    evidence: [
      { name: 'data flow', weight: 70, text: 'The value was followed to its use', location: aLocation() },
    ],
    witness: { kind: 'none', because: 'no model covers this rule' },
    ...overrides,
  })
}

const erlangLocation = aLocation({
  path: 'src/shop_lock.erl',
  startLine: 51,
  endLine: 53,
  symbol: 'shop_lock:acquire/2',
  snippet:
    'acquire(Key, Ttl) ->\n    Until = erlang:system_time(second) + Ttl,\n    ets:insert(locks, {Key, node(), Until}).',
})

/** In no order: cards put the worst first. */
export function findings(): Finding[] {
  return [
    another(1, {
      rule: 'rpc-no-timeout',
      severity: 'important',
      title: 'A remote call that may wait for ever',
      problem: 'The call to the other node has no time limit',
      impact: 'One slow node blocks every caller',
      locations: [
        aLocation({
          path: 'lib/cluster/sync.ex',
          startLine: 9,
          endLine: 9,
          symbol: 'Shop.Sync.pull/1',
          snippet: '  :rpc.call(peer, Shop.Store, :dump, [])',
        }),
        aLocation({ path: 'lib/cluster/sync.ex', startLine: 30, endLine: 30, symbol: 'Shop.Sync.push/2' }),
        aLocation({ path: 'src/shop_sync.erl', startLine: 77, endLine: 79, symbol: 'shop_sync:push/2' }),
      ],
    }),
    aFinding(),
    another(2, {
      rule: 'clock-wall-lease',
      severity: 'important',
      confidence: 78,
      title: 'A lease that is decided by wall time',
      problem: 'The end of the lock is a time of day, and each node has its own',
      impact: 'Two nodes hold the same lock while their clocks differ',
      locations: [erlangLocation],
      fix: {
        summary:
          'Measure the lease with monotonic time on the node that grants it, and fence what it protects',
        code: 'Until = erlang:monotonic_time(millisecond) + Ttl.\n',
        language: 'erlang',
        residualRisk: null,
        patch: null,
      },
      sources: [],
    }),
    another(3, {
      rule: 'mnesia-dirty-rmw',
      severity: 'critical',
      confidence: 84,
      title: 'Stock is changed with dirty operations',
      problem: 'The record is read and written back without a transaction',
      impact: 'Two decrements at once count as one, and the last item is sold twice',
      locations: [
        aLocation({
          path: 'lib/stock.ex',
          startLine: 18,
          endLine: 21,
          symbol: 'Shop.Stock.decrement/1',
          snippet:
            '    [{:stock, ^id, n}] = :mnesia.dirty_read(:stock, id)\n    :mnesia.dirty_write({:stock, id, n - 1})',
        }),
      ],
    }),
    another(4, {
      rule: 'mnesia-no-partition-recovery',
      severity: 'critical',
      confidence: 81,
      title: 'Nothing happens when a partition heals',
      problem: 'No process handles `inconsistent_database`',
      impact: 'The tables stay apart until somebody restarts a node',
    }),
    another(5, {
      severity: 'important',
      title: 'A name of hostile code',
      problem: hostile.join(' '),
      locations: [
        aLocation({ path: `lib/${hostile[0]}.ex`, symbol: hostile[1] ?? null, snippet: hostile.join('\n') }),
      ],
      evidence: hostile.map((text, at) => ({
        name: text,
        weight: 14,
        text,
        location: at === 0 ? null : aLocation({ path: text }),
      })),
      guardsLookedFor: hostile,
      failureScenario: hostile,
      sources: hostile,
      fix: {
        summary: hostile.join(' '),
        code: hostile.join('\n'),
        language: 'elixir',
        residualRisk: hostile.join(' '),
        patch: null,
      },
    }),
    ...[6, 7, 8, 9].map((at) =>
      another(at, {
        rule: 'race-check-then-start',
        severity: 'important',
        confidence: 70 - at,
        title: `A name is looked up and then taken, case ${at}`,
        problem: 'Two nodes find the name free and both start',
        impact: 'The process runs twice',
        locations: [aLocation({ path: `lib/cluster/starter_${at}.ex`, startLine: at, endLine: at })],
      }),
    ),
    another(10, {
      rule: 'quorum-even-voters',
      severity: 'minor',
      title: 'Four voters tolerate no more than three do',
      problem: 'The list of voters has four names',
      locations: [aLocation({ path: 'config/runtime.exs', startLine: 20, endLine: 24, symbol: null })],
    }),
    another(11, {
      rule: 'tick-time-mismatch',
      severity: 'minor',
      title: 'The tick time differs between releases',
      problem: 'One release sets net_ticktime to 5, the other leaves 60',
      locations: [aLocation({ path: 'rel/vm.args', startLine: 7, endLine: 7, symbol: null })],
    }),
    another(12, {
      rule: 'stale-remote-pid',
      severity: 'important',
      confidence: 40,
      confidenceBasis: 'shape',
      posted: false,
      title: 'A remote pid is kept in a table',
      problem: 'The pid is stored and used after its node may have gone',
    }),
  ]
}
