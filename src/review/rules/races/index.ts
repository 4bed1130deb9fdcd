import type { Rule } from '../rule.ts'
import cacheFillRace from './cache-fill-race/rule.ts'
import checkThenInsert from './check-then-insert/rule.ts'
import downRemovesNewer from './down-removes-newer/rule.ts'
import maxPlusOne from './max-plus-one/rule.ts'
import raceCheckThenStart from './race-check-then-start/rule.ts'
import raceReadModifyWrite from './race-read-modify-write/rule.ts'
import raceUnboundedCasRetry from './race-unbounded-cas-retry/rule.ts'
import stateNodeLocal from './state-node-local/rule.ts'

/** In the order of the catalogue. */
export const races: readonly Rule[] = [
  raceReadModifyWrite,
  raceCheckThenStart,
  checkThenInsert,
  cacheFillRace,
  maxPlusOne,
  downRemovesNewer,
  stateNodeLocal,
  raceUnboundedCasRetry,
]
