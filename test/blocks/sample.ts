import type { ChecklistItem, Examined, Report } from '../../src/review/report.ts'
import { aLocation } from './sample-finding.ts'
import { findings } from './sample-findings.ts'

const criteria = [
  'The clustering strategy suits the scale',
  'The coordination mechanism is justified for each use case',
  'Split brain is prevented by votes or a lock, by fencing, and by stepping down',
  'The quorum arithmetic is right',
  'Nothing of a clock is compared across nodes',
  'Behaviour in a partition is defined',
  'The choice between consistency and availability is explicit',
  'Retries are idempotent, and a timeout is an unknown outcome',
  'The distribution is secured',
  'Monitoring is recommended with derived thresholds',
  'The test plan can be run',
  'Findings are written down for the project',
  'What was not reviewed is stated',
]

/** Thirteen items: 1, 4 and 13 met, 3 not met, 9 not applicable, the rest unknown. */
function checklist(): ChecklistItem[] {
  return criteria.map((item, at): ChecklistItem => {
    const number = at + 1
    if ([1, 4, 13].includes(number)) {
      return {
        number,
        item,
        status: 'met',
        evidence: ['lib/store.ex:12'],
        because: 'Five voters are configured',
      }
    }
    if (number === 3) {
      return {
        number,
        item,
        status: 'not-met',
        evidence: ['finding 1'],
        because: 'Both sides of a cut elect a leader',
      }
    }
    if (number === 9)
      return { number, item, status: 'not-applicable', evidence: [], because: 'One node only' }
    return { number, item, status: 'unknown', evidence: [], because: 'Nothing that was read shows it' }
  })
}

function examined(): Examined[] {
  return [
    {
      rule: 'leader-no-quorum',
      title: 'Leader without a majority',
      places: 1,
      holding: 1,
      holds: 'leadership by :ra with 5 voters',
      examples: [aLocation()],
    },
    {
      rule: 'rpc-no-timeout',
      title: 'Remote call that may wait for ever',
      places: 7,
      holding: 7,
      holds: 'remote calls have time limits',
      examples: [
        aLocation({ path: 'lib/store.ex', startLine: 40, endLine: 44 }),
        aLocation({ path: 'src/shop_sync.erl', startLine: 18, endLine: 18, symbol: 'shop_sync:pull/2' }),
      ],
    },
    {
      rule: 'clock-wall-lease',
      title: 'Lease decided by wall time',
      places: 0,
      holding: 0,
      holds: 'leases are measured with monotonic time',
      examples: [],
    },
  ]
}

/** A complete report: three critical, seven important and two minor findings in both languages, some with hostile strings. */
export function aReport(overrides: Partial<Report> = {}): Report {
  return {
    tool: { name: 'distreview', version: '0.1.0', rules: 58 },
    target: {
      repository: 'acme/shop',
      kind: 'commit',
      paths: ['lib/cluster', 'src'],
      ref: 'main',
      dirty: false,
      languages: ['elixir', 'erlang'],
      webUrl: 'https://github.com/acme/shop',
    },
    commit: '3f2a91c0d4b5e6f708192a3b4c5d6e7f80912a3b',
    depth: 'quick',
    ranAt: '2026-11-03T10:15:00Z',
    durationMs: 1912,
    verdict: 'critical-findings',
    counts: { critical: 3, important: 7, minor: 2, belowThreshold: 1, accepted: 0 },
    findings: findings(),
    fixes: { shown: 0, rejected: [] },
    examined: examined(),
    architecture: {
      distribution: {
        value: 'disterl',
        evidence: [aLocation({ path: 'rel/vm.args', startLine: 3, endLine: 3, symbol: null })],
      },
      discovery: [
        {
          library: 'libcluster',
          strategy: 'Cluster.Strategy.Kubernetes.DNS',
          settings: { service: 'shop-headless', polling_interval: '5000' },
          evidence: [aLocation({ path: 'config/runtime.exs', startLine: 8, endLine: 14, symbol: null })],
        },
      ],
      libraries: [
        { name: 'libcluster', version: '3.3.3', from: 'mix.lock' },
        { name: 'ra', version: null, from: 'rebar.config' },
      ],
      registries: [
        {
          kind: ':global',
          evidence: [aLocation({ path: 'lib/cluster/names.ex', startLine: 5, endLine: 5 })],
        },
      ],
      pubsub: [],
    },
    coverage: {
      files: 212,
      lines: 31_480,
      bytes: 1_300_000,
      contextFiles: 9,
      skipped: [
        { path: 'lib/cluster/data.exs', reason: '17 MB, over the limit' },
        { path: 'lib/cluster/web.heex', reason: 'a template' },
      ],
      unread: [{ path: 'src/shop_old.erl', startLine: 10, endLine: 31, reason: 'an unfinished form' }],
      notes: ['The clone is shallow'],
    },
    checklist: checklist(),
    sections: null,
    facts: null,
    expert: null,
    ...overrides,
  }
}

/** A report without findings: what holds, and what was not judged. */
export function aQuietReport(overrides: Partial<Report> = {}): Report {
  const report = aReport()
  return {
    ...report,
    target: { ...report.target, paths: ['lib/cluster'] },
    verdict: 'no-findings',
    counts: { critical: 0, important: 0, minor: 0, belowThreshold: 0, accepted: 0 },
    findings: [],
    coverage: { ...report.coverage, skipped: [], unread: [], notes: [] },
    ...overrides,
  }
}
