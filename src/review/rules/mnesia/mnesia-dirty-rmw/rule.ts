import type { Program, Site } from '../../../source/program/program.ts'
import {
  type Access,
  ownerOf,
  type ReadThenWrite,
  readThenWrite,
  runsIn,
} from '../../../source/program/stores/index.ts'
import { readModifyWrite } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { isIsolated } from '../../races/isolation.ts'
import { changeOf } from '../../races/race-read-modify-write/change.ts'
import { outermost } from '../../races/writers.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { tableNamed } from '../replication.ts'

export default defineRule({
  id: 'mnesia-dirty-rmw',
  family: 'mnesia',
  severity: 'critical',
  title: 'A record of Mnesia is read, computed and written back without a transaction',
  problem:
    'The record is read, a new one is made from it, and it is written back, with dirty operations that take no lock and ask for no majority.',
  failureScenario: [
    'Two processes, on one node or on two, read the same record.',
    'Each computes its own new record from it.',
    'Both write; what the first wrote is lost.',
  ],
  impact:
    'Updates are lost without an error; on a cut-off node they are taken even where the table asks for a majority.',
  guardsLookedFor: [
    'a transaction around both steps, here or in callers',
    'dirty_update_counter, which is one step',
    'one process that makes all changes',
    'a table whose contents stay on the node',
  ],
  fix: {
    summary:
      'Do both steps in one transaction, and read with a write lock. A plain count is one dirty_update_counter.',
    elixir:
      ':mnesia.transaction(fn ->\n  [{:seat, id, free}] = :mnesia.read(:seat, id, :write)\n  :mnesia.write({:seat, id, free - 1})\nend)',
    erlang:
      'mnesia:transaction(fun() ->\n    [{seat, Id, Free}] = mnesia:read(seat, Id, write),\n    mnesia:write({seat, Id, Free - 1})\nend).',
    residualRisk: 'During a cut both sides commit unless the table asks for a majority.',
  },
  sources: [
    'OTP mnesia, dirty_update_counter/3, transaction/1, create_table/2 (majority) https://www.erlang.org/doc/apps/mnesia/mnesia.html',
  ],
  holds: 'records of Mnesia that are computed from themselves are written in transactions',
  check(program) {
    const hits = new Map<Site['expr'], Hit>()
    const examined: Site[] = []
    for (const sequence of readThenWrite(program)) {
      const { read, write } = sequence
      if (write.store !== 'mnesia' || !(sequence.computed || comparesFields(sequence))) continue
      const site = outermost(write.site)
      examined.push(site)
      if (hits.has(site.expr) || read.operation === 'aggregate' || !isDirty(write)) continue
      const hit = judge(program, sequence)
      if (hit) hits.set(site.expr, hit)
    }
    return { hits: [...hits.values()], examined }
  },
})

/** Without isolation: the call itself, or the activity around it. */
function isDirty(access: Access): boolean {
  return access.dirty || access.transaction?.kind === 'mnesia-dirty'
}

/** Whether it is written depends on a comparison with what was read, not only on whether there was anything. */
function comparesFields({ condition, write }: ReadThenWrite): boolean {
  const test = condition?.expr
  return test?.kind === 'op' && /^(<|>|<=|>=|==|===|!=|!==)$/.test(test.op) && write.operation !== 'delete'
}

function judge(program: Program, sequence: ReadThenWrite): Hit | null {
  const { read, write } = sequence
  const name = write.table?.name ?? null
  const table = tableNamed(program, name)
  if (table?.reach === 'local' && runsIn(program, outermost(write.site)).kind !== 'caller') return null
  // A dirty call in a transaction is a hazard of its own: it is past the transaction, but the lock of the read is held.
  if (write.transaction?.kind === 'mnesia' || isIsolated(program, sequence)) return null
  const change = sequence.computed ? changeOf(program, sequence) : null
  if (!change && !comparesFields(sequence)) return null
  const site = outermost(write.site)
  const of = name === null ? 'a table' : `\`${name}\``
  const reasons: Reason[] = [
    { name: 'shape', text: `A read and a later dirty write of one record of ${of}.` },
    change
      ? {
          name: 'followed',
          text: 'What is written was followed to what was read.',
          site: outermost(read.site),
        }
      : {
          name: 'decides',
          text: 'A comparison with what was read decides whether it is written.',
          site: outermost(read.site),
        },
  ]
  if (table?.reach === 'spanning')
    reasons.push({ name: 'shared-state', text: `${of} has copies on several nodes.`, site: table.site })
  const runner = runsIn(program, site)
  if (runner.kind === 'callback' || ownerOf(program, write).owner === 'one-process')
    reasons.push({ name: 'single-owner', text: 'One process of the node makes the change.' })
  const found =
    change === null || change.by === null
      ? null
      : readModifyWrite({ callers: 2, guard: 'none', initial: 0, change: change.by })
  const witness = found?.answer === 'broken' ? found : null
  if (witness)
    reasons.push({ name: 'computed-witness', text: 'An order of steps that loses an update was computed.' })
  return {
    site,
    problem: change
      ? `A record of ${of} is read, a new one is made from it, and it is written back, with operations that take no lock and ask for no majority.`
      : `A record of ${of} is read, compared, and then replaced, with operations that take no lock and ask for no majority.`,
    reasons: [...reasons, ...placeReasons(site.frame)],
    ...(witness ? { witness } : {}),
  }
}
