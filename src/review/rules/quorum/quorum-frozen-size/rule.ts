import { nodes, topologies } from '../../../source/program/deployment/index.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { disjointQuorums } from '../../../witness/index.ts'
import { decides, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { type Frozen, frozen } from './frozen.ts'

export default defineRule({
  id: 'quorum-frozen-size',
  family: 'quorum',
  severity: 'critical',
  title: 'A quorum that does not grow with the cluster',
  problem:
    'The number of nodes that must agree is fixed when the code is compiled or configured, and the cluster may have twice as many: then two groups that share no node both reach it.',
  failureScenario: [
    'The cluster grows beyond twice the fixed quorum less one.',
    'The network splits it into groups that each have the fixed number of nodes.',
    'Each group agrees with itself and goes on.',
  ],
  impact: 'Two or more leaders or owners after a cut, though the code counts a quorum.',
  guardsLookedFor: [
    'a number of nodes that the manifests hold at no more than twice the quorum less one',
    'membership that is read when it is decided',
  ],
  fix: {
    summary:
      'Read the committed membership when it is decided, and alert where more nodes run than the quorum is made for.',
    elixir:
      'def quorum(server) do\n  with {:ok, members, _leader} <- :ra.members(server) do\n    {:ok, div(length(members), 2) + 1}\n  end\nend',
    erlang:
      'quorum(Server) ->\n    case ra:members(Server) of\n        {ok, Members, _Leader} -> {ok, length(Members) div 2 + 1};\n        Other -> Other\n    end.',
    residualRisk:
      'Membership changes must go through the log one at a time, or two sizes are in force at once.',
  },
  sources: [
    'Swarm, Swarm.Distribution.StaticQuorumRing https://hexdocs.pm/swarm/Swarm.Distribution.StaticQuorumRing.html',
    'Raft, section 6 https://raft.github.io/raft.pdf',
  ],
  holds: 'fixed quorums fit the number of nodes that run',
  check(program) {
    const examined = frozen(program)
    const hits: Hit[] = []
    const seen = new Set<unknown>()
    for (const one of examined) {
      if (seen.has(one.site.expr)) continue
      const hit = judge(program, one)
      if (!hit) continue
      seen.add(one.site.expr)
      hits.push(hit)
    }
    return { hits, examined: examined.map(({ site }) => site) }
  },
})

function judge(program: Program, one: Frozen): Hit | null {
  const { site, needs, compared } = one
  if (needs < 2) return null
  const known = nodes(program)
  const reasons: Reason[] = [
    { name: 'shape', text: `${needs} nodes must agree, however many there are.` },
    { name: 'named', text: `The code calls it \`${one.name}\`.` },
  ]
  if (compared && decides(compared))
    reasons.push({ name: 'decides', text: 'A count is compared with it to decide.', site: compared })
  if (!known) {
    const open = growing(program)
    if (!open) return null
    reasons.push({
      name: 'clustered',
      text: 'Nodes are found when it runs; nothing bounds their number.',
      site: open,
    })
    return { site, reasons: [...reasons, ...placeReasons(site.frame)] }
  }
  const count = known.max ?? known.min
  const witness = disjointQuorums({ nodes: count, threshold: needs, comparison: '>=' })
  if (witness.answer !== 'broken') return null
  const groups = Math.floor(count / needs)
  return {
    site,
    also: [known.from],
    witness,
    problem: `${needs} nodes must agree, and up to ${count} run: ${groups} groups that share no node each reach ${needs}.`,
    reasons: [
      ...reasons,
      { name: 'configured', text: `Up to ${count} nodes run.`, site: known.from },
      { name: 'computed-witness', text: 'Two disjoint groups that both reach it were computed.' },
      ...placeReasons(site.frame),
    ],
  }
}

/** A topology that takes in whatever nodes it finds. */
function growing(program: Program): Site | null {
  const found = topologies(program).find(
    ({ hosts, environment, strategy }) =>
      hosts === null &&
      environment === 'production' &&
      !/LocalEpmd$|Epmd$|^static$|^manual$/.test(strategy ?? ''),
  )
  return found?.site ?? null
}
