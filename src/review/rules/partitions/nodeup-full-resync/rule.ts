import type { Call, Expr } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { nodeupClauses } from '../node-events.ts'

/** Calls that give the whole of something. */
const whole: Record<string, ReadonlySet<string>> = {
  ets: new Set(['tab2list', 'match_object', 'foldl']),
  dets: new Set(['match_object', 'foldl']),
  sys: new Set(['get_state']),
  mnesia: new Set(['all_keys', 'dirty_all_keys', 'foldl']),
}

export default defineRule({
  id: 'nodeup-full-resync',
  family: 'partitions',
  severity: 'minor',
  title: 'All of the state is copied whenever a node comes up',
  problem: 'The clause for `nodeup` reads or asks for everything, with no digest, delay or limit.',
  failureScenario: [
    'A node flaps, or a deployment restarts one after the other.',
    'Each time every other node sends everything at once.',
    'The ports are busy, ticks are late, and the next node flaps.',
  ],
  impact: 'Work that grows with the number of nodes and with the state, at the worst moment.',
  guardsLookedFor: [
    'a digest or version that is sent first',
    'a random delay',
    'one source that is chosen',
    'a small state',
  ],
  fix: {
    summary: 'Send a digest first, then what differs; wait a random while, and take one node at a time.',
    elixir: 'Process.send_after(self(), {:exchange_digest, node}, :rand.uniform(5_000))',
    erlang: 'erlang:send_after(rand:uniform(5000), self(), {exchange_digest, Node}).',
    residualRisk: 'After a long absence most of the state differs, and is sent anyway.',
  },
  sources: [
    'G. DeCandia et al., "Dynamo", SOSP 2007, section 4.7',
    'OTP erts, erlang:system_monitor/2, busy_dist_port https://www.erlang.org/doc/apps/erts/erlang.html',
  ],
  holds: 'nodes that come up are given what they miss',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const frame of nodeupClauses(program)) {
      const calls = callsIn(frame)
      for (const call of calls) {
        const site = wholeOf(program, { expr: call, frame })
        if (!site || isPaced(calls)) continue
        examined.push(site)
        hits.push({
          site,
          reasons: [
            {
              name: 'shape',
              text: 'The clause for `nodeup` takes the whole of a table or state.',
              site: { expr: call, frame },
            },
            { name: 'followed', text: 'It is done for each node that comes up.' },
            ...placeReasons(frame),
          ],
        })
        break
      }
    }
    return { hits, examined }
  },
})

function callsIn({ clause }: Frame): Call[] {
  const calls: Call[] = []
  visitClause({ ...clause, patterns: [] }, (expr: Expr) => {
    if (expr.kind === 'call') calls.push(expr)
  })
  return calls
}

/** The call itself, or one in a function that it calls. */
function wholeOf(program: Program, site: Site<Call>): Site | null {
  const takes = ({ expr }: Site) =>
    expr.kind === 'call' && expr.module !== null && whole[expr.module]?.has(expr.name) === true
  if (takes(site)) return site
  for (const target of callGraph(program).targetsOf(site)) {
    if (target.module !== site.frame.module) continue
    const way = callGraph(program).reaches(target, takes, 1)
    if (way) return way.at(-1) ?? null
  }
  return null
}

/** A random wait, a timer or a digest. */
function isPaced(calls: readonly Call[]): boolean {
  return calls.some(
    ({ module, name }) => module === 'rand' || /send_after|start_timer|digest|hash|version/.test(name),
  )
}
