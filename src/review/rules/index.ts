import { clocks } from './clocks/index.ts'
import { leadership } from './leadership/index.ts'
import { mnesia } from './mnesia/index.ts'
import { quorum } from './quorum/index.ts'
import { registries } from './registries/index.ts'
import { remoteCalls } from './remote-calls/index.ts'
import type { Rule } from './rule.ts'

/** Every rule, in the order of the catalogue. */
export const rules: readonly Rule[] = [
  ...leadership,
  ...quorum,
  ...clocks,
  ...remoteCalls,
  ...mnesia,
  ...registries,
]

/** Atoms whose places some rule or the architecture asks for. */
export const watchedAtoms = ['inconsistent_database'] as const
