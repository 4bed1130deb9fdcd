import { splitOfVisibleSize } from '../../../witness/split.ts'
import { decides, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { thresholds } from '../threshold.ts'
import { type Asked, askedOfVisible } from './asked.ts'

export default defineRule({
  id: 'quorum-of-visible',
  family: 'quorum',
  severity: 'critical',
  title: 'Both sides of a cut have a majority of what they can see',
  problem:
    'The size of the cluster is counted from the nodes that are visible, so it shrinks with the partition, and each side always has a majority of itself.',
  failureScenario: [
    'The network splits.',
    'Each side drops the other from its node list and counts a smaller cluster.',
    'Each side sees a majority of what is left and goes on alone.',
  ],
  impact: 'Both sides lead, lock or write; their states differ when the network heals.',
  guardsLookedFor: [
    'a configured or committed voter list as the size',
    'an intersection of the voters with the visible nodes',
  ],
  fix: {
    summary:
      'Take the size from configured or committed membership, and count only those voters that are reachable.',
    elixir:
      'voters = MapSet.new(Application.fetch_env!(:my_app, :voters))\nreachable = MapSet.intersection(voters, MapSet.new([node() | Node.list()]))\nMapSet.size(reachable) >= div(MapSet.size(voters), 2) + 1',
    erlang:
      '{ok, Voters} = application:get_env(my_app, voters),\nReachable = [V || V <- Voters, lists:member(V, [node() | nodes()])],\nlength(Reachable) >= length(Voters) div 2 + 1',
    residualRisk:
      'Seeing a majority is not a vote: without a cut every node sees one. Use it to stop, and a log with terms to lead.',
  },
  sources: [
    'Raft, sections 5.2 and 6 https://raft.github.io/raft.pdf',
    'OTP kernel, net_ticktime https://www.erlang.org/doc/apps/kernel/kernel_app.html',
  ],
  holds: 'majorities are counted over a membership that does not shrink with a cut',
  check(program) {
    const hits: Hit[] = []
    const examined = thresholds(program)
    for (const threshold of examined) {
      const { site, sizeVisible } = threshold
      // A status page may show such a figure; only a decision or a quorum by name can split a brain.
      if (!sizeVisible || !(decides(site) || threshold.namesQuorum)) continue
      const witness = splitOfVisibleSize(threshold.needs)
      if (!witness) continue
      const reasons: Reason[] = [
        { name: 'shape', text: 'A threshold of about half is computed from a number of nodes.' },
        { name: 'followed', text: 'That number is the nodes visible now.', site: sizeVisible.source },
        { name: 'computed-witness', text: 'A cut after which both sides pass was computed.' },
      ]
      if (decides(site)) reasons.push({ name: 'decides', text: 'The comparison decides what happens.' })
      if (threshold.namesQuorum)
        reasons.push({ name: 'named', text: 'The code calls it a quorum or a majority.' })
      hits.push({ site, witness, reasons: [...reasons, ...placeReasons(site.frame)] })
    }
    const asked = askedOfVisible(program)
    for (const one of asked) hits.push(lockOfVisible(one))
    return { hits, examined: [...examined, ...asked].map(({ site }) => site) }
  },
})

/** Every node that is seen is asked, and those are all that a side has: each side is granted what it asks for. */
function lockOfVisible({ site, sources, what }: Asked): Hit {
  const [first] = sources
  const reasons: Reason[] = [
    { name: 'shape', text: `The nodes that are seen are asked for \`${what}\`.` },
    { name: 'followed', text: 'Those are the nodes visible now.', ...(first ? { site: first } : {}) },
    {
      name: 'remote-by-construction',
      text: 'Other nodes are asked, and those that cannot be reached are not.',
    },
  ]
  const witness = splitOfVisibleSize((n) => n)
  if (witness)
    reasons.push({ name: 'computed-witness', text: 'A cut after which both sides are granted it.' })
  return {
    site,
    also: sources.filter(({ frame }) => frame.fn !== site.frame.fn),
    ...(witness ? { witness } : {}),
    problem: `\`${what}\` is asked of the nodes that are visible. After a cut each side asks only itself, so both sides are granted it.`,
    failureScenario: [
      'The network splits.',
      'Each side asks the nodes that it sees, and every one of them agrees.',
      'The same lock or vote is held on both sides.',
    ],
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}
