import type { Call } from '../../../source/form.ts'
import { config } from '../../../source/program/deployment/index.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { advisoryLocks, transactionOf } from '../../../source/program/stores/index.ts'
import { keyword } from '../../../source/program/stores/literals.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'

export default defineRule({
  id: 'advisory-lock-pooled-session',
  family: 'database-locks',
  severity: 'critical',
  title: 'A lock of a database session, taken through a pool',
  problem:
    '`pg_advisory_lock` belongs to the database session. Through a pool the next statement may run in another session, and the next caller in this one.',
  failureScenario: [
    'The lock is taken in a session that goes back to the pool.',
    'Another process is given that session and gets the same lock again: it is counted, not refused.',
    'The unlock runs in a third session and answers false; the lock stays.',
  ],
  impact: 'Two hold the lock at once, or nobody gets it until the connection ends.',
  guardsLookedFor: [
    'pg_advisory_xact_lock in a transaction',
    'Repo.checkout around all of it',
    'a connection of its own',
  ],
  fix: {
    summary: 'Take the lock of the transaction, which ends with it.',
    elixir:
      'Repo.transaction(fn ->\n  %{rows: [[got]]} = Repo.query!("SELECT pg_try_advisory_xact_lock($1)", [42])\n  if got, do: do_work(), else: Repo.rollback(:busy)\nend)',
    erlang:
      'epgsql:with_transaction(Connection, fun(C) ->\n    {ok, _, [{Got}]} = epgsql:equery(C, "SELECT pg_try_advisory_xact_lock($1)", [42]),\n    Got andalso do_work(C)\nend)',
    residualRisk:
      'Long work keeps the transaction open: then a dedicated connection whose end stops the work.',
  },
  sources: [
    'PostgreSQL, advisory locks https://www.postgresql.org/docs/current/explicit-locking.html',
    'PgBouncer features https://www.pgbouncer.org/features.html',
  ],
  holds: 'advisory locks end with their transaction or have a connection of their own',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { site, scope } of advisoryLocks(program)) {
      examined.push(site)
      if (scope !== 'session') continue
      const hit = judge(program, site)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

function judge(program: Program, site: Site<Call>): Hit | null {
  const { module } = site.expr
  // A connection that was opened by hand is one session.
  if (module === null || module === 'Postgrex' || module === 'epgsql' || hasOneConnection(program, module))
    return null
  const around = transactionOf(program, site)
  if (around?.kind === 'ecto-checkout') return null
  const reasons: Reason[] = [
    { name: 'shape', text: `A lock of the session is taken through the pool of \`${module}\`.` },
    { name: 'by-contract', text: 'It ends with the session, which goes back to the pool and on to others.' },
  ]
  const { fn, module: own } = site.frame
  if (fn?.exported && own && program.callersOf(own.name, fn).length === 0)
    reasons.push({ name: 'unknown-target', text: 'Nobody is seen to call it.' })
  if (around)
    reasons.push({
      name: 'handled-otherwise',
      text: 'It is taken in a transaction, which keeps the session until it ends.',
    })
  return {
    site,
    severity: severityAt(site.frame, 'critical'),
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}

/** A repository that was made for it, with a pool of one. */
function hasOneConnection(program: Program, repo: string): boolean {
  return config(program).entries.some(({ keys, value }) => {
    const one = keyword(value.expr, 'pool_size') ?? (keys.at(-1) === 'pool_size' ? value.expr : null)
    return keys.includes(repo) && one?.kind === 'integer' && one.value === 1
  })
}
