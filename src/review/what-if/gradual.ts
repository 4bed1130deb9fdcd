import { Refusal } from '../refusal.ts'
import type { Asked, Part } from './answer.ts'
import type { WhatIf } from './answer-shape.ts'
import { behaviourOf } from './conduct.ts'
import { seconds, tickBounds } from './detection.ts'
import type { Scenario } from './scenario.ts'
import { timelineOfFreeze, timelineOfJump } from './timeline.ts'

type Mechanisms = WhatIf['mechanisms']

/** Each mechanism with one sentence; those without one are left out. */
function told(
  { subject }: Asked,
  does: (behaviour: ReturnType<typeof behaviourOf>) => string | null,
): Mechanisms {
  return subject.mechanisms.flatMap((used) => {
    const behaviour = behaviourOf(used)
    const words = does(behaviour)
    if (words === null) return []
    const { kind, basis, evidence } = used
    return [
      {
        kind,
        basis,
        evidence: [...evidence],
        name: behaviour.name,
        sides: [],
        does: words,
        risk: null,
        heals: null,
      },
    ]
  })
}

/** Another number of nodes: links, ticks, quorums, fan-out and connections at that size. */
export function answerResize(scenario: Scenario & { kind: 'resize' }, asked: Asked): Part {
  const { nodes: from } = asked.subject
  const to = scenario.to ?? (from === null ? null : from + (scenario.by ?? 0))
  if (to === null || to < 1) {
    throw new Refusal(
      'usage',
      to === null ? 'How many nodes there would be is not known.' : `${from} nodes cannot become ${to}.`,
      'Say it, as in: what if we grow to 80 nodes.',
    )
  }
  const links = (n: number) => (n * (n - 1)) / 2
  const count = (n: number) => n.toLocaleString('en')
  const { tickTime, intensity, mechanisms } = asked.subject
  const before = from === null || from === to ? '' : ` instead of ${count(links(from))}`
  const headline = `A full mesh of ${count(to)} nodes has ${count(links(to))} links${before}, ${count(to - 1)} for each node.`
  const ticks = `Each node sends a tick on each of its ${count(to - 1)} idle links every ${seconds((tickTime * 1_000) / intensity)}.`
  const pools = asked.facts?.pools ?? []
  const allowed = mechanisms.some(({ kind }) => kind === 'postgres')
    ? '; Postgres allows 100 unless `max_connections` says otherwise'
    : ''
  const connections = pools.map(({ size, evidence }) => ({
    what: 'connections to the database',
    value: `${count(to)} nodes × ${size} = ${count(to * size)}${allowed}`,
    basis: 'code' as const,
    evidence,
  }))
  return {
    headline,
    sides: [],
    mechanisms: told(asked, ({ grow }) => grow(to)),
    timeline: null,
    figures: [{ what: 'ticks', value: ticks, basis: 'default', evidence: [] }, ...connections],
    assumptions: [
      'Every node is connected to every other, as Erlang does by default; Partisan, hidden nodes or `connect_all false` need fewer links.',
    ],
    unknown: [
      ...(mechanisms.length === 0
        ? [{ what: 'what else grows', because: 'nothing that spans nodes was found or named' }]
        : []),
      {
        what: 'whether it is fast enough at that size',
        because:
          'no limit is built in: it depends on your traffic. Measure `busy_dist_port`, the time that `:global` locks take and the load of ticks.',
      },
    ],
  }
}

/** A wall clock that jumps: what reads it, what does not. */
export function answerClock(scenario: Scenario & { kind: 'clock-jump' }, asked: Asked): Part {
  const { ms, direction, clocks } = scenario
  const touched = told(asked, ({ clock }) => clock)
  const untold = asked.subject.mechanisms.filter((used) => behaviourOf(used).clock === null)
  const way = direction === null ? '' : direction === 'back' ? ' back' : ' forward'
  const leases =
    direction === 'back'
      ? `A lease or token that this node judges by its wall clock seems to last ${seconds(ms)} longer.`
      : direction === 'forward'
        ? `A lease or token that this node judges by its wall clock ends ${seconds(ms)} early; one that it writes seems to last as much longer to the others.`
        : `Forward, a lease that this node judges by its wall clock ends ${seconds(ms)} early; back, it lasts ${seconds(ms)} longer.`
  return {
    headline: `Wall clocks that differ by ${seconds(ms)} decide whatever compares times of two nodes; time limits and elections by monotonic time do not move.`,
    sides: [],
    mechanisms: touched,
    timeline: timelineOfJump(ms),
    figures: [
      {
        what: 'the jump',
        value: `${clocks} ${clocks === 1 ? 'clock' : 'clocks'}${way} by ${seconds(ms)}`,
        basis: 'question',
        evidence: [],
      },
      { what: 'leases', value: leases, basis: 'default', evidence: [] },
      {
        what: 'erlang:system_time',
        value: `Up to OTP 25 (\`no_time_warp\`) it is slewed by 1 % at most: it is right again after ${seconds(ms * 100)} or more. From OTP 26 (\`multi_time_warp\`) it jumps.`,
        basis: 'default',
        evidence: [],
      },
    ],
    assumptions: [
      'The clock of the operating system is set in one step; `os:system_time` and `DateTime.utc_now` follow it in every version of OTP.',
    ],
    unknown: [
      ...untold.map((used) => ({
        what: `the wall clock in ${behaviourOf(used).name}`,
        because: 'nothing that was read ties it to one',
      })),
      { what: 'which version of OTP runs', because: 'the answer gives both ways' },
    ],
  }
}

/** A node that is slow or frozen, and not dead. */
export function answerSlow(scenario: Scenario & { kind: 'slow-node' }, asked: Asked): Part {
  const bounds = tickBounds(asked.subject)
  const { ms, frozen } = scenario
  const unseen = ms !== null && ms < bounds.fromMs
  return {
    headline: !frozen
      ? 'Nobody takes a slow node for down while it answers ticks: whoever waits for it waits as long as it takes.'
      : unseen
        ? `A pause of ${seconds(ms)} is not noticed: a silent node is taken for down after ${seconds(bounds.fromMs)} at the earliest.`
        : `A frozen node is taken for down after ${seconds(bounds.fromMs)} to ${seconds(bounds.toMs)}; until then whoever needs its answer waits.`,
    sides: [],
    mechanisms: told(asked, ({ slow }) => slow),
    timeline: frozen ? timelineOfFreeze(bounds, ms) : null,
    figures: [
      {
        what: 'calls',
        value:
          '`:rpc.call/4`, `:erpc.call/4` and `GenServer.multi_call/3` wait without limit by default; `GenServer.call/2` ends after 5,000 ms, and the callee may do the work all the same.',
        basis: 'default',
        evidence: [],
      },
    ],
    assumptions: [
      frozen
        ? 'The whole VM stands still (suspended, paused host, swapping); its connections stay open.'
        : 'The VM runs and answers ticks; its processes, disk or network are slow.',
    ],
    unknown:
      frozen && ms === null
        ? [{ what: 'how long it is frozen', because: 'the question does not say it' }]
        : [],
  }
}
