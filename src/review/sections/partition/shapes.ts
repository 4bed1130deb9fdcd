import type { Scenario } from '../shape.ts'

/** A cut, or what is like one. */
export interface Shape {
  readonly id: Scenario['id']
  readonly title: string
  readonly cut: string
  /** Which sides of the cut have a majority of a fixed set of voters. */
  readonly majority: 'one' | 'none' | 'all'
  /** Links fall silent (seen by the tick), are closed, or nothing is lost. */
  readonly loss: 'silent' | 'closed-by-discovery' | 'none'
}

export const shapes: readonly Shape[] = [
  { id: 'one-isolated', title: 'One node is isolated', cut: '1 | n-1', majority: 'one', loss: 'silent' },
  {
    id: 'even-split',
    title: 'The cluster splits in halves',
    cut: 'n/2 | n/2, n even',
    majority: 'none',
    loss: 'silent',
  },
  {
    id: 'majority-minority',
    title: 'A majority and a minority',
    cut: 'k | n-k, k > n/2',
    majority: 'one',
    loss: 'silent',
  },
  {
    id: 'asymmetric',
    title: 'One direction of one link is lost',
    cut: 'a hears b, b does not hear a',
    majority: 'one',
    loss: 'silent',
  },
  {
    id: 'region-lost',
    title: 'A zone or region is lost',
    cut: 'all nodes of one place are gone',
    majority: 'one',
    loss: 'silent',
  },
  {
    id: 'discovery-outage',
    title: 'Discovery does not answer',
    cut: 'no link is lost by the network',
    majority: 'all',
    loss: 'closed-by-discovery',
  },
  {
    id: 'slow-node',
    title: 'A node is slow and not dead',
    cut: 'no link is lost; answers come late',
    majority: 'all',
    loss: 'none',
  },
  {
    id: 'heal',
    title: 'The cut heals after both sides wrote',
    cut: 'all links are back',
    majority: 'all',
    loss: 'none',
  },
]
