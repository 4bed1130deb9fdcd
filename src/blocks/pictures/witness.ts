import type { Finding } from '../../review/report.ts'
import { cutOfQuorums, cutOfTrace, cutPicture } from './cut.ts'
import type { Picture } from './scene.ts'
import { timeline } from './timeline.ts'

/** How a finding fails, drawn: a cut where two groups decide, else a timeline; null where nothing was computed. */
export function witnessPicture({ witness, title }: Pick<Finding, 'witness' | 'title'>): Picture | null {
  if (witness.kind === 'none') return null
  if (witness.kind === 'quorum-sets') return cutPicture(cutOfQuorums(witness, title))
  const cut = cutOfTrace(witness, title)
  return cut === null ? timeline(witness, title) : cutPicture(cut)
}
