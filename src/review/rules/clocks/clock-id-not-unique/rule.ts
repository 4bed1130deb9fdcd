import type { Expr } from '../../../source/form.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import { usesOf } from '../../../source/program/flow/uses.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import type { Access } from '../../../source/program/stores/index.ts'
import { split } from '../../../source/program/words.ts'
import { visit } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { mnesiaTables, tableNamed } from '../../mnesia/replication.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { type Sink, sharedWrites } from '../shared-writes.ts'

export default defineRule({
  id: 'clock-id-not-unique',
  family: 'clocks',
  severity: 'important',
  title: 'A key that is unique on one VM is stored for all',
  problem:
    'A key that others read, or that outlives the VM, is made of `unique_integer`. It is unique on this VM alone, and until it restarts: each VM counts through the same numbers.',
  failureScenario: [
    'Two nodes start; each takes its first numbers.',
    'Both store something under the same one, as the ranges overlap.',
    'The second replaces the first, or is refused; after a restart a node meets its own old numbers.',
  ],
  impact: 'Two things share a key: one is overwritten, or answers go to the wrong one.',
  guardsLookedFor: ['the name of the node in the key', 'random bytes', 'a table of this VM alone'],
  fix: {
    summary:
      'Take 128 random bits (UUIDv4, UUIDv7), a sequence of the database, or put a unique name of the node and of its start in front.',
    elixir:
      '# 128 random bits: no node need know of another\nid = Base.url_encode64(:crypto.strong_rand_bytes(16), padding: false)',
    erlang:
      '%% 128 random bits: no node need know of another\nId = binary:encode_hex(crypto:strong_rand_bytes(16)).',
    residualRisk: null,
  },
  sources: ['erlang:unique_integer/1 https://www.erlang.org/doc/apps/erts/erlang.html#unique_integer/1'],
  holds: 'keys that others read are unique among all nodes',
  check(program) {
    const made = program.callsOf('erlang', 'unique_integer')
    if (made.length === 0) return { hits: [], examined: [] }
    const hits: Hit[] = []
    const writes = new Map([...sharedWrites(program)].map((write) => [write.access.site.expr, write]))
    const judged = new Set<Expr>()
    for (const call of made) {
      for (const use of usesOf(program, call)) {
        const write =
          use.kind === 'argument' && !judged.has(use.site.expr) ? writes.get(use.site.expr) : undefined
        if (!write) continue
        judged.add(use.site.expr)
        const source = madeOf(program, write.access)
        if (source) hits.push(hitOf(program, write.access, write.sink, source))
      }
    }
    return { hits, examined: made }
  },
})

/** The number that the key of a write is made of, if no name of a node and nothing random is in it. */
function madeOf(program: Program, { key, value }: Access): Site | null {
  const keys = [...(key ? [key] : []), ...(value ? idsIn(value) : [])]
  for (const each of keys) {
    const source = sourceOf(program, each, 'random')
    if (source?.expr.kind !== 'call' || source.expr.name !== 'unique_integer') continue
    if (sourceOf(program, each, 'identity', 'configuration') === null && !isMixed(each.expr)) return source
  }
  return null
}

/** `id: …`, `order_id: …` of what is written. */
function idsIn({ expr, frame }: Site): Site[] {
  const found: Site[] = []
  visit(expr, (inner) => {
    if (inner.kind !== 'map') return
    for (const { key, value } of inner.entries) {
      const last = key.kind === 'atom' ? split(key.name).at(-1) : undefined
      if (last === 'id' || last === 'key' || last === 'uuid') found.push({ expr: value, frame })
    }
  })
  return found
}

const mixing = new Set([
  'strong_rand_bytes',
  'make_ref',
  'uniform',
  'node',
  'hostname',
  'gethostname',
  'getpid',
  'system_time',
  'timestamp',
  'os_time',
  'utc_now',
])

/** Other parts make the key unique among nodes, or nearly so. */
function isMixed(expr: Expr): boolean {
  let mixed = false
  visit(expr, (inner) => {
    if (inner.kind === 'call' && mixing.has(inner.name)) mixed = true
  })
  return mixed
}

/**
 * A table that this node alone has, on its disk: no other node writes it, but the next start of this one does. Of a table
 * whose options are not in reach, where Mnesia keeps something on disk and nothing joins it to other nodes.
 */
function keptHere(program: Program, { store, table }: Access): boolean {
  if (store === 'dets') return true
  if (store !== 'mnesia') return false
  const known = tableNamed(program, table?.name)
  if (known && known.reach !== 'unknown') return known.durable && known.reach === 'local'
  const joins =
    program.callsOf('mnesia', 'change_config').length + program.callsOf('mnesia', 'add_table_copy').length
  return (
    joins === 0 &&
    [...program.atoms('disc_copies')].length > 0 &&
    mnesiaTables(program).every(({ reach }) => reach !== 'spanning')
  )
}

/** The words for such a table. */
function afterRestart(sink: Sink): Pick<Hit, 'title' | 'problem' | 'failureScenario'> {
  return {
    title: 'A key that is unique until the VM restarts is kept on disk',
    problem: `A key that is ${sink.words} is made of \`unique_integer\`. What is kept on disk outlives the VM, and the numbers begin anew with each start of it.`,
    failureScenario: [
      'The node stores rows under its first numbers, and stops.',
      'It starts again: the numbers begin where they began before, and the old rows are still there.',
      'A new row replaces an old one, is refused, or is sorted among rows that are older than it.',
    ],
  }
}

function hitOf(program: Program, access: Access, sink: Sink, source: Site): Hit {
  const { site } = access
  const reasons: Reason[] = [
    { name: 'shape', text: `A key is ${sink.words}.` },
    { name: 'followed', text: 'It is made of this number.', site: source },
    { name: 'by-contract', text: 'The number is unique on the current runtime system instance only.' },
    { name: 'shared-state', text: 'Others read what is stored there, or it outlives the VM.' },
  ]
  return {
    site,
    problem: `A key that is ${sink.words} is made of \`unique_integer\`. It is unique on this VM alone, and until it restarts: each VM counts through the same numbers.`,
    ...(keptHere(program, access) ? afterRestart(sink) : {}),
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}
