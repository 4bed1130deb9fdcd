import type { Expr } from '../../../source/form.ts'
import { clusterEvidence } from '../../../source/program/deployment/index.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { children } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { optionOf, type PubSub, pubSubs } from '../started.ts'

/** Numbers that are another one on each machine. */
const perMachine = new Set([
  'System:schedulers_online',
  'System:schedulers',
  'erlang:system_info',
  'System:get_env',
  'System:fetch_env!',
  'os:getenv',
])

export default defineRule({
  id: 'pubsub-pool-size-drift',
  family: 'pubsub',
  severity: 'important',
  title: 'The number of PubSub shards depends on the machine',
  problem:
    'A topic goes to a shard by a hash over `pool_size`. Nodes whose numbers differ send to shards that the others do not listen to.',
  failureScenario: [
    'Nodes run on machines with different numbers of cores, or one is replaced by a larger one.',
    'Each computes another `pool_size`.',
    'Broadcasts between them reach no shard, and are dropped without a word.',
  ],
  impact: 'Some topics work between some nodes, others do not.',
  guardsLookedFor: ['a constant on all nodes', '`broadcast_pool_size`', 'one node'],
  fix: {
    summary:
      'Write a constant. To change it, raise `pool_size` with the old `broadcast_pool_size` first, and that one in a second deploy.',
    elixir: '{Phoenix.PubSub, name: MyApp.PubSub, pool_size: 4}',
    erlang: "{'Elixir.Phoenix.PubSub', [{name, my_pubsub}, {pool_size, 4}]}",
    residualRisk: 'Before 2.2.0 there is no `broadcast_pool_size`: a change needs all nodes at once.',
  },
  sources: [
    'Phoenix.PubSub, pool size and its safe change https://hexdocs.pm/phoenix_pubsub/Phoenix.PubSub.html',
  ],
  holds: 'all nodes have the same number of PubSub shards',
  check(program) {
    const [cluster] = clusterEvidence(program)
    const hits: Hit[] = []
    for (const pubSub of pubSubs(program)) {
      const varying = sizeOf(program, pubSub)
      if (!varying) continue
      const reasons: Reason[] = [
        { name: 'shape', text: '`pool_size` is computed.', site: pubSub.site },
        { name: 'followed', text: 'It comes from the machine or its environment.', site: varying },
        ...(cluster
          ? [{ name: 'clustered' as const, text: `More than one node runs: ${cluster.reason}.` }]
          : []),
        ...placeReasons(pubSub.site.frame),
      ]
      hits.push({ site: pubSub.site, reasons })
    }
    return { hits, examined: pubSubs(program).map(({ site }) => site) }
  },
})

/** The call that makes the size another one on each machine, or null. */
function sizeOf(program: Program, pubSub: PubSub): Site | null {
  const size = optionOf(pubSub, 'pool_size')
  const kept = optionOf(pubSub, 'broadcast_pool_size')
  // The number that broadcasts hash over may be fixed on its own.
  if (!size || kept?.expr.kind === 'integer') return null
  return varying(program, size, 4)
}

function varying(program: Program, site: Site, depth: number): Site | null {
  if (depth === 0) return null
  for (const origin of origins(program, site)) {
    const { expr, frame } = origin
    if (expr.kind === 'call' && perMachine.has(`${expr.module}:${expr.name}`)) return origin
    for (const part of children(expr) as readonly Expr[]) {
      const found = varying(program, { expr: part, frame }, depth - 1)
      if (found) return found
    }
  }
  return null
}
