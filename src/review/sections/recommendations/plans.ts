import type { Recommendation } from '../shape.ts'

type Effort = Pick<Recommendation['effort'], 'low' | 'high' | 'unit'> & { readonly each: boolean }

/** How a kind of change is made, what it may break and how it is taken back. */
interface Change {
  readonly effort: Effort
  readonly basis: string
  readonly risk: string
  readonly rollback: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Hours are for one place where `each`, else for the whole; who knows the code may judge otherwise. */
export const changes = {
  call: {
    effort: { low: 0.5, high: 2, unit: 'hours', each: true },
    basis: 'a change of one call and of what its callers do with the answer, for each place',
    risk: 'Callers see an error where they saw nothing before: each must be looked at.',
    rollback: 'Revert the commit; nothing that is stored has changed.',
    before: ['Read what each caller does with an error.'],
    after: ['Deploy to one node, watch its error log, then to the others.'],
  },
  arithmetic: {
    effort: { low: 1, high: 3, unit: 'hours', each: true },
    basis: 'one expression and its test, for each place',
    risk: 'More nodes must agree than before: what went through with half is refused now.',
    rollback: 'Revert the commit; nodes of both versions must not vote together for long.',
    before: ['Write the test of the arithmetic first and see it fail.'],
    after: ['Deploy to all nodes in one go, not over days.'],
  },
  configuration: {
    effort: { low: 1, high: 4, unit: 'hours', each: false },
    basis: 'a setting, and a restart of every node',
    risk: 'Nodes with the old and the new setting run side by side during the restart.',
    rollback: 'Set the old value and restart.',
    before: [],
    after: ['Try it on staging with the fault that it is for.', 'Restart node by node.'],
  },
  table: {
    effort: { low: 0.5, high: 2, unit: 'days', each: false },
    basis: 'the table, every operation on it, and a test on several nodes',
    risk: 'Writes are refused where they went through before: callers need an answer to that.',
    rollback: 'Change the table back with the same function; what was written stays.',
    before: ['List what reads and writes the table.', 'Decide what a caller does that is refused.'],
    after: [],
  },
  server: {
    effort: { low: 0.5, high: 3, unit: 'days', each: false },
    basis: 'one module and its tests',
    risk: 'Messages of old and new nodes meet during the deployment.',
    rollback: 'Revert the commit and restart the nodes that have it.',
    before: ['Write the test on several nodes first and see it fail.'],
    after: ['Keep the messages of the old version understood until every node has the new one.'],
  },
  design: {
    effort: { low: 3, high: 10, unit: 'days', each: false },
    basis: 'a mechanism is exchanged, with its callers, its operation and a test on several nodes',
    risk: 'Two mechanisms must never both decide: the switch itself needs a moment without either.',
    rollback:
      'Keep the old mechanism behind a setting until the new one has stood the test on staging; switch back by that setting, never both at once.',
    before: [
      'Write down who votes, what a term is and what fences the one who lost it.',
      'Write the test on several nodes first and see it fail.',
    ],
    after: ['Switch at a time when no work is under way.'],
  },
  recovery: {
    effort: { low: 3, high: 10, unit: 'days', each: false },
    basis: 'a rule that picks the side that stays, what is saved of the other, and a test on several nodes',
    risk: 'A recovery that runs by mistake drops writes: it must run on the losing side alone.',
    rollback: 'Turn the recovery off by a setting: both sides then stay apart until somebody acts, as now.',
    before: [
      'Decide with the owners of the data which side stays, and what becomes of the writes of the other.',
      'Write the test on several nodes first and see it fail.',
    ],
    after: ['Let it only report on staging at first, through one real cut.'],
  },
  lease: {
    effort: { low: 2, high: 5, unit: 'days', each: false },
    basis: 'where the lease is granted, where it is checked, and what it guards',
    risk: 'Leases of the old and the new kind must not both be held: let the old ones end first.',
    rollback: 'Revert the commit after the longest lease has ended.',
    before: ['List what acts under the lease, and whether a late act of an old holder can be refused there.'],
    after: ['Wait for one lease time between the old version and the new.'],
  },
} as const satisfies Record<string, Change>

export type ChangeKind = keyof typeof changes

/** What kind of change each rule asks for; those that are not listed are changes of a server. */
export const kindOfChange: Readonly<Record<string, ChangeKind>> = {
  'quorum-not-majority': 'arithmetic',
  'quorum-rw-no-overlap': 'arithmetic',
  'quorum-even-voters': 'configuration',
  'quorum-of-visible': 'design',
  'quorum-frozen-size': 'design',
  'leader-no-quorum': 'design',
  'leader-visibility-quorum': 'design',
  'leader-by-node-order': 'design',
  'leader-no-fencing': 'design',
  'leader-no-step-down': 'design',
  'horde-quorum-auto-members': 'configuration',
  'clock-wall-lease': 'lease',
  'clock-monotonic-crosses-vm': 'lease',
  'registry-eventual-singleton': 'design',
  'crdt-guards-invariant': 'design',
  'redis-lock-unsafe': 'lease',
  'mnesia-no-majority': 'table',
  'mnesia-no-partition-recovery': 'recovery',
  'mnesia-dirty-rmw': 'table',
  'discovery-failure-disconnects': 'configuration',
  'partition-prevention-off': 'configuration',
  'tick-time-mismatch': 'configuration',
  'partisan-misconfigured': 'configuration',
  'dist-cookie-in-repo': 'configuration',
  'dist-not-encrypted': 'configuration',
  'pubsub-pool-size-drift': 'configuration',
  'boot-split-formation': 'configuration',
  'stateful-on-ephemeral-identity': 'configuration',
  'rpc-no-timeout': 'call',
  'rpc-error-as-value': 'call',
  'multi-call-partial-failure': 'call',
  'multicall-zip-misaligned': 'call',
  'connect-result-ignored': 'call',
  'mnesia-join-result-ignored': 'call',
  'sequential-fanout': 'call',
  'async-stream-nodes': 'call',
  'global-lock-partial': 'call',
  'binary-to-term-untrusted': 'call',
  'crdt-neighbours-overwritten': 'call',
  'crdt-neighbours-one-way': 'call',
  'retry-no-backoff': 'call',
  'ra-apply-return-shape': 'call',
  'advisory-lock-pooled-session': 'call',
  'lock-outside-transaction': 'call',
}

/** A rule whose mending needs that of another first, where both are found. */
export const comesAfter: readonly (readonly [rule: string, first: string, because: string])[] = [
  ['leader-no-fencing', 'quorum-of-visible', 'a fencing token is the term of an election that is right'],
  ['leader-no-fencing', 'leader-by-node-order', 'a fencing token is the term of an election that is right'],
  ['leader-no-step-down', 'quorum-of-visible', 'a leader steps down when it loses the votes of its term'],
  [
    'mnesia-no-partition-recovery',
    'mnesia-no-majority',
    'with a majority one side writes: what is to be recovered is smaller',
  ],
  ['mnesia-no-majority', 'mnesia-join-result-ignored', 'a majority of copies needs copies that were made'],
  ['timeout-treated-as-not-done', 'rpc-no-timeout', 'there is a time-out to treat'],
  ['retry-not-idempotent', 'timeout-treated-as-not-done', 'a retry follows an unknown outcome'],
]

/** What can be observed besides the review, for rules where something can. */
export const observed: Readonly<Record<string, string>> = {
  'mnesia-no-majority': '`mnesia:table_info(Table, majority)` is true on every node',
  'dist-cookie-in-repo': 'the old cookie no longer connects to any node',
  'dist-not-encrypted': '`ss -tnp` shows TLS on the distribution port and a plain node is refused',
  'discovery-failure-disconnects': 'with the look-up blocked on staging, `nodes()` stays as it was',
  'partition-prevention-off':
    '`application:get_env(kernel, prevent_overlapping_partitions)` is the same on every node',
  'tick-time-mismatch': '`net_kernel:get_net_ticktime()` is the same on every node',
}
