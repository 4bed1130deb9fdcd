import { clusterEvidence } from '../../../source/program/deployment/index.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { placeReasons } from '../../context.ts'
import { defineRule } from '../../rule.ts'

export default defineRule({
  id: 'clock-unobserved',
  family: 'observability',
  severity: 'minor',
  title: 'Clocks of several nodes are trusted, and nobody measures them',
  problem:
    'Leases of this program hang on wall clocks, and nothing in the repository watches how far they are apart.',
  failureScenario: [
    'The clock of one machine drifts, or its time service stops.',
    'Nothing is alerted.',
    'A lease ends early on one node and late on another.',
  ],
  impact: 'The margin that the code allows is a guess.',
  guardsLookedFor: ['chrony or ntp in a document', 'an alert on the offset'],
  fix: {
    summary: 'Alert when the offset with its dispersion and half the delay is larger than half the margin.',
    elixir: 'margin_ms = 500\nalert_above_ms = div(margin_ms, 2)',
    erlang: 'MarginMs = 500,\nAlertAboveMs = MarginMs div 2',
    residualRisk: 'A machine that is paused has a right clock afterwards, and a lease that has ended.',
  },
  sources: ['chronyc(1), tracking https://chrony-project.org/doc/4.5/chronyc.html'],
  holds: 'the error of the clocks is measured',
  check(program) {
    const trusted = clusterEvidence(program).length > 0 ? leasesByTheClock(program) : []
    const [first, ...others] = trusted
    if (!first || measured(program)) return { hits: [], examined: trusted }
    return {
      hits: [
        {
          site: first,
          also: others.slice(0, 4),
          reasons: [
            { name: 'shape', text: 'A lease is compared with the wall clock of this node.', site: first },
            { name: 'searched-everywhere', text: 'No document names chrony, ntp or an alert on the offset.' },
            ...placeReasons(first.frame),
          ],
        },
      ],
      examined: trusted,
    }
  },
})

/** Words of time limits that several nodes go by, as the code writes them. */
const lease = /leas|lock|owner|heartbeat/i

/** Comparisons of a lease with the wall clock, at most a handful: one is enough to ask. */
function leasesByTheClock(program: Program): readonly Site[] {
  const found: Site[] = []
  for (const site of program.comparisons()) {
    const { expr, frame } = site
    if (frame.file.pathClass !== 'service' || expr.op.startsWith('=') || expr.op.startsWith('!')) continue
    if (!lease.test(frame.file.text.slice(expr.start, expr.end))) continue
    if (expr.args.some((arg) => sourceOf(program, { expr: arg, frame }, 'wall-clock'))) found.push(site)
    if (found.length === 5) break
  }
  return found
}

function measured(program: Program): boolean {
  return program.documents.some(({ text }) =>
    /\b(chrony|chronyd?|ntpd?|timesyncd|node_timex_\w+)\b/i.test(text),
  )
}
