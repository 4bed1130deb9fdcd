import { topologies } from '../../../source/program/deployment/index.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { needsMesh } from '../full-mesh.ts'
import { connectsNewOnly } from './new-only.ts'

/** Strategies that take an answer without a node as word that the node is gone, and a failed look-up as an empty answer. */
const byLookup = /^(Elixir\.)?Cluster\.Strategy\.(Kubernetes\.DNS|Kubernetes\.DNSSRV|DNSPoll)$/
const epmd = /^(Elixir\.)?Cluster\.Strategy\.Epmd$/

export default defineRule({
  id: 'discovery-failure-disconnects',
  family: 'partitions',
  severity: 'important',
  title: 'A failed look-up in DNS disconnects the cluster',
  problem:
    'This strategy of libcluster takes a failed look-up for an empty list, and disconnects every node that is not on the list.',
  failureScenario: [
    'The resolver fails, or answers with a part of the list, for one polling interval.',
    'Every node disconnects every node that it was not told of.',
    'Names, locks and members are decided anew on each side; at the next look-up the sides meet with two of each.',
  ],
  impact: 'A partition of the whole cluster, made by an outage of something else.',
  guardsLookedFor: [
    'an own `disconnect:` in the topology',
    'strategies that keep the last list on an error',
    'an application that only has caches or messages on the mesh',
    'topologies for development and tests',
  ],
  fix: {
    summary: 'Let discovery add nodes only. Dead nodes leave by themselves when the tick ends.',
    elixir:
      'config :libcluster,\n  topologies: [\n    k8s: [\n      strategy: Cluster.Strategy.Kubernetes.DNS,\n      disconnect: {MyApp.Cluster, :ignore_disconnect, []},\n      config: [service: "myapp-headless", application_name: "myapp", polling_interval: 5_000]\n    ]\n  ]',
    erlang:
      'ignore_disconnect(_Node) ->\n    %% the topology names this as disconnect: the node stays until the tick ends\n    true.',
    residualRisk: 'A node that was taken out on purpose stays connected until it stops.',
  },
  sources: [
    'libcluster, strategies Kubernetes.DNS, Kubernetes.DNSSRV and DNSPoll https://hexdocs.pm/libcluster',
    'libcluster, issues 190 and 202 https://github.com/bitwalker/libcluster/issues/202',
  ],
  holds: 'discovery does not disconnect nodes',
  check(program) {
    const all = topologies(program).filter(
      ({ library, strategy }) => library === 'libcluster' && strategy !== null,
    )
    const hits: Hit[] = []
    for (const { strategy, overrides, settings, hosts, environment, site } of all) {
      if (environment === 'test' || environment === 'development' || strategy === null) continue
      if (byLookup.test(strategy) && !overrides.some(({ key }) => key === 'disconnect'))
        hits.push(...hitOf(program, site, strategy, null))
      else if (
        epmd.test(strategy) &&
        connectsOthers(settings, hosts) &&
        !settings.some(({ key }) => key === 'timeout')
      )
        hits.push(...hitOf(program, site, strategy, connectsOnce))
    }
    const connects = program.callsOf('Cluster.Strategy', 'connect_nodes')
    for (const site of connects) {
      const remembered = connectsNewOnly(program, site)
      if (!remembered) continue
      hits.push({
        site,
        ...newOnly,
        reasons: [
          { name: 'shape', text: 'Only nodes that are new on the list are connected.' },
          {
            name: 'followed',
            text: 'The list is compared with what the strategy remembers, not with who is connected.',
            site: remembered,
          },
          {
            name: 'by-contract',
            text: '`connect_nodes/4` leaves out by itself who is connected, and connects no one else again.',
          },
          ...placeReasons(site.frame),
        ],
      })
    }
    return { hits, examined: [...all.map(({ site }) => site), ...connects] }
  },
})

/** Hosts are given, and they are not all this machine. */
function connectsOthers(
  settings: readonly { readonly key: string }[],
  hosts: readonly string[] | null,
): boolean {
  if (!settings.some(({ key }) => key === 'hosts')) return false
  return hosts === null || hosts.some((host) => !/@(127\.|localhost)/.test(host))
}

const connectsOnce = {
  title: 'A node that is lost is not connected again',
  problem:
    'The Epmd strategy without `timeout` connects once, at the start: a node that is lost is never connected again.',
  failureScenario: [
    'A link breaks for longer than the tick, and both nodes drop the connection.',
    'The link is back. The strategy connected at the start and does nothing more.',
    'The nodes stay apart until something else sends a message between them, or one is restarted.',
  ],
} as const

const newOnly = {
  title: 'A node that is lost is not connected again',
  problem:
    'The strategy connects the nodes that are new since its last round. A node that it has once connected is never connected again, though the link to it is lost.',
  failureScenario: [
    'A link breaks for longer than the tick, and both nodes drop the connection.',
    'Both are still on the list that discovery gives: neither is new, and neither is connected.',
    'The nodes stay apart until something else sends a message between them, or one is restarted.',
  ],
  fixCode:
    'Cluster.Strategy.connect_nodes(topology, state.connect, state.list_nodes, MapSet.to_list(new_nodes))',
} as const

function hitOf(program: Program, site: Site, strategy: string, words: typeof connectsOnce | null): Hit[] {
  const [need] = needsMesh(program)
  if (!need) return []
  const name = strategy.replace(/^(Elixir\.)?Cluster\.Strategy\./, '')
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: words ? `\`${name}\` has no \`timeout\`.` : `\`${name}\` runs with its own \`disconnect\`.`,
    },
    { name: 'configured', text: 'The topology is that of the running system.' },
    { name: 'followed', text: `${need.what} rides on the mesh.`, site: need.site },
  ]
  return [{ site, ...(words ?? {}), reasons: [...reasons, ...placeReasons(site.frame)] }]
}
