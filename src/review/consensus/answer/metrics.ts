import type { Profile } from '../profile.ts'

/** What must be true a month after the move, each with how it is told. */
export function metricsFor(profile: Profile): string[] {
  const found = [
    `A write takes at most ${profile.latency_ms.toLocaleString('en')} ms for 99 of 100 callers, measured at the caller.`,
  ]
  if (profile.conflict === 'reject') {
    found.push(
      'A query over all entries finds no broken invariant (below zero, two owners, a unique name twice), every hour and after every cut.',
    )
  }
  if (profile.conflict === 'merge') {
    found.push(
      'Every acknowledged write is found again after a cut heals: writes of a test, counted on every node.',
    )
  }
  if (profile.consistency >= 2) {
    found.push(
      'No read returns an older version than one that was acknowledged before it began: versions of a test, checked over its history.',
    )
  }
  if (profile.availability === 2) found.push('In a cut that is made on purpose every side accepts writes.')
  if (profile.availability === 1)
    found.push(
      'In a cut that is made on purpose the larger side accepts writes within its failover time, and the smaller refuses.',
    )
  if (profile.offline === 2) found.push('A client that was offline for a day loses nothing when it is back.')
  if (profile.durability >= 2)
    found.push('After a stop of all nodes at once every acknowledged write is there.')
  if (profile.durability === 3)
    found.push('The history of any entry can be shown for the time that is required.')
  found.push('The signals below have been seen to raise an alert once, by a fault that was made on purpose.')
  return found
}
