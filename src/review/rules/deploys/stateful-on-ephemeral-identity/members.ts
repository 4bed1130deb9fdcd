import type { Program, Site } from '../../../source/program/program.ts'
import { mnesiaTables } from '../../../source/program/stores/tables/mnesia.ts'

/** A reason why a node keeps state under its name: it is a member of a log or holds copies on disk. */
export interface Member {
  readonly of: 'Raft' | 'Khepri' | 'Mnesia'
  readonly site: Site
}

const starting = [
  ['ra', 'start_cluster', 'Raft'],
  ['ra', 'start_server', 'Raft'],
  ['ra', 'start_or_restart_cluster', 'Raft'],
  ['khepri', 'start', 'Khepri'],
  ['khepri_cluster', 'join', 'Khepri'],
] as const

/** The first place in the service's own code that makes its node such a member, or null. */
export function memberOf(program: Program): Member | null {
  for (const [module, name, of] of starting) {
    for (const site of program.callsOf(module, name))
      if (site.frame.file.pathClass === 'service') return { of, site }
  }
  const { tables, joins } = mnesiaTables(program)
  if (!joins.some(({ frame }) => frame.file.pathClass === 'service')) return null
  for (const { discCopies, discOnlyCopies, localContent } of tables) {
    const site = discCopies ?? discOnlyCopies
    if (site && !localContent && site.frame.file.pathClass === 'service') return { of: 'Mnesia', site }
  }
  return null
}
