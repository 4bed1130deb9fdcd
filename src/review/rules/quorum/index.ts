import type { Rule } from '../rule.ts'
import quorumEvenVoters from './quorum-even-voters/rule.ts'
import quorumFrozenSize from './quorum-frozen-size/rule.ts'
import quorumNotMajority from './quorum-not-majority/rule.ts'
import quorumOfVisible from './quorum-of-visible/rule.ts'
import quorumRwNoOverlap from './quorum-rw-no-overlap/rule.ts'

/** In the order of the catalogue. */
export const quorum: readonly Rule[] = [
  quorumNotMajority,
  quorumOfVisible,
  quorumFrozenSize,
  quorumRwNoOverlap,
  quorumEvenVoters,
]
