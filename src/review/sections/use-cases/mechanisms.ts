import type { OptionId } from '../../consensus/options.ts'
import type { Answer, DimensionKey, Profile } from '../../consensus/profile.ts'
import type { UseCase } from '../shape.ts'

/** What one kind of use case needs, and what one mechanism gives. */
export interface Mechanism {
  readonly kind: UseCase['kind']
  readonly now: string
  readonly guarantee: string
  /** The same in the consensus model; null where the model has no such option. */
  readonly option: OptionId | null
  /** Findings of these rules show that it is unsafe here. */
  readonly rules: readonly string[]
}

/** What follows from the kind alone; the rest is in the code, or assumed. */
export const needsOfKind: Readonly<
  Partial<Record<UseCase['kind'], readonly (readonly [DimensionKey, Answer, because: string])[]>>
> = {
  lock: [
    ['data', 'lock', 'it is a lock'],
    ['consistency', 2, 'one holder at a time'],
    ['conflict', 'reject', 'the second must wait or be refused'],
  ],
  leader: [
    ['data', 'leader', 'one node is to lead'],
    ['consistency', 2, 'one leader at a time'],
    ['conflict', 'reject', 'the second must be refused'],
    ['durability', 1, 'a leader is elected anew after a restart'],
  ],
  'bounded counter': [
    ['data', 'bounded', 'it must not fall below a bound'],
    ['consistency', 2, 'the bound is checked where it is changed'],
    ['conflict', 'reject', 'the change that would break the bound is refused'],
  ],
  counter: [
    ['data', 'counter', 'it is a counter'],
    ['conflict', 'merge', 'both increments count'],
  ],
  configuration: [
    ['data', 'map', 'values under keys'],
    ['mix', 'read', 'it is read more than it is written'],
  ],
  presence: [
    ['data', 'presence', 'who is there now'],
    ['consistency', 0, 'it changes all the time'],
    ['durability', 0, 'it is rebuilt by those who are there'],
  ],
  'replicated map': [
    ['data', 'map', 'values under keys'],
    ['conflict', 'merge', 'it is merged'],
  ],
  job: [
    ['data', 'queue', 'each job is to be taken once'],
    ['conflict', 'reject', 'the second worker must not take it'],
    ['durability', 2, 'a job that was accepted survives a restart'],
  ],
}

export type Given = Partial<Profile>
