import type { Clause } from '../../../source/form.ts'
import type { Site } from '../../../source/program/program.ts'
import { type Access, accesses, isWrite } from '../../../source/program/stores/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { severityAt } from '../../severity.ts'

export default defineRule({
  id: 'replica-read-after-write',
  family: 'database-locks',
  severity: 'important',
  title: 'Read from a replica right after a write',
  problem:
    'The row is written to the primary and read from a replica in one flow: the replica may not have it yet.',
  failureScenario: [
    'The primary commits.',
    'The replica is some milliseconds, or seconds, behind.',
    'The read answers with the old row, or none.',
  ],
  impact: 'What was just stored is missing, and what is decided on it is wrong.',
  guardsLookedFor: ['the row that the write returned', 'a read from the primary', 'a wait for the replica'],
  fix: {
    summary: 'Use what the write returned, or read from the primary in this flow.',
    elixir: '{:ok, order} = Repo.update(changeset)\nRepo.preload(order, :lines)',
    erlang:
      '{ok, 1, _, [Row]} = epgsql:equery(Primary, "UPDATE orders SET state = $1 WHERE id = $2 RETURNING *", [State, Id]),\nRow',
    residualRisk: null,
  },
  sources: [
    'PostgreSQL, hot standby https://www.postgresql.org/docs/current/hot-standby.html',
    'Ecto, replicas https://hexdocs.pm/ecto/replicas-and-dynamic-repositories.html',
  ],
  holds: 'what was written is read from the primary',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    const byClause = new Map<Clause, Access[]>()
    for (const access of accesses(program)) {
      if (access.store !== 'ecto' || !access.table) continue
      const { clause } = access.site.frame
      const known = byClause.get(clause)
      if (known) known.push(access)
      else byClause.set(clause, [access])
    }
    for (const steps of byClause.values()) {
      for (const read of steps) {
        if (isWrite(read) || !isReplica(read.site.expr.module)) continue
        examined.push(read.site)
        const write = steps.find(
          (step) =>
            isWrite(step) &&
            !isReplica(step.site.expr.module) &&
            step.table?.id === read.table?.id &&
            step.site.expr.end <= read.site.expr.start,
        )
        if (!write) continue
        hits.push({
          site: read.site,
          severity: severityAt(read.site.frame, 'important'),
          reasons: [
            {
              name: 'shape',
              text: 'A read from a replica follows a write of the same table.',
              site: write.site,
            },
            { name: 'by-contract', text: 'A replica is behind its primary by some time.' },
            ...placeReasons(read.site.frame),
          ],
        })
      }
    }
    return { hits, examined }
  },
})

/** The repository's last name says it: Replica, ReadOnly, Repo.Replica1, ReadRepo. */
function isReplica(module: string | null): boolean {
  return module !== null && /(Replica\w*|ReadOnly\w*|ReadRepo|RORepo)$/.test(module)
}
