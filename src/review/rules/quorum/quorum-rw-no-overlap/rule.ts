import type { Trace } from '../../../report.ts'
import { readMissesWrite, writesMiss } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { type Numbers, numbers } from './numbers.ts'

export default defineRule({
  id: 'quorum-rw-no-overlap',
  family: 'quorum',
  severity: 'critical',
  title: 'Reads and writes need not meet',
  problem:
    'A read asks R of N replicas and a write waits for W of them, and R + W is not more than N, so a read may ask only replicas that the last write did not reach.',
  failureScenario: [
    'A write is acknowledged by W replicas and reported as done.',
    'A read asks R other replicas.',
    'It answers with the old value, and what is decided on it is wrong.',
  ],
  impact:
    'A value that was written is not there, comes and goes between reads, or is overwritten by a decision on the old one.',
  guardsLookedFor: [
    'R + W > N and 2W > N',
    'values that are documented as eventual, with versions and repair',
  ],
  fix: {
    summary:
      'Choose R + W > N, and 2W > N where two writes must not both succeed unseen; keep versions, not timestamps.',
    elixir:
      'def quorums(n) when is_integer(n) and n > 0 do\n  most = div(n, 2) + 1\n  %{n: n, r: most, w: most}\nend',
    erlang:
      'quorums(N) when is_integer(N), N > 0 ->\n    Most = N div 2 + 1,\n    #{n => N, r => Most, w => Most}.',
    residualRisk:
      'Overlap is no linearizability: a write that failed half-way may be seen by one read and not by the next, and sloppy quorums on stand-in replicas need not meet.',
  },
  sources: [
    'DeCandia et al., Dynamo, section 4.5, SOSP 2007',
    'D. K. Gifford, "Weighted Voting for Replicated Data", SOSP 1979',
  ],
  holds: 'reads and writes meet in a replica',
  check(program) {
    const examined = numbers(program)
    const hits: Hit[] = []
    for (const one of examined) {
      const witness = broken(one)
      if (!witness || keepsVersions(one)) continue
      const { read, write, nodes } = one.places
      hits.push({
        site: read,
        also: [write, ...(nodes ? [nodes] : [])],
        witness,
        ...words(one),
        reasons: [...reasonsFor(one), ...placeReasons(read.frame)],
      })
    }
    return { hits, examined: examined.map(({ places }) => places.read) }
  },
})

function broken({ nodes, read, write }: Numbers): Trace | null {
  for (const result of [readMissesWrite({ nodes, read, write }), writesMiss({ nodes, write })])
    if (result.answer === 'broken') return result
  return null
}

function words({ nodes, read, write }: Numbers): Pick<Hit, 'problem' | 'failureScenario'> {
  const given = `N = ${nodes}, R = ${read}, W = ${write}`
  if (read + write <= nodes)
    return {
      problem: `${given}: ${read} + ${write} is not more than ${nodes}, so a read may ask only replicas that the last write did not reach.`,
    }
  return {
    problem: `${given}: twice ${write} is not more than ${nodes}, so two writes may both succeed without a common replica.`,
    failureScenario: [
      `Two writers store different values, each on ${write} of ${nodes} replicas.`,
      'Both are told that they are done; no replica saw both.',
      'Which value a read finds depends on which replicas it asks.',
    ],
  }
}

function reasonsFor(one: Numbers): Reason[] {
  const { from, used, places } = one
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: 'The numbers of replicas, of those a read asks and of those a write waits for stand together.',
    },
    { name: 'computed-witness', text: 'Disjoint sets of replicas of these sizes were computed.' },
  ]
  if (from === 'settings')
    reasons.push({ name: 'configured', text: 'They are settings of the running system.', site: places.write })
  const [use] = used
  if (use) reasons.push({ name: 'decides', text: 'It limits what is asked or counted.', site: use })
  else if (from === 'constants')
    reasons.push({ name: 'comparison-unseen', text: 'No place that asks or counts by them is in sight.' })
  if (isEventual(one)) reasons.push({ name: 'accepted-loss', text: 'The file says that reads are eventual.' })
  return reasons
}

function isEventual({ places }: Numbers): boolean {
  return /eventual(ly)?[ -]+consisten|stale reads?|best[- ]effort/i.test(places.read.frame.file.text)
}

/** Eventual by design: said so, with versions to tell what is newer and a repair of what is old. */
function keepsVersions(one: Numbers): boolean {
  const { text } = one.places.read.frame.file
  return (
    isEventual(one) &&
    /vclock|vector[_ ]?clock|\bdvv|dotted|causal/i.test(text) &&
    /repair|anti[-_ ]?entropy/i.test(text)
  )
}
