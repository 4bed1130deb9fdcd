import type { Rule } from '../rule.ts'
import remoteFunMixedCode from './remote-fun-mixed-code/rule.ts'
import shutdownWithoutDrain from './shutdown-without-drain/rule.ts'
import statefulOnEphemeralIdentity from './stateful-on-ephemeral-identity/rule.ts'

/** In the order of the catalogue. */
export const deploys: readonly Rule[] = [
  remoteFunMixedCode,
  statefulOnEphemeralIdentity,
  shutdownWithoutDrain,
]
