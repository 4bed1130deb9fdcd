import type { Clause } from '../../../source/form.ts'
import type { Site } from '../../../source/program/program.ts'
import { type Access, accesses, isWrite, transactionOf } from '../../../source/program/stores/index.ts'
import { visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { effects } from '../../effects.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'

export default defineRule({
  id: 'dual-write',
  family: 'retries',
  severity: 'important',
  title: 'A row and a message are written one after the other',
  problem:
    'The database commits, and the same fact is then sent to a broker or another service: between the two the process may die.',
  failureScenario: [
    'The row is stored.',
    'The node is stopped, or the broker refuses.',
    'The row is there and nobody was told.',
  ],
  impact: 'Two stores differ for good, and nothing notices.',
  guardsLookedFor: ['a job or an outbox row in the same transaction', 'a message that is only a hint'],
  fix: {
    summary: 'Store what is to be sent in the same transaction, and let a worker send it until it is taken.',
    elixir:
      'Ecto.Multi.new()\n|> Ecto.Multi.insert(:order, changeset)\n|> Oban.insert(:event, fn %{order: order} -> PublishOrder.new(%{order_id: order.id}) end)\n|> Repo.transaction()',
    erlang:
      'epgsql:with_transaction(Connection, fun(C) ->\n    {ok, 1} = epgsql:equery(C, "INSERT INTO orders (id) VALUES ($1)", [Id]),\n    {ok, 1} = epgsql:equery(C, "INSERT INTO outbox (topic, id) VALUES ($1, $2)", ["orders", Id])\nend)',
    residualRisk: 'The worker may send twice: receivers have to drop what they know already.',
  },
  sources: ['Transactional outbox https://microservices.io/patterns/data/transactional-outbox.html'],
  holds: 'what must be told is stored with the row',
  candidate: true,
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    const writes = new Map<Clause, Access[]>()
    for (const access of accesses(program)) {
      if (access.store !== 'ecto' || !isWrite(access)) continue
      const known = writes.get(access.site.frame.clause)
      if (known) known.push(access)
      else writes.set(access.site.frame.clause, [access])
    }
    for (const { site, kind } of effects(program)) {
      if (kind !== 'queue' && kind !== 'http') continue
      const before = (writes.get(site.frame.clause) ?? []).find(
        ({ site: { expr } }) => expr.end <= site.expr.start,
      )
      if (!before) continue
      examined.push(site)
      if (transactionOf(program, site) || insertsJob(site.frame.clause)) continue
      const reasons: Reason[] = [
        {
          name: 'shape',
          text: 'It is sent after a row was written, outside the transaction.',
          site: before.site,
        },
        { name: 'shared-state', text: 'Both stores are read by others.' },
        { name: 'effect', text: kind === 'queue' ? 'A broker is told.' : 'Another service is told.' },
      ]
      hits.push({
        site,
        severity: severityAt(site.frame, 'important'),
        reasons: [...reasons, ...placeReasons(site.frame)],
      })
    }
    return { hits, examined }
  },
})

function insertsJob(clause: Clause): boolean {
  let job = false
  visitClause(clause, (expr) => {
    if (expr.kind === 'call' && expr.module === 'Oban' && expr.name.startsWith('insert')) job = true
  })
  return job
}
