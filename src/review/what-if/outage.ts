import type { Asked, Part } from './answer.ts'
import { conductOf } from './conduct.ts'
import { seconds } from './detection.ts'
import { outageOf } from './discovery.ts'
import type { Scenario } from './scenario.ts'
import { timelineOfOutage } from './timeline.ts'
import { listedNames } from './wording.ts'

/** Discovery that fails: by its strategy nothing happens to what is connected, or every node is alone soon after. */
export function answerOutage(
  scenario: Scenario & { kind: 'discovery-fails' },
  { subject, facts }: Asked,
): Part {
  const found = facts?.discovery ?? []
  const outages = found.map((each) => ({ ...outageOf(each, scenario.what), evidence: each.evidence }))
  const figures = outages.map(({ text, evidence }) => ({
    what: 'discovery',
    value: text,
    basis: 'code' as const,
    evidence,
  }))
  const still = { sides: [], mechanisms: [], timeline: null, assumptions: [], detection: null, figures }
  if (outages.length === 0) {
    return {
      ...still,
      headline: 'What happens is unknown, because no discovery was found.',
      unknown: [
        {
          what: 'how nodes find each other',
          because: 'no strategy stands in the code or configuration that was read',
        },
      ],
    }
  }
  const dropping = outages.filter(({ outcome }) => outcome === 'disconnects')
  if (dropping.length === 0) {
    const isKnown = outages.every(({ outcome }) => outcome !== 'unknown')
    return {
      ...still,
      headline: isKnown
        ? 'What is connected stays connected; new and restarted nodes do not find the others.'
        : 'What becomes of the connections is unknown for a part of the discovery.',
      unknown: isKnown ? [] : [{ what: 'what the strategy does then', because: 'its source was not read' }],
    }
  }
  const pollMs = Math.max(...dropping.map((each) => each.pollMs ?? 0))
  const conducted = subject.mechanisms.map((used) => conductOf(used, 'alone', null, subject, facts))
  const rivals = conducted.filter((each) => each.rivals === 'yes')
  const stopped = conducted.filter(({ answer }) => answer.sides.some(({ writes }) => writes === 'no'))
  const sentences = [
    `Within ${seconds(pollMs)} every node disconnects all others and is alone.`,
    ...(rivals.length > 0
      ? [`Each goes on by itself with ${listedNames(rivals.map(({ answer }) => answer.name))}.`]
      : []),
    ...(stopped.length > 0
      ? [`None goes on with ${listedNames(stopped.map(({ answer }) => answer.name))}.`]
      : []),
  ]
  return {
    headline: sentences.join(' '),
    sides: subject.nodes === null ? [] : [{ name: 'each node alone', size: 1, up: true }],
    mechanisms: conducted.map(({ answer }) => answer),
    timeline: timelineOfOutage(pollMs),
    detection: {
      fromMs: 0,
      toMs: pollMs,
      because: 'A disconnection is seen at once; it comes with the next poll of each node.',
    },
    figures,
    assumptions: [
      ...conducted.flatMap(({ assumptions }) => assumptions),
      'Every look-up fails on every node, for as long as the outage lasts; sending to a known node may connect it again in between.',
    ],
    unknown: [],
  }
}
