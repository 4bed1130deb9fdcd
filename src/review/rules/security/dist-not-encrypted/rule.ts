import {
  deployment,
  kernelSettings,
  ownWorkloads,
  topologies,
} from '../../../source/program/deployment/index.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

const epmd = 4369

export default defineRule({
  id: 'dist-not-encrypted',
  family: 'security',
  severity: 'critical',
  title: 'The distribution can be reached, and is not encrypted',
  problem:
    'A port of the distribution leaves the private network, and the nodes do not use TLS. Traffic between nodes is in clear text, and a node that connects with the cookie may run any code.',
  failureScenario: [
    'The port is published beyond the hosts that need it.',
    'Somebody on the way reads what nodes send, or tries the cookie from outside.',
    'With the cookie he runs any code on every node.',
  ],
  impact: 'What nodes send each other is read or changed; with the cookie, every node is taken over.',
  guardsLookedFor: [
    '`-proto_dist inet_tls`',
    '`inet_dist_use_interface`',
    'ports that stay inside the cluster',
    'a secret for the gossip',
  ],
  fix: {
    summary:
      'Use TLS for the distribution with certificates that both sides check, do not publish EPMD or the range of its ports, and give the gossip a secret.',
    elixir:
      '# the address that the nodes listen at stays inside; TLS comes with -proto_dist inet_tls in vm.args\nconfig :kernel,\n  inet_dist_use_interface: {10, 0, 0, 5},\n  inet_dist_listen_min: 9100,\n  inet_dist_listen_max: 9105',
    erlang:
      '%% sys.config; vm.args has -proto_dist inet_tls and -ssl_dist_optfile with verify_peer for both sides\n[{kernel, [{inet_dist_use_interface, {10, 0, 0, 5}},\n           {inet_dist_listen_min, 9100},\n           {inet_dist_listen_max, 9105}]}].',
    residualRisk: 'A node that is let in may run any code: TLS decides who is let in, not what he may do.',
  },
  sources: [
    'Erlang, distributed systems, security https://www.erlang.org/doc/system/distributed.html#security',
    'Using TLS for Erlang distribution https://www.erlang.org/doc/apps/ssl/ssl_distribution.html',
    'libcluster, Gossip https://hexdocs.pm/libcluster/Cluster.Strategy.Gossip.html',
  ],
  holds: 'the distribution is encrypted, or stays inside',
  check(program) {
    if (encrypted(program)) return { hits: [], examined: [] }
    const ports = [...publishedPorts(program)]
    const gossip = topologies(program).filter(
      ({ strategy, environment }) => strategy === 'Cluster.Strategy.Gossip' && environment === 'production',
    )
    const hits = [
      ...ports.map(({ site, number }) => portHit(site, number)),
      ...gossip.filter(({ secret }) => secret === null).map(({ site }) => gossipHit(site)),
    ]
    return { hits, examined: [...ports, ...gossip].map(({ site }) => site) }
  },
})

/** TLS for the distribution, or an interface that it is bound to, anywhere outside tests and development. */
function encrypted(program: Program): boolean {
  const { flags, variables } = deployment(program)
  return (
    flags.some(
      ({ flag, value }) =>
        flag === '-ssl_dist_optfile' || (flag === '-proto_dist' && /tls/.test(value ?? '')),
    ) ||
    variables.some(({ text }) => /inet6?_tls/.test(text ?? '')) ||
    kernelSettings(program, 'inet_dist_use_interface').length > 0
  )
}

function* publishedPorts(program: Program): Iterable<{ readonly site: Site; readonly number: number }> {
  const bound = (key: string) => Number(kernelSettings(program, key)[0]?.value ?? Number.NaN)
  const [min, max] = [bound('inet_dist_listen_min'), bound('inet_dist_listen_max')]
  for (const { environment, ports } of ownWorkloads(program)) {
    if (environment !== 'production') continue
    for (const { number, published, site } of ports)
      if (published && (number === epmd || (number >= min && number <= max))) yield { site, number }
  }
}

function portHit(site: Site, number: number): Hit {
  const what = number === epmd ? 'EPMD, which names every node and its port,' : 'The distribution'
  const reasons: Reason[] = [
    { name: 'shape', text: `Port ${number} is published.` },
    { name: 'configured', text: 'It is so in production, and no setting turns TLS on.' },
  ]
  return {
    site,
    problem: `${what} can be reached at port ${number} from outside the private network, and the nodes do not use TLS. Traffic between nodes is in clear text, and a node that connects with the cookie may run any code.`,
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}

function gossipHit(site: Site): Hit {
  const reasons: Reason[] = [
    { name: 'shape', text: 'Nodes find each other by gossip, without a secret.' },
    { name: 'configured', text: 'It is so in production.' },
    { name: 'by-contract', text: 'Without `secret` the strategy believes every packet that it gets.' },
  ]
  return {
    site,
    severity: 'important',
    problem:
      'Nodes find each other by UDP packets that are neither encrypted nor signed: whoever sends one of the right form makes every node try to connect to a name of his choice.',
    failureScenario: [
      'Somebody in the same network sends a packet with the name of a node of his.',
      'Every node that hears it connects there, and shows that it knows the cookie.',
      'Traffic between nodes is in clear text besides: he reads what passes.',
    ],
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}
