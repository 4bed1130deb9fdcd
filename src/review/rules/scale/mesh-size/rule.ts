import { clusterEvidence, nodes, topologies } from '../../../source/program/deployment/index.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { meshLinks } from '../../../witness/index.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

/** Nodes of a full mesh that are in order without measuring. */
const inOrder = 30

/** What costs more with every node of a full mesh: locks, broadcasts and copies on all nodes. */
const overAll: readonly (readonly [module: string, words: string])[] = [
  ['global', 'locks of `global` are taken on every node'],
  ['Horde.Registry', 'Horde keeps a copy of its registry on every node'],
  ['Horde.DynamicSupervisor', 'Horde keeps its children on every node'],
  ['Swarm', 'Swarm keeps its registry on every node'],
  ['syn', 'Syn keeps its registry on every node'],
  ['Phoenix.PubSub', 'each broadcast is sent to every node'],
  ['mnesia', 'Mnesia commits on every node that has a copy'],
  ['rpc', '`rpc` asks other nodes'],
]

export default defineRule({
  id: 'mesh-size',
  family: 'scale',
  severity: 'important',
  title: 'A full mesh of many nodes',
  problem:
    'Every node is connected to every other, and more of them run than a full mesh carries without measuring. Links grow with the square of the nodes, and with them ticks, broadcasts and locks over all nodes.',
  failureScenario: [
    'The deployment grows to its upper bound.',
    'Each node holds a link to each other; a node that starts connects to all of them.',
    'One slow link delays what goes to all, and a lock over all nodes waits for the slowest.',
  ],
  impact: 'Starts take long, ticks are missed, and one slow node slows all.',
  guardsLookedFor: [
    'fewer than 30 nodes',
    'a topology that is no full mesh',
    'code that does not go to all nodes',
  ],
  fix: {
    summary:
      'In order of cost: fewer members (clients outside, hidden nodes), scopes of `pg` or Syn, clusters by region, PubSub outside; only then another distribution layer.',
    elixir:
      '# only the members of the scope exchange their groups\nchildren = [%{id: :orders, start: {:pg, :start_link, [:orders]}}]\nSupervisor.start_link(children, strategy: :one_for_one)',
    erlang:
      '%% only the members of the scope exchange their groups\n{ok, _} = pg:start_link(orders),\nok = pg:join(orders, workers, self()).',
    residualRisk:
      'There is no hard limit: measure `busy_dist_port` and the time that locks take before and after.',
  },
  sources: [
    'Partisan, Why do we need Partisan https://hexdocs.pm/partisan/readme.html',
    'erlang:system_monitor/2, busy_dist_port https://www.erlang.org/doc/apps/erts/erlang.html#system_monitor/2',
  ],
  holds: 'the full mesh stays small',
  check(program) {
    const count = nodes(program)
    if (!count || count.max === null) return { hits: [], examined: [] }
    const site = count.from
    const used = costs(program)
    const evidence = clusterEvidence(program)
    const otherLayer = topologies(program).some(({ library }) => library === 'partisan')
    const links = meshLinks({ nodes: count.max, most: inOrder })
    const [first] = evidence
    if (!first || otherLayer || used.length === 0 || links.answer !== 'broken')
      return { hits: [], examined: [site] }
    const reasons: Reason[] = [
      { name: 'shape', text: `Up to ${count.max} nodes form a full mesh.` },
      { name: 'configured', text: 'The number is set for production.', site },
      { name: 'clustered', text: 'The nodes are connected.', site: first.site },
      ...used
        .slice(0, 2)
        .map(({ words, site: use }): Reason => ({ name: 'named', text: `Here ${words}.`, site: use })),
      { name: 'computed-witness', text: 'The links were counted.' },
    ]
    const hit: Hit = {
      site,
      problem: `Up to ${count.max} nodes form a full mesh: ${count.max - 1} links at each, ${(count.max * (count.max - 1)) / 2} in all.`,
      witness: links,
      reasons,
    }
    return { hits: [hit], examined: [site] }
  },
})

function costs(program: Program): { readonly words: string; readonly site: Site }[] {
  return overAll.flatMap(([module, words]) => {
    const site = program.firstCalls(module).find(({ frame }) => frame.file.pathClass === 'service')
    return site ? [{ words, site }] : []
  })
}
