import { clusterEvidence, nodes } from '../../../source/program/deployment/index.ts'
import type { Site } from '../../../source/program/program.ts'
import { accesses } from '../../../source/program/stores/index.ts'
import { anyOf, split } from '../../../source/program/words.ts'
import { limitPerReplica } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'
import { constantOf } from './limit.ts'

/** What a limit is called: of a whole system more often than of a node. */
const limiting = new Set([
  'limit',
  'limiter',
  'ratelimit',
  'throttle',
  'throttler',
  'quota',
  'bruteforce',
  'lockout',
])

/** Stores in the memory of one node that count by themselves. */
const counted = new Set(['ets', 'cachex', 'atomics', 'concache'])

export default defineRule({
  id: 'state-node-local',
  family: 'races',
  severity: 'important',
  title: 'A limit that each node counts by itself',
  problem:
    'The counter is in the memory of one node, and more than one node runs: each lets the whole limit through.',
  failureScenario: [
    'Requests are spread over the nodes.',
    'Each node counts those that it sees.',
    'Together they let through as many times the limit as there are nodes.',
  ],
  impact: 'With k nodes the limit is k times as high, and it changes when the cluster grows.',
  guardsLookedFor: [
    'a counter that nodes share',
    'routing that sends a key to one node',
    'a limit that is meant for each node',
  ],
  fix: {
    summary:
      'Choose an owner of the count: a database, Redis, or one node for each key; or divide the limit by the nodes.',
    elixir:
      '{:ok, count} = Redix.command(:redix, ["INCR", "limit:#{key}:#{window}"])\nif count == 1, do: Redix.command(:redix, ["EXPIRE", "limit:#{key}:#{window}", "60"])\ncount <= limit',
    erlang: '{ok, Count} = eredis:q(Redis, ["INCR", ["limit:", Key]]),\nbinary_to_integer(Count) =< Limit',
    residualRisk: 'Whoever holds the count must be reachable: decide whether requests pass while it is not.',
  },
  sources: ['OTP stdlib, ets: a table is of one node https://www.erlang.org/doc/apps/stdlib/ets.html'],
  holds: 'limits are counted where all nodes see them',
  // Whether the limit is meant for each node is not seen in the code.
  candidate: true,
  together: 'module',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { site, store, operation } of accesses(program)) {
      if (operation !== 'update-atomic' || !counted.has(store)) continue
      const { frame } = site
      const names = [frame.module?.name ?? '', frame.fn?.name ?? '']
      if (!names.some((name) => anyOf(new Set(split(name)), limiting))) continue
      const [cluster] = clusterEvidence(program)
      if (!cluster) continue
      examined.push(site)
      const limit = constantOf(frame)
      const replicas = Math.max(2, nodes(program)?.min ?? 2)
      const trace = limit === null ? null : limitPerReplica({ replicas, limit, shared: false })
      const reasons: Reason[] = [
        { name: 'shape', text: 'A limit is counted in the memory of one node.' },
        { name: 'named', text: 'The module or function is called a limit.' },
        { name: 'clustered', text: 'More than one node runs.', site: cluster.site },
      ]
      hits.push({
        site,
        severity: severityAt(frame, 'important'),
        reasons: [...reasons, ...placeReasons(frame)],
        ...(trace?.answer === 'broken' ? { witness: trace } : {}),
      })
    }
    return { hits, examined }
  },
})
