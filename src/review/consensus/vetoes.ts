import type { Option } from './options.ts'
import type { Profile } from './profile.ts'

export interface VetoRule {
  readonly id: 'V1' | 'V2' | 'V3' | 'V4' | 'V5' | 'V6'
  readonly rule: 'type' | 'consistency' | 'invariant' | 'availability' | 'offline' | 'durability'
  readonly reason: string
  rulesOut(option: Option, profile: Profile): boolean
}

/** A saga keeps an invariant across databases by compensation, which nothing else here can. */
function compensates(option: Option, profile: Profile): boolean {
  return option.id === 'saga_outbox' && profile.cross_service
}

/** An option that cannot meet a stated need is out, whatever its other merits. */
export const vetoRules: readonly VetoRule[] = [
  {
    id: 'V1',
    rule: 'type',
    reason: 'wrong shape for this data',
    rulesOut: (option, { data }) => option.fit[data] === 0,
  },
  {
    id: 'V2',
    rule: 'consistency',
    reason: 'cannot give the guarantee',
    rulesOut: (option, profile) =>
      profile.consistency >= 2 &&
      option.guarantee < profile.consistency &&
      // It pays with points instead: one stream is one transaction, several need a process manager.
      !(option.id === 'event_sourcing' && profile.consistency === 3) &&
      !compensates(option, profile),
  },
  {
    id: 'V3',
    rule: 'invariant',
    reason: 'both sides would accept: over-sold, two owners',
    rulesOut: (option, profile) =>
      profile.conflict === 'reject' && option.guarantee < 2 && !compensates(option, profile),
  },
  {
    id: 'V4',
    rule: 'availability',
    reason: 'the minority side must refuse',
    rulesOut: (option, { availability }) => availability === 2 && option.available < 2,
  },
  {
    id: 'V5',
    rule: 'offline',
    reason: 'an offline client reaches no server',
    rulesOut: (option, { offline }) => offline === 2 && option.offline === 0,
  },
  {
    id: 'V6',
    rule: 'durability',
    reason: 'data gone after a restart',
    rulesOut: (option, { durability }) => durability - option.durability >= 2,
  },
]

/** An invariant together with writes on every side: nothing can give both (CAP). */
export function contradicts({ consistency, conflict, availability, offline }: Profile): boolean {
  return (consistency >= 2 || conflict === 'reject') && (availability === 2 || offline === 2)
}
