import type { Expr } from '../../../source/form.ts'
import { type Handler, handlers } from '../../../source/program/processes/messages/handlers.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { type Access, accesses, readThenWrite } from '../../../source/program/stores/index.ts'
import { visit } from '../../../source/walk.ts'
import { downRemovesNewer } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'

/** Tables that others read to find a process. */
const tablesOfAll = new Set(['ets', 'mnesia', 'redis', 'khepri', 'delta-crdt'])

export default defineRule({
  id: 'down-removes-newer',
  family: 'races',
  severity: 'important',
  title: 'A late DOWN removes the entry of the successor',
  problem:
    'The handler of DOWN deletes by key, whoever holds the key now, and a new holder overwrites the entry of the old one.',
  failureScenario: [
    'The holder of a key dies; its DOWN is on the way.',
    'A new process takes the key and overwrites the entry.',
    'The DOWN of the first is handled and deletes the entry of the second.',
  ],
  impact: 'A live process is not found any more, and a third one is started beside it.',
  guardsLookedFor: [
    'a delete that names the pid or the reference: delete_object, match_delete',
    'a comparison with the entry before it is deleted',
    'entries that are keyed by pid or reference',
    'registrations that are refused while an entry is there',
  ],
  fix: {
    summary: 'Delete the entry of the process that died, and no other: with its pid in the pattern.',
    elixir:
      'def handle_info({:DOWN, ref, :process, pid, _reason}, state) do\n  {key, refs} = Map.pop(state.refs, ref)\n  :ets.match_delete(state.table, {key, pid})\n  {:noreply, %{state | refs: refs}}\nend',
    erlang:
      "handle_info({'DOWN', Ref, process, Pid, _Reason}, #{refs := Refs, table := Table} = State) ->\n    {Key, Left} = maps:take(Ref, Refs),\n    ets:match_delete(Table, {Key, Pid}),\n    {noreply, State#{refs := Left}}.",
    residualRisk: 'Between death and DOWN the old entry is still found: callers have to expect noproc.',
  },
  sources: [
    'OTP erts, monitor/2 https://www.erlang.org/doc/apps/erts/erlang.html',
    'OTP stdlib, ets:match_delete/2 https://www.erlang.org/doc/apps/stdlib/ets.html',
  ],
  holds: 'entries of dead processes are deleted by pid or reference',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    const downs = handlers(program, 'DOWN')
    if (downs.length === 0) return { hits, examined }
    // A delete of a whole row or a pattern names more than the key.
    const deletes = accesses(program).filter(
      ({ operation, store, key, value }) =>
        operation === 'delete' && key !== null && value === null && tablesOfAll.has(store),
    )
    for (const down of downs) {
      for (const access of deletes) {
        if (!isWithin(down, access)) continue
        examined.push(access.site)
        const hit = judge(program, down, access)
        if (hit) hits.push(hit)
      }
    }
    return { hits, examined }
  },
})

function isWithin({ frame, clause }: Handler, { site }: Access): boolean {
  return site.frame.clause === frame.clause && clause.start <= site.expr.start && site.expr.end <= clause.end
}

function judge(program: Program, down: Handler, access: Access): Hit | null {
  const { key, site, table } = access
  if (!key || !table) return null
  // Keyed by what died: nobody else has that key.
  if (namesBound(down, key.expr)) return null
  if (comparesFirst(program, access)) return null
  const taken = overwritten(program, access)
  if (!taken) return null
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: 'The handler of DOWN deletes an entry by its key, and not by the process that died.',
    },
    {
      name: 'followed',
      text: 'The key may have a new holder: this write replaces what is there.',
      site: taken,
    },
  ]
  const trace = downRemovesNewer({ deletes: 'key', owners: 2 })
  if (trace.answer === 'broken')
    reasons.push({
      name: 'computed-witness',
      text: 'An order of messages after which a live holder is not found was computed.',
    })
  return {
    site,
    severity: severityAt(site.frame, 'important'),
    reasons: [...reasons, ...placeReasons(site.frame)],
    ...(trace.answer === 'broken' ? { witness: trace } : {}),
  }
}

/** Whether the key is, or holds, a name that the message itself brings: its pid or reference. */
function namesBound({ binds }: Handler, key: Expr): boolean {
  let bound = false
  visit(key, (expr) => {
    if (expr.kind === 'var' && binds.some((each) => each.expr.name === expr.name)) bound = true
  })
  return bound
}

/** The entry is read in the same clause, and what was found decides whether it is deleted. */
function comparesFirst(program: Program, access: Access): boolean {
  return accesses(program).some(
    (other) =>
      other !== access &&
      other.site.frame.clause === access.site.frame.clause &&
      other.table?.id === access.table?.id &&
      ['read', 'scan'].includes(other.operation),
  )
}

/** A write that puts a process under such a key without asking whether one is there; null where there is none. */
function overwritten(program: Program, deleted: Access): Site | null {
  const asked = new Set<Expr>()
  for (const { write, condition } of readThenWrite(program)) if (condition) asked.add(write.site.expr)
  for (const access of accesses(program)) {
    const { operation, table, site, value } = access
    if (table?.id !== deleted.table?.id || !['insert', 'write'].includes(operation)) continue
    if (site.frame.file.pathClass === 'test' || asked.has(site.expr) || !value) continue
    if (holdsProcess(value.expr)) return site
  }
  return null
}

/** The value has a pid in it: by name, or the caller itself; `node(pid)` is none. */
function holdsProcess(value: Expr): boolean {
  let holds = false
  visit(value, (inner, ancestors) => {
    const above = ancestors.at(-1)
    const given = above !== undefined && 'kind' in above && above.kind === 'call'
    if (inner.kind === 'var' && /pid/i.test(inner.name) && !given) holds = true
    else if (inner.kind === 'call' && inner.module === 'erlang' && inner.name === 'self') holds = true
  })
  return holds
}
