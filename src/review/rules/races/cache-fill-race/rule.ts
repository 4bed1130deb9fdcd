import type { Clause } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { derivesFrom } from '../../../source/program/stores/derives.ts'
import { type Access, accesses, readThenWrite } from '../../../source/program/stores/index.ts'
import { namesAtom } from '../../../source/walk.ts'
import { cacheFill } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'
import { outermost, severalWriters } from '../writers.ts'

const caches = new Set(['cachex', 'concache', 'nebulex', 'ets', 'redis'])

export default defineRule({
  id: 'cache-fill-race',
  family: 'races',
  severity: 'important',
  title: 'A cache is filled with what was read before it was invalidated',
  problem:
    'On a miss the row is read and put into the cache without a look at what happened meanwhile; an update elsewhere deletes the entry.',
  failureScenario: [
    'A misses in the cache and reads the old row.',
    'B updates the row and deletes the entry.',
    'A puts the old row into the cache.',
  ],
  impact: 'The old row is served until the entry expires, or for ever.',
  guardsLookedFor: ['a time to live', 'a version that is compared', 'a fill that is done by one process'],
  fix: {
    summary:
      'Keep the version of the row with it and put the larger one only, or write through in one process; and a time to live in any case.',
    elixir:
      'Cachex.get_and_update(:profiles, id, fn\n  %{version: known} = entry when known >= row.version -> {:ignore, entry}\n  _older -> {:commit, row}\nend)',
    erlang:
      'case ets:lookup(profiles, Id) of\n    [{Id, Known, _}] when Known >= Version -> ok;\n    _ -> gen_server:call(profile_cache, {put, Id, Version, Row}, 2000)\nend',
    residualRisk:
      'On other nodes the entry is deleted by a message that may be lost: the time to live bounds that too.',
  },
  sources: [
    'R. Nishtala et al., Scaling Memcache at Facebook, NSDI 2013, section 3.2.1 https://www.usenix.org/conference/nsdi13/technical-sessions/presentation/nishtala',
  ],
  holds: 'caches are filled with a version, a time to live or by one process',
  // How long old values may live, and what is decided on them, is not seen in the code.
  candidate: true,
  check(program) {
    const hits = new Map<unknown, Hit>()
    const examined: Site[] = []
    const rows = rowReads(program)
    for (const { write, condition } of readThenWrite(program)) {
      if (!condition || !caches.has(write.store) || !['write', 'insert'].includes(write.operation)) continue
      const site = outermost(write.site)
      const read = (rows.get(site.frame.clause) ?? []).find(
        (row) => write.value !== null && derivesFrom(site.frame.clause, write.value.expr, row.site.expr),
      )
      if (!read) continue
      examined.push(site)
      const hit = judge(program, write, read)
      if (hit && !hits.has(site.expr)) hits.set(site.expr, hit)
    }
    return { hits: [...hits.values()], examined }
  },
})

function rowReads(program: Program): ReadonlyMap<Clause, readonly Access[]> {
  const found = new Map<Clause, Access[]>()
  for (const access of accesses(program)) {
    if (access.store !== 'ecto' || !['read', 'scan'].includes(access.operation)) continue
    const known = found.get(access.site.frame.clause)
    if (known) known.push(access)
    else found.set(access.site.frame.clause, [access])
  }
  return found
}

function judge(program: Program, write: Access, read: Access): Hit | null {
  if (namesAtom(write.site.expr, 'ttl', 'expire', 'expiration') || !severalWriters(program, write))
    return null
  const deleted = accesses(program).find(
    ({ operation, table, site }) =>
      ['delete', 'clear'].includes(operation) &&
      table?.id === write.table?.id &&
      site.frame.clause !== write.site.frame.clause &&
      site.frame.file.pathClass !== 'test',
  )
  if (!deleted) return null
  const site = outermost(write.site)
  const reasons: Reason[] = [
    { name: 'shape', text: 'On a miss a row is read and put into the cache.', site: read.site },
    {
      name: 'followed',
      text: 'The entry is deleted elsewhere, which this put does not see.',
      site: deleted.site,
    },
  ]
  const trace = cacheFill({ writer: 'store-then-delete', guard: 'none', ttlMs: null })
  return {
    site,
    severity: severityAt(site.frame, 'important'),
    reasons: [...reasons, ...placeReasons(site.frame)],
    ...(trace.answer === 'broken' ? { witness: trace } : {}),
  }
}
