import { availabilityPhrases } from './needs/availability.ts'
import { conflictPhrases } from './needs/conflict.ts'
import { consistencyPhrases } from './needs/consistency.ts'
import { contentionPhrases } from './needs/contention.ts'
import { durabilityPhrases } from './needs/durability.ts'
import { mixPhrases } from './needs/mix.ts'
import { offlinePhrases } from './needs/offline.ts'
import { regionsPhrases } from './needs/regions.ts'
import { scopePhrases } from './needs/scope.ts'
import { skillPhrases } from './needs/skill.ts'
import type { Phrase } from './phrase.ts'

/** Everything that is stated in words rather than by a figure or by what the data is called. */
export const needPhrases: readonly Phrase[] = [
  ...consistencyPhrases,
  ...conflictPhrases,
  ...contentionPhrases,
  ...availabilityPhrases,
  ...offlinePhrases,
  ...regionsPhrases,
  ...durabilityPhrases,
  ...mixPhrases,
  ...scopePhrases,
  ...skillPhrases,
]
