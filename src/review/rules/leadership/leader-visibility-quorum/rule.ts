import type { Trace } from '../../../report.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { visibilityElection } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { agreementIn } from '../agreement.ts'
import { outcomesOf } from '../outcomes.ts'
import { answersLeader, roleTakenBelow } from '../role.ts'
import { type Sight, sights } from './sight.ts'

export default defineRule({
  id: 'leader-visibility-quorum',
  family: 'leadership',
  severity: 'critical',
  title: 'A node leads because it sees a majority',
  problem:
    'The node takes the role when it sees enough nodes. Seeing is not voting: without any cut every node sees them, so every node takes the role.',
  failureScenario: [
    'All nodes are up and see each other.',
    'Each counts enough nodes and takes the role.',
    'Several lead at once, with no fault at all; after a cut the side that lost goes on for 45 to 75 s.',
  ],
  impact: 'Several leaders at the same time, each of which writes, schedules or assigns work.',
  guardsLookedFor: [
    'a vote, a lock or a log asked in the same branch',
    'a test that only takes power away: pause, step down, not ready',
    'a size that is computed from the visible nodes as well (reported by quorum-of-visible)',
  ],
  fix: {
    summary:
      'Count votes of one term, of which each node gives one and keeps it on disk; or let a library do it (ra). Use sight only to stop.',
    elixir:
      'def handle_call({:request_vote, term, candidate}, _from, %{term: t, voted_for: v} = s) do\n  cond do\n    term < t -> {:reply, {:no, t}, s}\n    term == t and v not in [nil, candidate] -> {:reply, {:no, t}, s}\n    true -> {:reply, {:yes, term}, persist!(%{s | term: term, voted_for: candidate})}\n  end\nend',
    erlang:
      'handle_call({request_vote, Term, _}, _From, #{term := T} = S) when Term < T ->\n    {reply, {no, T}, S};\nhandle_call({request_vote, T, Candidate}, _From, #{term := T, voted_for := V} = S)\n  when V =/= undefined, V =/= Candidate ->\n    {reply, {no, T}, S};\nhandle_call({request_vote, Term, Candidate}, _From, S) ->\n    {reply, {yes, Term}, persist(S#{term := Term, voted_for := Candidate})}',
    residualRisk:
      'Votes need the check of the log as well (Raft, section 5.4.1), and a leader that is paused may act after its successor.',
  },
  sources: [
    'Raft, sections 5.2 and 5.4 https://raft.github.io/raft.pdf',
    'OTP kernel, net_ticktime https://www.erlang.org/doc/apps/kernel/kernel_app.html',
  ],
  holds: 'nobody leads by the number of nodes that it sees',
  check(program) {
    const examined = sights(program)
    const hits: Hit[] = []
    for (const sight of examined) {
      const role = roleGiven(program, sight)
      const witness = role && everybodyLeads(sight)
      if (!role || !witness) continue
      const n = witness.parameters.nodes
      const reasons: Reason[] = [
        { name: 'shape', text: 'The number of nodes that are seen is compared with a threshold.' },
        { name: 'followed', text: 'The nodes are those visible now.', site: sight.source },
        { name: 'decides', text: 'Where enough are seen, the node takes the role.', site: role },
        { name: 'computed-witness', text: `In a whole mesh of ${n} nodes two lead in one term.` },
      ]
      hits.push({ site: sight.site, witness, reasons: [...reasons, ...placeReasons(sight.site.frame)] })
    }
    return { hits, examined: examined.map(({ site }) => site) }
  },
})

/** Where the role is taken when enough nodes are seen, and nobody is asked first. */
function roleGiven(program: Program, { site, trueIsEnough }: Sight): Site | null {
  for (const { body, frame } of outcomesOf(program, site, trueIsEnough)) {
    if (agreementIn(body)) continue
    const answer = answersLeader(body)
    const role = answer ? { expr: answer, frame } : roleTakenBelow(program, body, frame, 1)
    if (role) return role
  }
  return null
}

function everybodyLeads({ size, needs }: Sight): Trace | null {
  for (const nodes of size ? [size] : [3, 5, 7, 9]) {
    if (needs(nodes) > nodes) continue
    const threshold = needs(nodes)
    const result = visibilityElection({ nodes, grants: 'sight', threshold, comparison: '>=' })
    if (result.answer === 'broken') return result
  }
  return null
}
