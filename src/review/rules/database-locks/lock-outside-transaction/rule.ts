import type { Program, Site } from '../../../source/program/program.ts'
import { type Access, accesses } from '../../../source/program/stores/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'

export default defineRule({
  id: 'lock-outside-transaction',
  family: 'database-locks',
  severity: 'critical',
  title: 'A row lock that ends with its own statement',
  problem: 'The query asks for row locks outside a transaction: they are gone when the query returns.',
  failureScenario: [
    'Two callers read the same row FOR UPDATE, each in a statement of its own.',
    'Both locks end before the rows arrive.',
    'Both go on as if they held the row, and one update is lost.',
  ],
  impact: 'What the lock is there to protect is not protected: balances, stock, states.',
  guardsLookedFor: ['a transaction here, in a Multi, or around every caller'],
  fix: {
    summary: 'Read, decide and write in one transaction.',
    elixir:
      'Repo.transaction(fn ->\n  account = Repo.one!(from(a in Account, where: a.id == ^id, lock: "FOR UPDATE"))\n  if account.balance < amount, do: Repo.rollback(:insufficient)\n  Repo.update!(Ecto.Changeset.change(account, balance: account.balance - amount))\nend)',
    erlang:
      'epgsql:with_transaction(Connection, fun(C) ->\n    {ok, _, [{Balance}]} = epgsql:equery(C, "SELECT balance FROM accounts WHERE id = $1 FOR UPDATE", [Id]),\n    {ok, 1} = epgsql:equery(C, "UPDATE accounts SET balance = $1 WHERE id = $2", [Balance - Amount, Id])\nend)',
    residualRisk: 'Two rows: lock them in one fixed order. FOR UPDATE that finds no row locks nothing.',
  },
  sources: [
    'PostgreSQL, explicit locking https://www.postgresql.org/docs/current/explicit-locking.html',
    'Ecto.Query.lock/3 https://hexdocs.pm/ecto/Ecto.Query.html',
  ],
  holds: 'row locks are taken in transactions',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const access of accesses(program)) {
      if (access.store !== 'ecto' || !access.locking || access.operation === 'lock') continue
      // Whether anybody holds the row is asked with SKIP LOCKED; nothing is to be held.
      if (access.site.expr.name.startsWith('exists?')) continue
      examined.push(access.site)
      const hit = judge(program, access)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

function judge(program: Program, { site, transaction }: Access): Hit | null {
  const open = transaction?.kind === 'ecto-checkout' ? null : transaction
  if (open?.all) return null
  const { fn, module } = site.frame
  const callers =
    fn && module
      ? program
          .callersOf(module.name, fn)
          .filter(({ frame }) => frame.file.pathClass !== 'test' && frame.fn !== fn)
      : []
  const reasons: Reason[] = [
    { name: 'shape', text: 'The query asks for row locks, and no transaction is around it.' },
    {
      name: 'by-contract',
      text: 'Without a transaction PostgreSQL commits after each statement, and the locks end.',
    },
  ]
  if (open)
    reasons.push({
      name: 'unknown-target',
      text: 'Some callers open a transaction, and others are not seen to.',
    })
  else if (callers.length > 0)
    reasons.push({ name: 'no-guard-in-callers', text: 'None of its callers opens one, two calls up.' })
  else if (fn?.exported)
    reasons.push({
      name: 'unknown-target',
      text: 'Nobody is seen to call it: a caller elsewhere may open one.',
    })
  return {
    site,
    severity: severityAt(site.frame, 'critical'),
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}
