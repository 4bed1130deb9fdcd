import type { Location } from '../location.ts'
import type { WhatIf } from './answer-shape.ts'
import { type Behaviour, behaviours, mnesiaWithMajority } from './behaviour.ts'
import type { ClusterFacts } from './facts.ts'
import { type Rule, type SideStanding, type SideStandings, sideStandings, standingAlone } from './reach.ts'
import type { Division } from './sides.ts'
import type { Subject } from './subject.ts'

type Answer = WhatIf['mechanisms'][number]
type Used = Subject['mechanisms'][number]

/** What a mechanism does in a division, with what was assumed on the way. */
export interface Conducted {
  readonly answer: Answer
  readonly assumptions: readonly string[]
  /** Both sides act and nothing orders them; `unknown` where the members are. */
  readonly rivals: 'yes' | 'no' | 'depends' | 'unknown'
  readonly write: string
}

/** Larger clusters rarely have a voter or a copy on every node, so it is not assumed of them. */
const mostAssumed = 7

/** The mechanism under its own settings; `name` with the table or group. */
export function behaviourOf({ kind, majority, name, members }: Used): Behaviour {
  const known = behaviours[kind]
  const named = { ...known, name: name === null ? known.name : `${known.name} \`${name}\`` }
  if (kind === 'mnesia' && majority === true)
    return { ...named, ...mnesiaWithMajority, name: `${named.name} with \`majority\`` }
  if (kind === 'visible-majority')
    return { ...named, rule: { kind: 'sees', needs: (seen) => members ?? Math.floor(seen / 2) + 1 } }
  return named
}

/** @param how `cut`: the sides live on; `down`: one is gone; `alone`: every node is by itself. */
export function conductOf(
  used: Used,
  how: 'cut' | 'down' | 'alone',
  division: Division | null,
  { nodes }: Subject,
  facts: ClusterFacts | null,
): Conducted {
  const behaviour = behaviourOf(used)
  const { does, risk, heals } = how === 'down' ? behaviour.down : behaviour.cut
  const evidence = [...used.evidence]
  const base = { kind: used.kind, name: behaviour.name, basis: used.basis, evidence }
  const answer = (rest: Pick<Answer, 'sides'> & Partial<Answer>): Answer => ({
    ...base,
    does,
    risk,
    heals,
    ...rest,
  })
  const { write, rule } = behaviour
  if (used.kind === 'mnesia' && used.majority === null) {
    const what = 'Whether this table asks for a `majority` is not seen. '
    return {
      answer: answer({
        sides: [],
        does: `${what}${does} With it: ${lower(how === 'down' ? mnesiaWithMajority.down.does : mnesiaWithMajority.cut.does)}`,
      }),
      ...{ assumptions: [], rivals: 'unknown', write },
    }
  }
  if (rule === null || nodes === null || (how !== 'alone' && division === null))
    return { answer: answer({ sides: [] }), assumptions: [], rivals: rule === null ? 'no' : 'unknown', write }
  const { count, assumptions } = membersOf(used, behaviour, nodes)
  if (count === null) {
    const because = `How many ${behaviour.member === 'voter' ? 'voters' : 'copies'} there are is not seen, so which side goes on is unknown. `
    return { answer: answer({ sides: [], does: because + does }), assumptions, rivals: 'unknown', write }
  }
  const standings = standingsOf(rule, count, how, division, nodes)
  if (standings === null) {
    const because = `${count} ${behaviour.member === 'voter' ? 'voters' : 'copies'} are more than the ${nodes} nodes that are computed with, so the sides are unknown. `
    return { answer: answer({ sides: [], does: because + does }), assumptions, rivals: 'unknown', write }
  }
  const extras = used.kind === 'mnesia' ? ofMnesia(used, how, facts, evidence) : null
  return {
    answer: answer({
      sides: standings.sides.map((side) => shown(side, rule)),
      does: does + otherwise(rule, count, standings, division, behaviour),
      risk: riskOf(rule, standings, how, extras?.risk ?? risk),
      heals: heals + (extras?.heals ?? ''),
    }),
    ...{ assumptions, rivals: standings.rivals, write },
  }
}

function membersOf(used: Used, { member, name }: Behaviour, nodes: number) {
  if (member === null) return { count: 0, assumptions: [] }
  if (used.members !== null) return { count: used.members, assumptions: [] }
  if (nodes > mostAssumed) return { count: null, assumptions: [] }
  const what = member === 'voter' ? 'is a voter' : 'has a copy'
  const why =
    used.basis === 'question' ? 'their number is not said' : 'their list is put together when it runs'
  return { count: nodes, assumptions: [`${name}: each of the ${nodes} nodes ${what}, as ${why}.`] }
}

function standingsOf(
  rule: Rule,
  count: number,
  how: 'cut' | 'down' | 'alone',
  division: Division | null,
  nodes: number,
): SideStandings | null {
  if (how !== 'alone') return sideStandings(rule, count, division?.sides ?? [])
  const side = standingAlone(rule, count, nodes)
  const ordered = rule.kind === 'voters' || rule.kind === 'majority-of-copies'
  return {
    sides: [side],
    rivals: ordered || nodes < 2 || (side.writes === 'no' && side.leads === 'no') ? 'no' : 'yes',
  }
}

function shown(side: SideStanding, { kind }: Rule): Answer['sides'][number] {
  const hasLeader = kind === 'voters' || kind === 'sees' || kind === 'first-seen'
  return hasLeader ? side : { ...side, leads: 'none' }
}

/** What changes where the smaller region is the one that is lost. */
function otherwise(
  rule: Rule,
  count: number,
  { sides }: SideStandings,
  division: Division | null,
  { write }: Behaviour,
): string {
  if (!division?.otherwise) return ''
  const other = sideStandings(rule, count, division.otherwise)
  const [now, then] = [sides[0]?.writes, other?.sides[0]?.writes]
  if (!now || !then || now === then) return ''
  const outcome = then === 'yes' ? `it ${write}` : `whether it ${write} depends on which nodes are members`
  return ` If the smaller one is lost instead, ${division.otherwise[0]?.size} nodes are left, and ${outcome}.`
}

function riskOf(rule: Rule, { sides, rivals }: SideStandings, how: string, risk: string): string | null {
  const isOrdered = rule.kind === 'voters' || rule.kind === 'majority-of-copies'
  if (how === 'down') return isOrdered && sides[0]?.writes === 'yes' && sides.length > 0 ? null : risk
  return !isOrdered && rivals === 'no' ? null : risk
}

/** What else the code says of its Mnesia: dirty writes, and who is told of a split database. */
function ofMnesia(used: Used, how: string, facts: ClusterFacts | null, evidence: Location[]) {
  if (used.basis !== 'code' || facts === null || how === 'down') return null
  const { dirtyWrites, healing } = facts
  if (used.majority === true) evidence.push(...dirtyWrites)
  const first = healing[0]
  return {
    risk:
      used.majority !== true
        ? null
        : dirtyWrites.length > 0
          ? `Dirty writes ask no majority and go through on both sides (\`${dirtyWrites[0]?.path}:${dirtyWrites[0]?.startLine}\`).`
          : 'None for transactions; no dirty write was found, which would ask no majority.',
    heals: first
      ? ` The program names \`inconsistent_database\` at \`${first.path}:${first.startLine}\`: what it does there was not judged.`
      : ' Nothing that was read handles `inconsistent_database`.',
  }
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
