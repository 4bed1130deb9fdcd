import type { Expr } from '../../../source/form.ts'
import { keyOf } from '../../../source/key.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { quantity } from '../../../source/program/quantity.ts'
import { origins } from '../../../source/program/values.ts'
import { split } from '../../../source/program/words.ts'
import { splitOfFixedSize } from '../../../witness/split.ts'
import { decides, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { capped } from '../capped.ts'
import { aboutHalf, fixedSize, type Threshold, thresholds } from '../threshold.ts'
import { asksTooMany, countsOutsiders } from './count.ts'
import { asMajority } from './majority.ts'

export default defineRule({
  id: 'quorum-not-majority',
  family: 'quorum',
  severity: 'critical',
  title: 'The threshold is not more than half',
  problem:
    'The number of votes that is asked for is not more than half of the voters, so two groups that share no voter can both reach it.',
  failureScenario: [
    'The network splits the voters into two groups.',
    'Each group counts enough votes by the code.',
    'Both decide; neither knows of the other.',
  ],
  impact:
    'Two leaders, two owners or two different decisions at the same time; what one side accepted is lost or contradicted when the network heals.',
  guardsLookedFor: [
    'a comparison with `>` in place of `>=`',
    'one more added to the half',
    'a threshold that only looks for the edge (one more loss is fatal)',
  ],
  fix: {
    summary: 'Ask for more than half of the configured voters.',
    elixir: 'def majority(voters) when is_integer(voters) and voters > 0, do: div(voters, 2) + 1',
    erlang: 'majority(Voters) when is_integer(Voters), Voters > 0 -> Voters div 2 + 1.',
    residualRisk:
      'A right threshold is no election: one vote per node and term, kept on disk, and a losing side that steps down are still needed.',
  },
  sources: [
    'D. K. Gifford, "Weighted Voting for Replicated Data", SOSP 1979',
    'Ongaro and Ousterhout, Raft, section 5 https://raft.github.io/raft.pdf',
  ],
  holds: 'thresholds ask for more than half',
  check(program) {
    const compared = thresholds(program)
    const hits: Hit[] = []
    for (const threshold of compared) {
      // A size that shrinks with the partition is the other quorum rule's.
      if (threshold.sizeVisible) continue
      const hit = outsiders(program, threshold) ?? judge(threshold) ?? tooMany(threshold)
      const mend = hit?.witness && !doubted(hit) ? asMajority(program, threshold, compared) : undefined
      if (hit) hits.push(mend ? { ...hit, mend } : hit)
    }
    for (const site of uncompared(program, compared)) {
      const value = capped(program, site) ?? quantity(program, site)
      if (!value?.size) continue
      const witness = splitOfFixedSize((n) => Math.ceil(value.at(n)), fixedSize(program, value.size))
      if (!witness) continue
      const unseen: Reason = {
        name: 'comparison-unseen',
        text: 'No comparison with it is in sight: with `>` it would be right.',
      }
      hits.push({
        site,
        witness,
        reasons: [...shapeReasons, named, computed, unseen, ...placeReasons(site.frame)],
      })
    }
    return {
      hits,
      examined: [
        ...compared.map(({ site }) => site),
        ...hits.map(({ site }) => site).filter((site) => !compared.some((known) => known.site === site)),
      ],
    }
  },
})

/** Where the node itself may not be among those counted, half of the others is a majority already. */
function doubted({ reasons }: Hit): boolean {
  return reasons.some(({ name }) => name === 'may-exclude-self')
}

const shapeReasons: readonly Reason[] = [
  { name: 'shape', text: 'Half of a number of nodes is used as a threshold.' },
]
const named: Reason = { name: 'named', text: 'The code calls it a quorum or a majority.' }
const computed: Reason = {
  name: 'computed-witness',
  text: 'Two disjoint groups that both reach the threshold were computed.',
}

function judge(threshold: Threshold): Hit | null {
  const { site } = threshold
  const witness = splitOfFixedSize(threshold.needs, threshold.fixedSize)
  if (!witness) return null
  const reasons: Reason[] = [...shapeReasons, computed]
  if (threshold.namesQuorum) reasons.push(named)
  if (threshold.namesCount)
    reasons.push({
      name: 'followed',
      text: 'What is compared with it is a count of votes, answers or nodes.',
      site: threshold.count,
    })
  if (decides(site)) reasons.push({ name: 'decides', text: 'The comparison decides what happens.' })
  const { needsWithoutSelf } = threshold
  if (needsWithoutSelf && !splitOfFixedSize(needsWithoutSelf, threshold.fixedSize)) {
    const text =
      'The node itself may not be among those counted: half of the others and itself are a majority.'
    reasons.push({ name: 'may-exclude-self', text })
  }
  return { site, witness, reasons: [...reasons, ...placeReasons(site.frame)] }
}

/** Half of the voters is asked for, and everybody but the voters is counted. */
function outsiders(program: Program, threshold: Threshold): Hit | null {
  const difference = countsOutsiders(program, threshold)
  if (!difference) return null
  const reasons: Reason[] = [
    ...shapeReasons,
    {
      name: 'followed',
      text: 'What is counted is what is left when the voters are taken away.',
      site: difference,
    },
  ]
  if (threshold.namesQuorum) reasons.push(named)
  if (decides(threshold.site)) reasons.push({ name: 'decides', text: 'The comparison decides what happens.' })
  return {
    site: threshold.site,
    problem:
      'The difference is taken the wrong way round: nodes that are no voters are counted, and compared with half of the voters.',
    failureScenario: [
      'All voters can be seen, and the count is 0: the quorum is not there.',
      'Nodes that are no voters are connected as well, or the two lists write names in different ways.',
      'Their number passes for a quorum, on each side of a cut.',
    ],
    reasons: [...reasons, ...placeReasons(threshold.site.frame)],
  }
}

/** Safe, and less available than the name says; shown below the threshold. */
function tooMany(threshold: Threshold): Hit | null {
  const asked = asksTooMany(threshold)
  if (!asked) return null
  const { nodes, needs } = asked
  return {
    site: threshold.site,
    severity: 'important',
    problem: `It is called a majority, and asks for ${needs} of ${nodes}: one loss fewer is borne than a majority would bear.`,
    failureScenario: [
      `A cluster of ${nodes} has lost ${nodes - needs + 1}; ${needs - 1} are left, which is a majority.`,
      'The comparison says that it is none, and what waits for a majority waits on.',
    ],
    reasons: [...shapeReasons, named, ...placeReasons(threshold.site.frame)],
  }
}

const quorumName = new Set(['quorum', 'majority'])

function namesQuorum(name: string): boolean {
  // A predicate (`has_quorum?`) answers, it is not the number.
  return !name.endsWith('?') && !/^(is|has)_/.test(name) && split(name).some((word) => quorumName.has(word))
}

/** Half of something, called quorum or majority, that no comparison in the program reaches. */
function uncompared(program: Program, compared: readonly Threshold[]): Site[] {
  const reached = new Set(compared.flatMap(({ limit }) => origins(program, limit).map(({ expr }) => expr)))
  const found: Site[] = []
  const consider = (expr: Expr, site: Site) => {
    const value = capped(program, site) ?? quantity(program, site)
    if (!reached.has(expr) && value?.size && keyOf(value.size.expr) !== keyOf(expr) && aboutHalf(value.at))
      found.push(site)
  }
  for (const { constant, frame } of program.constants()) {
    if (namesQuorum(constant.name)) consider(constant.value, { expr: constant.value, frame })
  }
  for (const { file, module, fn } of program.functions()) {
    if (!namesQuorum(fn.name)) continue
    for (const clause of fn.clauses) {
      const last = clause.body.at(-1)
      // A function that only names a constant is that constant's place again.
      if (last && last.kind !== 'constant')
        consider(last, { expr: last, frame: { file, module, fn, clause, caller: null } })
    }
  }
  return found
}
