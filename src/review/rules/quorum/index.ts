import type { Rule } from '../rule.ts'
import quorumNotMajority from './quorum-not-majority/rule.ts'
import quorumOfVisible from './quorum-of-visible/rule.ts'

/** In the order of the catalogue. */
export const quorum: readonly Rule[] = [quorumNotMajority, quorumOfVisible]
