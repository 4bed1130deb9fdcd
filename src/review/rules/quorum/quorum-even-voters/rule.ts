import type { List } from '../../../source/form.ts'
import { nodes, projects } from '../../../source/program/deployment/index.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { tables } from '../../../source/program/stores/index.ts'
import { origins } from '../../../source/program/values.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'

/** A list of voters that is spelled out, or the number of them that a manifest runs. */
interface Voters {
  readonly site: Site
  readonly count: number
  /** Who counts their votes. */
  readonly by: string
  readonly from: 'code' | 'manifest'
}

export default defineRule({
  id: 'quorum-even-voters',
  family: 'quorum',
  severity: 'minor',
  title: 'An even number of voters',
  problem:
    'An even number of voters bears no more failures than one voter less, and two stop when either fails.',
  failureScenario: [
    'Half of the voters are lost, or a cut leaves half on each side.',
    'No side has more than half.',
    'Nothing can be decided or written until they are back.',
  ],
  impact: 'One more machine that can fail, and none more that may.',
  guardsLookedFor: ['an odd number', 'a member that has no vote', 'a replacement that is under way'],
  fix: {
    summary: 'Run three or five voters; make further nodes clients, or members without a vote.',
    elixir: 'members = for name <- [:"store@a", :"store@b", :"store@c"], do: {:store, name}',
    erlang: "Members = [{store, Name} || Name <- ['store@a', 'store@b', 'store@c']]",
    residualRisk: 'Three voters on two machines or in two zones still stop with one of them.',
  },
  sources: [
    'ra, quorum is trunc(n / 2) + 1 https://hexdocs.pm/ra/ra.html',
    'Raft, section 5 https://raft.github.io/raft.pdf',
    'OTP mnesia, majority https://www.erlang.org/doc/apps/mnesia/mnesia.html',
  ],
  holds: 'voters are odd in number',
  check(program) {
    const examined = [...ofRa(program), ...ofMnesia(program), ...ofManifests(program)]
    const hits: Hit[] = []
    for (const voters of examined) {
      if (voters.count < 2 || voters.count % 2 === 1) continue
      hits.push(hitOf(voters))
    }
    return { hits, examined: examined.map(({ site }) => site) }
  },
})

function hitOf({ site, count, by, from }: Voters): Hit {
  const bears = count / 2 - 1
  const reasons: Reason[] = [
    { name: 'shape', text: `${by} has ${count} voters.` },
    from === 'manifest'
      ? { name: 'configured', text: `The manifest runs ${count}.`, site }
      : { name: 'followed', text: 'They are spelled out.', site },
  ]
  if (count === 2) reasons.push({ name: 'by-contract', text: 'More than half of two is two.' })
  return {
    site,
    ...(count === 2 ? { severity: 'important' as const } : {}),
    problem: `${count} voters need ${count / 2 + 1} and bear the loss of ${bears}, as ${count - 1} would.`,
    witness: {
      kind: 'none',
      because: `f(n) = n - (floor(n / 2) + 1): f(${count}) = ${bears} = f(${count - 1}).`,
    },
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}

/** Which argument of a start of ra lists the members. */
const starts = [
  ['start_cluster', 3],
  ['start_or_restart_cluster', 3],
] as const

function ofRa(program: Program): Voters[] {
  const found: Voters[] = []
  for (const [name, last] of starts) {
    for (const { expr, frame } of program.callsOf('ra', name)) {
      const members = expr.args[last]
      const list = members && literalList(program, { expr: members, frame })
      if (list)
        found.push({
          site: list,
          count: (list.expr as List).items.length,
          by: 'A cluster of ra',
          from: 'code',
        })
    }
  }
  return found
}

function ofMnesia(program: Program): Voters[] {
  const found: Voters[] = []
  for (const { majority, discCopies, ramCopies } of tables(program).mnesia.tables) {
    const copies = discCopies ?? ramCopies
    const list = majority === true && copies ? literalList(program, copies) : null
    if (list)
      found.push({
        site: list,
        count: (list.expr as List).items.length,
        by: 'A table of Mnesia with `majority`',
        from: 'code',
      })
  }
  return found
}

/** The one list without a tail that a value is. */
function literalList(program: Program, site: Site): Site | null {
  const [origin, another] = origins(program, site)
  return origin && !another && origin.expr.kind === 'list' && !origin.expr.tail ? origin : null
}

/** Libraries of consensus in which each node that runs is a voter. */
const voting: ReadonlySet<string> = new Set(['ra', 'khepri'])

function ofManifests(program: Program): Voters[] {
  const known = nodes(program)
  if (!known || known.max !== known.min) return []
  const library = projects(program).dependencies.find(({ name, direct }) => direct && voting.has(name))
  return library
    ? [{ site: known.from, count: known.min, by: `A cluster of ${library.name}`, from: 'manifest' }]
    : []
}
