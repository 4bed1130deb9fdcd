import type { Profile } from '../profile.ts'

export interface Phase {
  readonly phase: string
  readonly steps: string[]
  /** How this phase is undone. */
  readonly back: string
}

/** From what is there to an option, in phases that can each be undone; nothing is switched that was not compared first. */
export function migration(
  name: string,
  profile: Profile,
  { prepare, back }: { prepare: string; back: string },
): Phase[] {
  const compared =
    profile.consistency >= 2
      ? 'they are the same for a week, differences in flight aside'
      : 'they are the same after a pause, for a week'
  return [
    {
      phase: '1 Prepare',
      steps: [
        `Before the first write: ${prepare}.`,
        'Run the tests of this answer with their cut and heal in CI.',
        'Put the signals on a board and make each alert once.',
      ],
      back: 'nothing depends on it yet: remove it',
    },
    {
      phase: '2 Write to both',
      steps: [
        `Write to ${name} after the old store; a failure there is counted and does not fail the request.`,
        'Copy what is older, in portions, by key; a copy never replaces a newer entry.',
        `Compare both stores, until ${compared}.`,
      ],
      back: 'stop the second write by a flag; the old store is complete',
    },
    {
      phase: '3 Read from the new',
      steps: [
        'Switch reads by a flag: one instance, then a tenth, then all, a day apart.',
        'Make a cut on purpose at a quiet hour, and heal it.',
        `Now ${name} is written first, and the old store after it.`,
      ],
      back,
    },
    {
      phase: '4 End the old',
      steps: [
        'Keep the old store readable for as long as a mistake takes to be noticed, then stop writing to it.',
        'Remove the flag and the old code.',
      ],
      back: 'until it is removed: copy back by key what changed since, then switch as in phase 3',
    },
  ]
}
