import type { Finding } from '../../report.ts'
import type { Sections, TestCase } from '../shape.ts'
import { postedOf, type Subject } from '../subject.ts'
import { clockAhead, cut, heldService, noLookUps, oneWay, paused, restart, slowNetwork } from './faults.ts'

type Parts = Pick<Sections, 'operations' | 'useCases' | 'scenarios' | 'clustering'>
type Draft = Pick<TestCase, 'id' | 'title' | 'covers' | 'fault' | 'wait'> & {
  readonly extra?: readonly string[]
}

/** What is run on staging with the network of production: the cuts, the clock, restarts and slow nodes. */
export function stagingTests(subject: Subject, parts: Parts, seconds: number): TestCase[] {
  const { findings } = subject
  const checked = invariantsOf(parts)
  const tick = {
    seconds,
    because: 'longer than the upper bound of the tick: until then both sides see each other',
  }
  const of = (...rules: string[]) => fingerprints(postedOf(findings, rules))
  const drafts: Draft[] = [
    {
      id: 'staging:majority-minority',
      title: 'A majority and a minority',
      covers: ['majority-minority', 'even-split'],
      fault: cut,
      wait: tick,
    },
    {
      id: 'staging:one-isolated',
      title: 'The node that leads, or holds the most, is isolated',
      covers: ['one-isolated', ...of('leader-no-step-down', 'leader-no-fencing')],
      fault: cut,
      wait: tick,
    },
    {
      id: 'staging:asymmetric',
      title: 'One direction of one link is lost',
      covers: ['asymmetric'],
      fault: oneWay,
      wait: tick,
    },
    {
      id: 'staging:heal',
      title: 'Heal after both sides wrote',
      covers: ['heal', ...of('mnesia-no-partition-recovery', 'merge-not-a-join', 'partition-no-heal-merge')],
      fault: cut,
      wait: tick,
      extra: ['Write to both sides during the cut, then undo it and wait as long again.'],
    },
    {
      id: 'staging:rolling-restart',
      title: 'One node after the other is restarted',
      covers: [...of('shutdown-without-drain', 'stateful-on-ephemeral-identity')],
      fault: restart,
      wait: {
        seconds: 30,
        because:
          'a node that stops closes its connections: the loss is seen at once; the time is for its start',
      },
    },
    {
      id: 'staging:slow-node',
      title: 'A node stands still and is not dead',
      covers: ['slow-node', ...of('rpc-no-timeout', 'sequential-fanout')],
      fault: paused,
      wait: tick,
    },
    {
      id: 'staging:timeout-then-retry',
      title: 'A call times out, was done, and is sent again',
      covers: of('timeout-treated-as-not-done', 'retry-not-idempotent', 'ra-timeout-resubmit'),
      fault: slowNetwork,
      wait: { seconds: 60, because: 'long enough for some calls to run into their limits' },
    },
  ]
  if (
    parts.clustering.discovery.some(
      ({ library, strategy }) => library !== 'kernel' && /DNS|Kubernetes|dns/.test(strategy),
    )
  )
    drafts.push({
      id: 'staging:discovery-outage',
      title: 'Look-ups of names get no answer',
      covers: ['discovery-outage', ...of('discovery-failure-disconnects')],
      fault: noLookUps,
      wait: { seconds: 30, because: 'some polling intervals of the strategy (5 s by default)' },
    })
  const clocks = postedOf(findings, [
    'clock-wall-lease',
    'clock-lww-timestamp',
    'clock-id-not-unique',
    'lease-renew-too-late',
  ])
  if (clocks.length > 0)
    drafts.push({
      id: 'staging:clock-skew',
      title: 'The clock of one node is 2 s ahead',
      covers: fingerprints(clocks),
      fault: clockAhead,
      wait: { seconds: 30, because: 'longer than a lease of some seconds: compare it with yours' },
    })
  const services = new Set(
    parts.operations.flatMap(({ inPartition, through }) =>
      inPartition === 'one-side' ? [/^Redix|^eredis/.test(through) ? 'redis' : 'db'] : [],
    ),
  )
  if (services.has('db'))
    drafts.push({
      id: 'staging:database-held',
      title: 'The database holds its answers',
      covers: [],
      fault: heldService('db', 5432),
      wait: {
        seconds: 60,
        because: 'longer than the limits of the pool and of a query (15 s each by default)',
      },
      extra: ['PostgreSQL at its usual port; for another database change both ports.'],
    })
  if (services.has('redis'))
    drafts.push({
      id: 'staging:redis-held',
      title: 'Redis holds its answers',
      covers: [],
      fault: heldService('redis', 6379),
      wait: { seconds: 60, because: 'longer than the limits of the client' },
    })
  return drafts.map(({ extra, ...draft }) => ({
    ...draft,
    level: 'staging',
    setup: [
      ...(draft.id.endsWith('majority-minority')
        ? ['An odd number of nodes, cut so that one side has most; then an even number, cut in halves.']
        : ['A staging cluster of the size of production.']),
      ...(draft.fault.tool === 'iptables' || draft.fault.tool === 'tc'
        ? ['Root on the hosts, and a way in that the fault does not cut.']
        : []),
      ...(extra ?? []),
    ],
    workload: workloadOf(parts),
    invariants: checked,
    passWhen: 'Each invariant holds over the recorded history, during the fault and after its undo.',
    runnableNow: false,
    notRunnableBecause:
      'It needs a staging cluster, its addresses and a load that records what was acknowledged.',
    file: null,
  }))
}

function fingerprints(findings: readonly Finding[]): string[] {
  return findings.map(({ fingerprint }) => fingerprint)
}

function workloadOf({ operations }: Parts): string {
  const of = (does: string) => operations.filter((one) => one.does === does).map(({ name }) => name)
  const names = [...new Set([...of('write'), ...of('lock')])]
  return names.length === 0
    ? 'No operation on data that nodes share was found: use the requests that matter most.'
    : `Calls of ${names.slice(0, 4).join(', ')} on every side, each recorded with its answer.`
}

/** Only what the program promises anywhere: no invariant is made up for a mechanism that it does not have. */
function invariantsOf({ useCases, operations }: Parts): string[] {
  const has = (kind: string) => useCases.find((each) => each.kind === kind)
  const found: string[] = []
  const leader = has('leader')
  if (leader) found.push(`At most one node leads at any time (${leader.name}).`)
  const lock = has('lock')
  if (lock) found.push(`At most one holder of a lock acts at any time (${lock.name}).`)
  const bounded = has('bounded counter')
  if (bounded) found.push(`${bounded.name}: the sum of what was taken never exceeds what was there.`)
  const counter = has('counter')
  if (counter) found.push(`${counter.name}: every acknowledged increment is counted once.`)
  if (operations.some(({ does }) => does === 'write'))
    found.push('Every write that was acknowledged can be read after the heal.')
  if (has('job')) found.push('No job has two effects for one key.')
  return found.length > 0 ? found : ['Every request is answered, or refused, within its limit.']
}
