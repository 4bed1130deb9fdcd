import type { Finding, Location } from '../../src/review/report.ts'

/** One place in the sample repository. */
export function aLocation(overrides: Partial<Location> = {}): Location {
  return {
    path: 'lib/store.ex',
    startLine: 12,
    endLine: 12,
    symbol: 'Shop.Store.start/1',
    snippet: '  :ra.start_cluster(:default, :stock, machine, voters())',
    ...overrides,
  }
}

/** A finding with every field filled: a majority of visible nodes, with its witness. */
export function aFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    rule: 'quorum-of-visible',
    family: 'leadership',
    severity: 'critical',
    confidence: 92,
    confidenceBasis: 'witness',
    posted: true,
    fingerprint: 'a1b2c3d4e5f60718',
    symbolFingerprint: '8170f6e5d4c3b2a1',
    title: 'Both sides of a cut have a majority of what they can see',
    problem:
      'The size of the cluster is counted from the nodes that are visible, so it shrinks with the partition',
    failureScenario: [
      'Five nodes run; the network is cut 3 | 2.',
      'The left side sees 3 nodes and asks for 2 votes; it elects a leader.',
      'The right side sees 2 nodes and asks for 2 votes; it elects a leader too.',
    ],
    impact: 'Both lead, and both accept decrements of the same stock',
    locations: [
      aLocation({
        path: 'lib/cluster/leader_election.ex',
        startLine: 34,
        endLine: 35,
        symbol: 'Shop.LeaderElection.elect/1',
        snippet:
          '    reachable = length([node() | Node.list()])\n    if reachable >= div(reachable, 2) + 1, do: become_leader()',
      }),
    ],
    evidence: [
      {
        name: 'size of the visible',
        weight: 45,
        text: 'The threshold is computed from Node.list/0',
        location: aLocation({ path: 'lib/cluster/leader_election.ex', startLine: 34, endLine: 34 }),
      },
      { name: 'grants power', weight: 30, text: 'The branch calls become_leader/0', location: null },
      {
        name: 'computed witness',
        weight: 27,
        text: 'Two disjoint groups reach the threshold',
        location: null,
      },
      { name: 'script', weight: -10, text: 'One of two callers is a mix task', location: null },
    ],
    guardsLookedFor: ['a configured voter list', 'a vote per term', 'a fencing token at `Stock.put/2`'],
    witness: {
      kind: 'quorum-sets',
      nodes: 5,
      left: ['a', 'b', 'c'],
      right: ['d', 'e'],
      leftNeeds: 2,
      rightNeeds: 2,
      steps: ['a, b and c elect a.', 'd and e elect d.'],
      howComputed: 'All cuts of 5 nodes in two were tried',
    },
    fix: {
      summary: 'Count votes against a configured list of voters, and keep one durable vote for each term',
      code: 'voters = Application.fetch_env!(:shop, :voters)\nmajority = div(length(voters), 2) + 1\n',
      language: 'elixir',
      residualRisk: 'A leader that was cut off must still be fenced at the stock',
      patch: null,
    },
    sources: ['Raft §5.2 https://raft.github.io/raft.pdf', 'OTP kernel_app, net_ticktime'],
    origin: 'rule',
    accepted: null,
    ...overrides,
  }
}
