import type { Sections } from '../../src/review/sections/shape.ts'
import { aLocation } from './sample-finding.ts'

const evidence = [aLocation()]

/** Sections with every part filled; `says` stands in for the words that come from reviewed code. */
export function sections(says: (words: string) => string = (words) => words): Sections {
  return {
    components: [
      {
        id: 'server:Shop.Stock',
        name: says('Shop.Stock'),
        kind: 'server',
        what: says('GenServer'),
        runs: 'each-node',
        state: 'ephemeral',
        evidence,
      },
      {
        id: 'server:Shop.Cart',
        name: says('Shop.Cart'),
        kind: 'server',
        what: says('GenServer'),
        runs: 'each-key',
        state: 'none',
        evidence,
      },
      {
        id: 'table:mnesia:stock',
        name: says('stock'),
        kind: 'table',
        what: says('Mnesia table, copies in memory'),
        runs: 'cluster',
        state: 'durable',
        evidence,
      },
    ],
    edges: [
      {
        from: 'server:Shop.Cart',
        to: 'server:Shop.Stock',
        kind: 'rpc',
        crossesNodes: 'yes',
        timeoutMs: 5000,
        sites: 2,
        evidence,
      },
      {
        from: 'server:Shop.Stock',
        to: 'table:mnesia:stock',
        kind: 'store',
        crossesNodes: 'unknown',
        timeoutMs: null,
        sites: 1,
        evidence,
      },
    ],
    assumptions: [says('Calls through variables are left out')],
    clustering: {
      distribution: { value: 'disterl', evidence },
      tls: { value: 'unknown', because: says('no file of the release was read') },
      cookie: { value: 'from-the-environment', evidence },
      ports: { value: says('9100 to 9105'), evidence },
      discovery: [
        {
          library: says('libcluster'),
          strategy: says('Cluster.Strategy.Gossip'),
          onFailure: says('nodes stay as they are'),
          source: says('libcluster 3.3'),
          evidence,
        },
      ],
      nodeIdentity: { value: 'ephemeral', evidence },
      size: { value: { min: 3, max: 5 }, evidence },
      links: { nodes: 5, cluster: 10, perNode: 4 },
      kernelSettings: [
        {
          key: 'net_ticktime',
          value: says('60'),
          set: false,
          meaning: says('a lost node is seen after 45 to 75 s'),
          evidence,
        },
      ],
      assessment: 'fits',
      why: says('five nodes are few for a full mesh'),
      source: null,
    },
    useCases: [
      {
        id: 'counter:stock',
        kind: 'counter',
        name: says('stock'),
        mechanismNow: says('Mnesia, dirty operations'),
        guaranteeNow: says('none'),
        fit: 'unsafe',
        why: says('two decrements can count as one'),
        findings: ['a1b2c3d4e5f60718', 'nowhere'],
        needs: [
          {
            dimension: says('invariant'),
            value: says('yes'),
            basis: 'code',
            because: says('it may not fall below 0'),
          },
        ],
        options: [{ name: says('PostgreSQL'), score: 8.2, caveat: says('one more service') }],
        better: {
          name: says('PostgreSQL'),
          rationale: says('one transaction holds the invariant'),
          wouldChange: [says('writes on both sides of a cut')],
        },
        question: says('may a side refuse writes?'),
        evidence,
      },
    ],
    operations: [
      {
        name: says('Shop.Stock.decrement/1'),
        datum: says('stock'),
        does: 'write',
        through: says('mnesia:dirty_write/1'),
        consistency: 'none',
        inPartition: 'all-sides',
        otherwise: 'latency',
        because: says('dirty operations ask nobody'),
        evidence,
      },
    ],
    scenarios: [
      {
        id: 'even-split',
        title: says('An even split'),
        cut: says('2 | 2'),
        reads: { who: 'every-side', because: says('reads are local') },
        writes: { who: 'every-side', because: says('writes are dirty') },
        leaders: { who: 'unknown', because: says('no election was found') },
        detection: { minS: 45, maxS: 75, because: says('net_ticktime is 60') },
        onHeal: says('the tables stay apart'),
        dataAtRisk: [{ what: says('stock'), why: says('both sides sell the last item'), evidence }],
        defined: 'by-accident',
        evidence,
      },
    ],
    monitoring: {
      existing: [{ signal: says('queue lengths'), evidence }],
      gaps: [
        {
          id: 'margin',
          signal: says('Nodes above the quorum'),
          whyHere: says('three nodes vote'),
          priority: 'now',
          snippet: { language: 'elixir', code: says('length(Node.list())'), fillIn: [says('the exporter')] },
          alert: {
            condition: says('margin < 1'),
            forS: 90,
            derivedFrom: says('75 s of detection and one scrape'),
          },
          evidence,
        },
      ],
    },
    recommendations: [
      {
        rank: 1,
        id: 'majority',
        title: says('Count the configured voters'),
        why: says('both sides lead'),
        mends: ['a1b2c3d4e5f60718'],
        priority: 'now',
        effort: { low: 2, high: 4, unit: 'hours', basis: says('one function') },
        riskOfChange: says('a minority stops'),
        steps: [says('Name the voters'), says('Compare with more than half')],
        rollback: says('Deploy the version before'),
        dependsOn: [],
        doneWhen: says('a cut elects one leader'),
        evidence,
      },
    ],
    tests: [
      {
        id: 'cut',
        title: says('Cut the cluster in two'),
        covers: ['even-split', 'a1b2c3d4e5f60718'],
        level: 'multi-vm',
        setup: [says('Start five peers')],
        fault: {
          tool: 'iptables',
          commands: [says('iptables -A INPUT -s 10.0.0.2 -j DROP')],
          undo: [says('iptables -D INPUT -s 10.0.0.2 -j DROP')],
        },
        wait: { seconds: 80, because: says('75 s of detection') },
        workload: says('one decrement a second'),
        invariants: [says('at most one leader for each term')],
        passWhen: says('no invariant is broken'),
        runnableNow: false,
        notRunnableBecause: says('the addresses are not in the code'),
        file: 'test/partition_test.exs',
      },
    ],
    testFiles: [
      {
        path: 'test/partition_test.exs',
        language: 'elixir',
        code: says('defmodule PartitionTest do\nend\n'),
        run: says('mix test test/partition_test.exs'),
        fillIn: [says('the start function')],
      },
    ],
    learnings: {
      path: '.claude/project-learnings.md',
      begin: '<!-- begin -->',
      end: '<!-- end -->',
      block: says('<!-- begin -->\n## Quorum\n```\n3 of 5\n```\n<!-- end -->\n'),
    },
    nextSteps: [
      {
        what: says('Mend finding 1'),
        doneWhen: says('its test passes'),
        command: says('distreview review .'),
      },
    ],
    holds: [{ what: says('Every remote call has a limit'), evidence }],
    unknowns: [{ what: says('Load'), because: says('nothing was run') }],
  }
}
