import { nodeNames } from '../witness/names.ts'
import type { Asked, Part } from './answer.ts'
import { behaviours } from './behaviour.ts'
import { type Conducted, conductOf } from './conduct.ts'
import { seconds, tickBounds } from './detection.ts'
import type { MechanismKind } from './facts.ts'
import type { Scenario } from './scenario.ts'
import { type Division, divisionOf } from './sides.ts'
import { mostDrawn, timelineOfCut, timelineOfDeploy, timelineOfLoss } from './timeline.ts'
import { listedNames } from './wording.ts'

type Dividing = Scenario & { kind: 'cut' | 'nodes-fail' | 'region-lost' | 'rolling-deploy' }

/** More nodes than this are not drawn one by one. */
const mostLanes = 9

/** Nodes that cannot reach each other, or are gone: who leads, writes and reads on each side. */
export function answerDivision(scenario: Dividing, { subject, facts }: Asked): Part {
  const division = divisionOf(scenario, subject)
  const how = scenario.kind === 'cut' ? 'cut' : 'down'
  const conducted = subject.mechanisms.map((used) => conductOf(used, how, division, subject, facts))
  const bounds = tickBounds(subject)
  const healsAt = 2 * bounds.toMs
  const sides = division?.sides ?? []
  const lost = sides.filter(({ up }) => !up)
  const isDeploy = scenario.kind === 'rolling-deploy'
  const deploying =
    isDeploy && subject.nodes !== null && subject.nodes <= mostLanes && (scenario.atOnce ?? 1) === 1
  return {
    headline: headlineOf(scenario, division, conducted),
    sides: [...sides],
    mechanisms: conducted.map(({ answer }, at) => {
      const used = subject.mechanisms[at]
      return isDeploy && used ? { ...answer, does: deployed(answer.does, used.kind), heals: null } : answer
    }),
    timeline:
      sides.length === 0
        ? null
        : how === 'cut'
          ? timelineOfCut(sides, bounds, healsAt, conducted)
          : deploying
            ? timelineOfDeploy(nodeNames(subject.nodes ?? 0))
            : isDeploy || lost.length === 0
              ? null
              : timelineOfLoss(sides, bounds, conducted),
    assumptions: [
      ...(division?.assumptions ?? []),
      ...conducted.flatMap(({ assumptions }) => assumptions),
      ...notDrawn(isDeploy ? [] : conducted),
      ...(how === 'cut' && sides.length > 0 ? ofLinks(facts, healsAt) : []),
      ...(isDeploy && scenario.atOnce === null ? [rolloutOf(facts)] : []),
    ],
    unknown: unknownOf(conducted, subject.mechanisms.length),
  }
}

function notDrawn(conducted: readonly Conducted[]): string[] {
  const decided = conducted.filter(({ answer }) => answer.sides.length > 0).length
  return decided > mostDrawn
    ? [`The timeline draws the first ${mostDrawn} of ${decided} mechanisms; the others are above.`]
    : []
}

function deployed(does: string, kind: MechanismKind): string {
  const { deploy, down } = behaviours[kind]
  return does === down.does ? deploy : `${does} ${deploy}`
}

function ofLinks(facts: Asked['facts'], healsAt: number): string[] {
  const prevention = facts?.settings.find(({ key }) => key === 'prevent_overlapping_partitions')
  const place = prevention?.evidence[0]
  const single =
    prevention?.value === 'false' && place
      ? `Where single links break, nodes see different halves: \`prevent_overlapping_partitions\` is off (\`${place.path}:${place.startLine}\`), and these answers do not hold then.`
      : 'Where single links break, `prevent_overlapping_partitions` (on by default from OTP 25) takes further nodes apart: one broken link of three nodes left all three alone (run on OTP 25).'
  return [
    'Within a side every node reaches every other, and nobody reaches across; both directions are cut.',
    `The timeline draws a cut that heals after ${seconds(healsAt)}; how long it lasts is not said.`,
    single,
  ]
}

function rolloutOf(facts: Asked['facts']): string {
  const workload = facts?.workloads.find(({ unavailable }) => unavailable !== null)
  const place = workload?.evidence[0]
  return workload && place
    ? `One node is replaced at a time; the manifest allows \`${workload.unavailable}\` (\`${place.path}:${place.startLine}\`).`
    : 'One node is replaced at a time: how many at once is not said.'
}

function unknownOf(conducted: readonly Conducted[], all: number): Part['unknown'] {
  if (all === 0) return []
  return conducted
    .filter(({ rivals, answer }) => rivals === 'unknown' && answer.sides.length === 0)
    .map(({ answer }) => ({
      what: `which side goes on with ${answer.name}`,
      because: 'the number of nodes, or of its voters or copies, or a setting of it is not known',
    }))
}

function headlineOf(scenario: Dividing, division: Division | null, conducted: readonly Conducted[]): string {
  if (conducted.length === 0)
    return 'Nothing was found or named that shares state, names or roles between nodes.'
  if (division === null)
    return 'Which side goes on is unknown, because the number of nodes is: each mechanism is told by its rule.'
  const names = (all: readonly Conducted[]) => listedNames(all.map(({ answer }) => answer.name))
  const computed = conducted.filter(({ answer }) => answer.sides.length > 0)
  const where = (holds: (each: Conducted) => boolean) => computed.filter(holds)
  const acts = ({ answer }: Conducted) => answer.sides.map(({ writes }) => writes)
  const sentences: string[] = []
  if (scenario.kind === 'cut') {
    const rivals = where((each) => each.rivals === 'yes')
    const stopped = where((each) => acts(each).every((able) => able === 'no'))
    const one = where((each) => each.rivals === 'no' && acts(each).includes('yes'))
    const depends = where(
      (each) => each.rivals !== 'yes' && !acts(each).includes('yes') && !stopped.includes(each),
    )
    if (rivals.length > 0) sentences.push(`Every side goes on by itself with ${names(rivals)}.`)
    for (const side of division.sides) {
      const here = one.filter((each) => acts(each)[division.sides.indexOf(side)] === 'yes')
      if (here.length > 0) sentences.push(`Only ${side.name} goes on with ${names(here)}.`)
    }
    if (stopped.length > 0) sentences.push(`No side goes on with ${names(stopped)}.`)
    if (depends.length > 0) sentences.push(`With ${names(depends)} it depends on which nodes are members.`)
  } else {
    const goesOn = where((each) => acts(each)[0] === 'yes' && division.sides[0]?.up === true)
    const stopped = where((each) => acts(each).every((able) => able === 'no'))
    const depends = where((each) => !goesOn.includes(each) && !stopped.includes(each))
    const left = division.sides.find(({ up }) => up)
    if (!left) return 'No node is left: nothing goes on until they are back.'
    if (stopped.length > 0)
      sentences.push(`${names(stopped)} ${stopped.length > 1 ? 'stop' : 'stops'}: no majority is left.`)
    if (goesOn.length > 0)
      sentences.push(`${left.size} ${left.size === 1 ? 'node goes' : 'nodes go'} on with ${names(goesOn)}.`)
    if (depends.length > 0) sentences.push(`With ${names(depends)} it depends on which nodes are members.`)
  }
  const unknown = conducted.filter(({ rivals }) => rivals === 'unknown')
  if (unknown.length > 0)
    sentences.push(
      `With ${names(unknown)} it is unknown which side goes on: its members or settings are not seen.`,
    )
  if (sentences.length === 0) return 'No node of the cluster decides here: what is used is outside of it.'
  return sentences.join(' ')
}
