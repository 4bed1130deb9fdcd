import type { Trace } from '../../../report.ts'
import type { Expr, List } from '../../../source/form.ts'
import { nodes } from '../../../source/program/deployment/index.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { keyword } from '../../../source/program/stores/literals.ts'
import { origins } from '../../../source/program/values.ts'
import { visitClause } from '../../../source/walk.ts'
import { quorumUnderCut } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

/** As it is written in Elixir and in Erlang. */
export const strategyAtoms = [
  'Horde.UniformQuorumDistribution',
  'Elixir.Horde.UniformQuorumDistribution',
] as const

export default defineRule({
  id: 'horde-quorum-auto-members',
  family: 'registries',
  severity: 'critical',
  title: 'A quorum of whoever is visible',
  problem:
    '`UniformQuorumDistribution` counts its members, and the members are set to the visible nodes, so each side of a cut has all of its members and goes on.',
  failureScenario: [
    'The network splits.',
    'On nodedown each side drops the other from its members.',
    'Each side has more than half of its own members, and starts what it thinks is missing.',
  ],
  impact: 'Every process runs on both sides, which is what the strategy was chosen to prevent.',
  guardsLookedFor: ['members as a list that is configured', '`set_members` from such a list'],
  fix: {
    summary: 'Name the members from configuration, so that a partition does not shrink them.',
    elixir:
      'children = [\n  {Horde.DynamicSupervisor,\n   name: MyApp.Sup,\n   strategy: :one_for_one,\n   distribution_strategy: Horde.UniformQuorumDistribution,\n   members: for(n <- Application.fetch_env!(:my_app, :nodes), do: {MyApp.Sup, n})}\n]',
    erlang:
      "{ok, Nodes} = application:get_env(my_app, nodes),\n'Elixir.Horde.DynamicSupervisor':start_link([\n    {name, my_sup},\n    {strategy, one_for_one},\n    {distribution_strategy, 'Elixir.Horde.UniformQuorumDistribution'},\n    {members, [{my_sup, N} || N <- Nodes]}\n])",
    residualRisk:
      'An even number of members leaves the first by name out of the vote. The minority notices after up to 75 s with the default tick, so both sides run for that long.',
  },
  sources: [
    'Horde.DynamicSupervisor, `members: :auto` https://hexdocs.pm/horde/Horde.DynamicSupervisor.html',
    'Horde.UniformQuorumDistribution https://hexdocs.pm/horde/Horde.UniformQuorumDistribution.html',
    'Horde, issues 45 and 47 https://github.com/derekkraan/horde/issues/45',
  ],
  holds: 'quorum strategies of Horde have members that a cut does not shrink',
  check(program) {
    const examined = strategyAtoms.flatMap((name) => program.atoms(name))
    const hits: Hit[] = []
    for (const site of examined) {
      const members = autoMembers(program, site)
      if (members) hits.push(hitAt(program, members, site, 'The members are `auto`: the nodes visible now.'))
    }
    const setting = ['Horde.Cluster', 'Elixir.Horde.Cluster'].flatMap((cluster) => [
      ...program.callsOf(cluster, 'set_members'),
    ])
    for (const site of examined.length > 0 ? setting : []) {
      const [, members] = site.expr.args
      const source = members && sourceOf(program, { expr: members, frame: site.frame }, 'visible-nodes')
      if (source) hits.push(hitAt(program, site, source, 'The members are set to the nodes visible now.'))
    }
    return { hits, examined }
  },
})

function hitAt(program: Program, site: Site, cause: Site, text: string): Hit {
  const witness = bothSides(program)
  const reasons: Reason[] = [
    { name: 'shape', text: 'A strategy that counts a quorum has members that follow what is visible.' },
    { name: 'configured', text, site: cause },
  ]
  if (witness) reasons.push({ name: 'computed-witness', text: 'A cut after which both sides pass.' })
  return { site, ...(witness ? { witness } : {}), reasons: [...reasons, ...placeReasons(site.frame)] }
}

/** More than half of the members must be alive, and after a cut all members are. */
function bothSides(program: Program): Trace | null {
  const known = nodes(program)
  const count = Math.min(Math.max(known?.max ?? known?.min ?? 3, 2), 9)
  const result = quorumUnderCut({ nodes: count, of: 'visible', threshold: (n) => n / 2, comparison: '>' })
  return result.answer === 'broken' ? result : null
}

/** `members: auto` beside the strategy, or in the other functions of a module that is such a supervisor. */
function autoMembers(program: Program, site: Site): Site | null {
  const list = ancestorsOf(site).findLast((above): above is List => 'kind' in above && above.kind === 'list')
  if (!list) return null
  const beside = keyword(list, 'members')
  if (beside) return isAuto(program, { expr: beside, frame: site.frame }) ? pairAt(list, beside, site) : null
  const { module, file } = site.frame
  if (!module?.uses.some((use) => use.module === 'Horde.DynamicSupervisor')) return null
  for (const fn of module.functions) {
    for (const clause of fn.clauses) {
      let found: Expr | null = null
      visitClause(clause, (expr) => {
        const value = expr.kind === 'list' ? keyword(expr, 'members') : null
        if (expr.kind === 'list' && value?.kind === 'atom' && value.name === 'auto')
          found = expr.items.find((item) => item.kind === 'tuple' && item.items[1] === value) ?? value
      })
      if (found) return { expr: found, frame: { file, module, fn, clause, caller: null } }
    }
  }
  return null
}

function pairAt(list: List, value: Expr, { frame }: Site): Site {
  return { expr: list.items.find((item) => item.kind === 'tuple' && item.items[1] === value) ?? value, frame }
}

function isAuto(program: Program, members: Site): boolean {
  return origins(program, members).some(({ expr }) => expr.kind === 'atom' && expr.name === 'auto')
}
