import type { Call } from '../../form.ts'
import { visit } from '../../walk.ts'
import { facet } from '../facet.ts'
import type { Site } from '../program.ts'
import { repos } from './ecto-repos.ts'
import { sqlText } from './sql.ts'

/** A lock of PostgreSQL that is taken by name and not by row. */
export interface AdvisoryLock {
  readonly site: Site<Call>
  /** `pg_advisory_xact_lock` ends with the transaction; the others with the database session. */
  readonly scope: 'transaction' | 'session'
  /** `pg_try_…` answers false where it would wait. */
  readonly tries: boolean
}

/** Every statement or fragment that takes an advisory lock. */
export const advisoryLocks = facet((program): readonly AdvisoryLock[] => {
  const calls: Site<Call>[] = [
    ...program.callsOf('Ecto.Adapters.SQL', 'query'),
    ...program.callsOf('Ecto.Adapters.SQL', 'query!'),
    ...program.callsOf('Postgrex', 'query'),
    ...program.callsOf('Postgrex', 'query!'),
    ...program.callsOf('epgsql', 'equery'),
    ...program.callsOf('epgsql', 'squery'),
  ]
  for (const repo of repos(program)) {
    for (const name of ['query', 'query!', 'one', 'one!', 'all']) calls.push(...program.callsOf(repo, name))
  }
  const found: AdvisoryLock[] = []
  for (const site of calls) {
    for (const arg of site.expr.args) {
      // A statement in a module constant, or a fragment in a query.
      let sql = sqlText(arg)
      visit(arg, (inner) => {
        if (inner.kind !== 'constant') return
        const constant = program.constantAt(site.frame, inner.name, inner.start)
        if (constant) sql += sqlText(constant.value)
      })
      const lock = /\bpg_(try_)?advisory_(xact_)?lock/i.exec(sql)
      if (!lock) continue
      found.push({ site, scope: lock[2] ? 'transaction' : 'session', tries: lock[1] !== undefined })
      break
    }
  }
  return found
})
