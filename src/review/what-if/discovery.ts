import type { ClusterFacts } from './facts.ts'
import type { Scenario } from './scenario.ts'

type Discovery = ClusterFacts['discovery'][number]

/** What a strategy does when its look-up fails. */
interface Outage {
  readonly outcome: 'disconnects' | 'keeps' | 'not-asked' | 'unknown'
  readonly text: string
  /** Milliseconds between two look-ups, where it polls. */
  readonly pollMs: number | null
}

const usualPoll = 5_000

const drops = (name: string) =>
  `${name} takes a failed look-up for an empty list and disconnects every peer at the next poll (recorded for Kubernetes.DNS).`

/** By the strategy's name, as far as api facts and the sources of the libraries say it. */
export function outageOf(
  { library, strategy, pollMs: said }: Discovery,
  what: (Scenario & { kind: 'discovery-fails' })['what'],
): Outage {
  const name = strategy.replace(/^(Elixir\.)?Cluster\.Strategy\./, '')
  const pollMs = said ?? usualPoll
  const asksDns =
    ['Kubernetes.DNS', 'Kubernetes.DNSSRV', 'DNSPoll'].includes(name) || library === 'dns_cluster'
  if (what === 'dns' && !asksDns && ['Kubernetes', 'Gossip', 'LocalEpmd'].includes(name))
    return { outcome: 'not-asked', text: `${name} asks no DNS for its peers.`, pollMs: null }
  if (what === 'kubernetes-api' && name !== 'Kubernetes')
    return { outcome: 'not-asked', text: `${name} does not ask the Kubernetes API.`, pollMs: null }
  if (library === 'libcluster') {
    if (['Kubernetes.DNS', 'Kubernetes.DNSSRV', 'DNSPoll'].includes(name))
      return { outcome: 'disconnects', text: drops(name), pollMs }
    if (name === 'Kubernetes')
      return {
        outcome: 'keeps',
        text: 'Kubernetes (the API) keeps its last list on an error; new nodes are not found.',
        pollMs,
      }
    if (name === 'Gossip')
      return {
        outcome: 'keeps',
        text: 'Gossip only ever connects; without its packets new nodes are not found.',
        pollMs: null,
      }
    if (name === 'Epmd' || name === 'LocalEpmd' || name === 'ErlangHosts')
      return {
        outcome: 'keeps',
        text: `${name} connects to a list that it has; what is connected stays.`,
        pollMs: null,
      }
  }
  if (library === 'dns_cluster')
    return { outcome: 'keeps', text: 'dns_cluster only ever connects; new nodes are not found.', pollMs }
  if (library === 'kernel')
    return {
      outcome: 'keeps',
      text: `\`${strategy}\` is called by the code itself; what is connected stays.`,
      pollMs: null,
    }
  return {
    outcome: 'unknown',
    text: `What ${library} ${name} does then is unknown, because its source was not read.`,
    pollMs: null,
  }
}
