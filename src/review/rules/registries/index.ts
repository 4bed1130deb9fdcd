import type { Rule } from '../rule.ts'
import globalLockPartial from './global-lock-partial/rule.ts'

/** In the order of the catalogue. */
export const registries: readonly Rule[] = [globalLockPartial]
