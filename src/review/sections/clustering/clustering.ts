import { deployment, nodes, ownWorkloads, topologies } from '../../source/program/deployment/index.ts'
import { kernelSettings } from '../../source/program/deployment/settings/application.ts'
import type { Program } from '../../source/program/program.ts'
import type { Clustering } from '../shape.ts'
import { firstPlaces, places, placeText, postedOf, type Subject } from '../subject.ts'
import { settingsOf } from './kernel-settings.ts'

/** How nodes find each other, who they are, how many, and whether that suits. */
export function clustering(subject: Subject): Clustering {
  const { program, architecture } = subject
  const size = sizeOf(program)
  const mesh = 'evidence' in size ? (size.value.max ?? size.value.min) : null
  return {
    distribution: architecture.distribution,
    tls: tls(program),
    cookie: cookie(subject),
    ports: ports(program),
    discovery: architecture.discovery.map(({ library, strategy, evidence }) => {
      const known = failures.find((each) => each.strategy === strategy)
      return { library, strategy, onFailure: known?.text ?? null, source: known?.source ?? null, evidence }
    }),
    nodeIdentity: identity(program),
    size,
    links: mesh === null ? null : { nodes: mesh, cluster: (mesh * (mesh - 1)) / 2, perNode: mesh - 1 },
    kernelSettings: settingsOf(program),
    ...assessment(subject, mesh),
  }
}

const failures: readonly { readonly strategy: string; readonly text: string; readonly source: string }[] = [
  {
    strategy: 'Cluster.Strategy.Kubernetes.DNS',
    text: 'A look-up that fails counts as an empty list: every known peer is disconnected.',
    source: 'libcluster 3.5.0, lib/strategy/kubernetes_dns.ex',
  },
  {
    strategy: 'Cluster.Strategy.DNSPoll',
    text: 'Nodes that a look-up leaves out are disconnected.',
    source: 'libcluster 3.5.0, lib/strategy/dns_poll.ex',
  },
  {
    strategy: 'Cluster.Strategy.Kubernetes',
    text: 'When the API answers with an error the last list is kept.',
    source: 'libcluster 3.5.0, lib/strategy/kubernetes.ex',
  },
  {
    strategy: 'Cluster.Strategy.Epmd',
    text: 'It connects once at the start, unless `timeout:` is set.',
    source: 'libcluster 3.5.0, lib/strategy/epmd.ex',
  },
]

/** A release of a part of the repository, or an example. */
const nested = /(^|\/)(deps|plugins|apps|examples?|vendor)\//

function tls(program: Program): Clustering['tls'] {
  const flags = deployment(program).flags.filter(({ environment }) => environment === 'production')
  const encrypted = flags.filter(({ flag, value }) => flag === '-proto_dist' && /tls/.test(value ?? ''))
  if (encrypted.length > 0) return { value: 'yes', evidence: places(encrypted.map(({ site }) => site)) }
  const file = flags.filter(({ via, flag }) => via === 'vm.args' && (flag === '-name' || flag === '-sname'))
  const releases = new Set(file.map(({ site }) => site.frame.file.path))
  if (releases.size === 1 && !nested.test([...releases][0] ?? ''))
    return {
      value: 'no',
      evidence: places(
        file.map(({ site }) => site),
        1,
      ),
    }
  return { value: 'unknown', because: 'No flag of the emulator that would say it was read.' }
}

function cookie({ program, findings }: Subject): Clustering['cookie'] {
  const committed = findings.filter(({ rule, posted }) => posted && rule === 'dist-cookie-in-repo')
  if (committed.length > 0) return { value: 'in-the-repository', evidence: firstPlaces(committed) }
  const { flags, variables } = deployment(program)
  const given = [
    ...flags.filter(
      ({ flag, literal, environment }) => flag === '-setcookie' && !literal && environment === 'production',
    ),
    ...variables.filter(
      ({ name, literal, secret, environment }) =>
        /COOKIE/.test(name) && (secret || !literal) && environment === 'production',
    ),
  ]
  return given.length > 0
    ? { value: 'from-the-environment', evidence: places(given.map(({ site }) => site)) }
    : { value: 'unknown', because: 'Nothing that was read says where the cookie comes from.' }
}

function ports(program: Program): Clustering['ports'] {
  const setting = (key: string) =>
    kernelSettings(program, key).find(({ environment }) => environment === 'production')
  const [low, high] = [setting('inet_dist_listen_min'), setting('inet_dist_listen_max')]
  if (!low?.value)
    return { value: 'unknown', because: 'inet_dist_listen_min is not set: the port is chosen at each start.' }
  const value = high?.value && high.value !== low.value ? `${low.value} to ${high.value}` : low.value
  return { value, evidence: places(high ? [low.site, high.site] : [low.site]) }
}

function identity(program: Program): Clustering['nodeIdentity'] {
  const own = ownWorkloads(program).filter(({ environment }) => environment === 'production')
  const stable = own.filter(({ kind }) => kind === 'StatefulSet')
  const passing = own.filter(({ kind }) => kind === 'Deployment' || kind === 'ReplicaSet' || kind === 'fly')
  if (stable.length > 0 && passing.length === 0)
    return { value: 'stable', evidence: places(stable.map(({ site }) => site)) }
  if (passing.length > 0 && stable.length === 0)
    return { value: 'ephemeral', evidence: places(passing.map(({ site }) => site)) }
  if (own.length > 0 && stable.length > 0)
    return { value: 'unknown', because: 'Some workloads have stable names and others do not.' }
  const fixed = topologies(program).filter(
    ({ hosts, environment }) => hosts !== null && environment === 'production',
  )
  return fixed.length > 0
    ? { value: 'stable', evidence: places(fixed.map(({ site }) => site)) }
    : { value: 'unknown', because: 'No manifest and no list of hosts was read that names the nodes.' }
}

function sizeOf(program: Program): Clustering['size'] {
  const count = nodes(program)
  return count
    ? { value: { min: count.min, max: count.max }, evidence: places([count.from]) }
    : {
        value: 'unknown',
        because: 'No manifest, release or list of hosts that was read says how many nodes run.',
      }
}

const unfit = ['partisan-misconfigured']
const strained = [
  'mesh-size',
  'discovery-failure-disconnects',
  'partition-prevention-off',
  'stateful-on-ephemeral-identity',
]
/** Where the library that replaces the full mesh begins to speak of its limits. */
const comfortable = 60

function assessment(
  { findings, architecture }: Subject,
  mesh: number | null,
): Pick<Clustering, 'assessment' | 'why' | 'source'> {
  const against = postedOf(findings, [...unfit, ...strained])
  if (against.length > 0) {
    const worst = against.some(({ rule }) => unfit.includes(rule)) ? 'unfit' : 'strained'
    const why = against
      .slice(0, 3)
      .map(({ title, locations: [at] }) => (at ? `${title} (${placeText(at)}).` : `${title}.`))
    return { assessment: worst, why: why.join(' '), source: against[0]?.sources[0] ?? null }
  }
  if (mesh === null)
    return {
      assessment: 'unknown',
      why: 'How many nodes run, now and planned, is not in what was read. Links of a full mesh grow as n(n-1)/2.',
      source: null,
    }
  if (
    'evidence' in architecture.distribution &&
    architecture.distribution.value === 'disterl' &&
    mesh <= comfortable
  )
    return {
      assessment: 'fits',
      why: `${mesh} nodes are ${(mesh * (mesh - 1)) / 2} links, ${mesh - 1} for each node. OTP has no fixed limit; trouble is reported from 60 nodes on, depending on the application.`,
      source: 'Partisan 5, README, "Why do we need Partisan?"',
    }
  return {
    assessment: 'unknown',
    why: `${mesh} nodes; whether that suits depends on traffic that is not in the code: watch busy_dist_port and the time that :global takes for a lock.`,
    source: null,
  }
}
