/**
 * Every kind of evidence with its one weight, the same in every rule: confidence is the sum, and the card shows it.
 * Shape alone stays under 60; a value followed to its source, or a target that is remote by construction, may reach
 * 80; a computed witness 95. Nothing is certain.
 */
export const weights = {
  /** The code has the hazard's exact shape. */
  shape: 45,
  /** A value was followed to the source that makes it dangerous. */
  followed: 15,
  /** The target is another node by construction of the call. */
  'remote-by-construction': 25,
  /** What the called function does is fixed by its documentation, and it is not what the code needs. */
  'by-contract': 25,
  /** A setting that was read where it is set for the running system. */
  configured: 25,
  /** The configuration shows that more than one node runs. */
  clustered: 10,
  /** Two callers may run it at the same time: shown by who calls it, or by the protection of a table. */
  'many-writers': 15,
  /** What it changes is shared by nodes: replicated, or one store for all. */
  'shared-state': 10,
  /** An effect outside that cannot be taken back: mail, payment, a call of another service. */
  effect: 10,
  /** Every caller within reach was searched for a guard, and none has one. */
  'no-guard-in-callers': 10,
  /** A small model was explored and both sides of a cut break the promise. */
  'computed-witness': 30,
  /** The code itself names the thing: quorum, lease, lock, leader. */
  named: 10,
  /** What follows from the value is a decision, not a display. */
  decides: 10,
  /** It runs where waiting or failing stops others: a server's callback or start. */
  'server-callback': 5,
  /** The whole program was searched for a guard and has none. */
  'searched-everywhere': 10,
  /** Test, script, task or vendored code: not the running service. */
  'not-the-service': -25,
  /** The number is computed, but what it is compared with, and how, is not in reach. */
  'comparison-unseen': -20,
  /** The change is no arithmetic that a model could be explored with. */
  'change-unseen': -20,
  /** A process of its own makes the call, and an outer limit may end it. */
  'outer-limit': -40,
  /** What is counted may leave out the node itself, which makes half of the others a majority. */
  'may-exclude-self': -35,
  /** One process owns the resource and asks alone. */
  'single-owner': -40,
  /** Both times are read and written by one process. */
  'one-process': -30,
  /** Doing it twice, late or never does no harm here. */
  'harmless-twice': -30,
  /** The code says in so many words that the loss is accepted. */
  'accepted-loss': -25,
  /** Nobody within reach of the call is seen to wait for it who must not. */
  'waiter-unseen': -20,
  /** What it works on is named elsewhere and not in reach. */
  'unknown-target': -20,
  /** Something else in the program deals with it in its own way. */
  'handled-otherwise': -30,
} as const satisfies Record<string, number>

export type EvidenceName = keyof typeof weights

/** Evidence that is more than a shape: a value, a target, a contract or a setting is known. */
const knows: ReadonlySet<EvidenceName> = new Set<EvidenceName>([
  'followed',
  'remote-by-construction',
  'by-contract',
  'configured',
  'clustered',
])

const ceiling = { witness: 95, followed: 80, shape: 59 } as const

/** The sum of the weights, held under the ceiling of the strongest kind of evidence; never below 0. */
export function confidence(names: readonly EvidenceName[]): {
  value: number
  basis: 'shape' | 'dataflow' | 'witness'
} {
  const sum = names.reduce((total, name) => total + weights[name], 0)
  const basis = names.includes('computed-witness')
    ? 'witness'
    : names.some((name) => knows.has(name))
      ? 'dataflow'
      : 'shape'
  const top = basis === 'witness' ? ceiling.witness : basis === 'dataflow' ? ceiling.followed : ceiling.shape
  return { value: Math.max(0, Math.min(top, sum)), basis }
}

/** A finding of this severity is posted from this confidence on; minor ones are counted in the summary only. */
export const postingThreshold = { critical: 60, important: 70, minor: 101 } as const

/** A minor finding is counted as one from this confidence on; below it is a possible one, like the others. */
export const minorThreshold = 50
