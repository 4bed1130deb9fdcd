/** A claim as a model would submit it: true of the cluster unless something is put in its place. */
export function aClaim(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    rule: 'race-read-modify-write',
    path: 'lib/counter.ex',
    startLine: 6,
    endLine: 7,
    quote: '    count = Shop.Store.get(key)\n    Shop.Store.put(key, count + 1)',
    severity: 'critical',
    confidence: 75,
    problem: 'The count is read, raised and written in separate steps.',
    failureScenario: ['a and b read 4.', 'Both write 5.'],
    impact: 'One of two orders is not counted.',
    lookedFor: [
      { guard: 'a transaction', letters: 'transaction' },
      { guard: 'one process that owns the count', letters: null },
    ],
    fix: 'Let one process own the count and send it the increment.',
    ...changes,
  }
}

const nodedown = '  def handle_info({:nodedown, _node}, state) do\n    Shop.Leader.take_over()'
const lock = 'ets:insert_new(locks, {Name, Token}).'

/** Ten that are true, each at another place or of another hazard. */
export const trueClaims = [
  aClaim(),
  aClaim({ rule: 'leader-no-quorum', startLine: 12, endLine: 13, quote: nodedown }),
  aClaim({ rule: 'leader-no-step-down', startLine: 13, endLine: 13, quote: 'Shop.Leader.take_over()' }),
  aClaim({
    rule: 'timeout-treated-as-not-done',
    startLine: 6,
    endLine: 6,
    quote: 'count = Shop.Store.get(key)',
  }),
  aClaim({
    rule: 'send-assumed-delivered',
    path: 'lib/store.ex',
    startLine: 5,
    endLine: 5,
    quote: '  def put(key, value), do: GenServer.cast({:store, :store@a}, {:put, key, value})',
  }),
  aClaim({
    rule: 'none',
    title: 'A password stands in the source',
    whyNoHazard: 'The list speaks of the cookie alone.',
    path: 'lib/store.ex',
    startLine: 2,
    endLine: 2,
    quote: '  @password "(masked)"',
  }),
  aClaim({
    rule: 'state-node-local',
    path: 'src/shop_lock.erl',
    startLine: 6,
    endLine: 6,
    quote: `    ${lock}`,
  }),
  aClaim({
    rule: 'clock-id-not-unique',
    path: './src/shop_lock.erl',
    startLine: 5,
    endLine: 6,
    quote: `    Token = erlang:unique_integer([positive]),\n    ${lock}`,
  }),
  aClaim({
    rule: 'quorum-frozen-size',
    path: 'lib/voting.ex',
    startLine: 2,
    endLine: 2,
    quote: 'div(length(voters), 2)',
    confidence: 99,
  }),
  aClaim({
    rule: 'cluster-unobserved',
    severity: 'minor',
    startLine: 1,
    endLine: 3,
    quote: 'defmodule Shop.Counter do\n  use GenServer\n',
  }),
]

/** Ten that are false, each in a way of its own, with the reason that is kept. */
export const falseClaims: readonly (readonly [claim: Record<string, unknown>, reason: string])[] = [
  [aClaim({ startLine: 7, endLine: 8 }), 'the quote does not stand at lib/counter.ex:7-8'],
  [
    aClaim({ quote: '    count = Shop.Store.get(key)\n    Shop.Store.put(key, count + 2)' }),
    'the quote does not stand at lib/counter.ex:6-7',
  ],
  [
    aClaim({ path: 'lib/store.ex', startLine: 4, endLine: 5 }),
    'the quote does not stand at lib/store.ex:4-5',
  ],
  [
    aClaim({ startLine: 4, endLine: 4, quote: '  # def bump_twice(key), do: bump(key)' }),
    'the quote does not stand at lib/counter.ex:4-4',
  ],
  [
    aClaim({
      path: 'tools/admin.ex',
      startLine: 2,
      endLine: 2,
      quote: 'def reset(key), do: Shop.Store.put(key, 0)',
    }),
    'tools/admin.ex is outside the reviewed paths',
  ],
  [aClaim({ startLine: 15, endLine: 17 }), 'lib/counter.ex ends at line 16'],
  [aClaim({ path: 'lib/nowhere.ex' }), 'there is no file lib/nowhere.ex among those that were read'],
  [aClaim({ rule: 'bad-vibes' }), 'there is no hazard bad-vibes in the list'],
  [
    aClaim({
      rule: 'quorum-not-majority',
      path: 'lib/voting.ex',
      startLine: 2,
      endLine: 2,
      quote: 'def approved?(votes, voters), do: length(votes) >= div(length(voters), 2)',
    }),
    'it is reported already, by a rule',
  ],
  [
    aClaim({
      startLine: 4,
      endLine: 4,
      quote: '  # Every node may call this; the count is read and written in two steps.',
    }),
    'the quote is a comment, not code',
  ],
]
