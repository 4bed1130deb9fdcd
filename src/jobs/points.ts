import { channel } from 'node:diagnostics_channel'

/** Where a piece of work has just got to. */
type PointName = 'stored' | 'begun' | 'card' | 'step' | 'saved' | 'retry'

const points = channel('distreview.point')

/**
 * Tells whoever subscribed to the diagnostics channel `distreview.point`, at once and before anything else happens:
 * tests of crashes end the process there, and the metrics count.
 */
export function point(name: PointName, of: Readonly<Record<string, unknown>>): void {
  if (points.hasSubscribers) points.publish({ point: name, ...of })
}
