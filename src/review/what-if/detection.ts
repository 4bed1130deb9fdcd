import type { WhatIf } from './answer-shape.ts'
import type { Scenario } from './scenario.ts'
import type { Subject } from './subject.ts'

/**
 * Milliseconds between which a silent node is seen as down: T − T/i to T + T/i for `net_ticktime` T seconds and
 * `net_tickintensity` i (OTP kernel; 45 to 75 s by default).
 */
export function tickBounds({ tickTime, intensity }: Pick<Subject, 'tickTime' | 'intensity'>) {
  const [time, step] = [tickTime * 1_000, (tickTime * 1_000) / intensity]
  return { fromMs: Math.round(time - step), toMs: Math.round(time + step) }
}

/** How long it takes until somebody notices; null where nobody does. */
export function detectionOf(scenario: Scenario, subject: Subject): WhatIf['detection'] {
  const bounds = tickBounds(subject)
  const { tickTime: t, intensity: i } = subject
  const tick = `\`net_ticktime\` ${t} s with intensity ${i}: between T − T/${i} and T + T/${i}`
  switch (scenario.kind) {
    case 'cut':
      return { ...bounds, because: `${tick}. Until then each node takes all others for reachable.` }
    case 'nodes-fail':
    case 'region-lost':
      return {
        fromMs: 0,
        toMs: bounds.toMs,
        because: `A VM that dies closes its connections, which is seen at once (9 ms on one machine, run on OTP 25). Where its host or network is gone nothing closes them: ${tick}, so ${seconds(bounds.fromMs)} to ${seconds(bounds.toMs)}.`,
      }
    case 'slow-node':
      if (!scenario.frozen || (scenario.ms !== null && scenario.ms < bounds.fromMs)) return null
      return {
        ...bounds,
        because: `A frozen node sends no ticks: ${tick} (8.9 and 9.3 s at T 8, run on OTP 25).`,
      }
    case 'rolling-deploy':
      return { fromMs: 0, toMs: 0, because: 'A node that stops closes its connections: seen at once.' }
    default:
      return null
  }
}

export function seconds(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toLocaleString('en', { maximumFractionDigits: 2 })} s`
}
