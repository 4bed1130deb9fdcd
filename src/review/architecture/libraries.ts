import { inOrder } from '../in-order.ts'
import type { Library } from '../report.ts'
import type { Expr } from '../source/form.ts'
import type { Program, SourceFile } from '../source/program/program.ts'
import { literalText } from './literals.ts'

/** Libraries that shape a distributed design; others are not listed. */
const shaping = new Set([
  'ra',
  'khepri',
  'khepri_mnesia_migration',
  'delta_crdt',
  'horde',
  'swarm',
  'syn',
  'libcluster',
  'libring',
  'ex_hash_ring',
  'partisan',
  'phoenix_pubsub',
  'phoenix_pubsub_redis',
  'phoenix',
  'oban',
  'quantum',
  'commanded',
  'eventstore',
  'redix',
  'eredis',
  'postgrex',
  'epgsql',
  'ecto_sql',
  'ekka',
  'mria',
  'unsplit',
  'gproc',
  'gen_leader',
  'nebulex',
  'cachex',
  'mnesiac',
  'memento',
  'highlander',
  'highlander_pg',
  'global_flags',
  'locks',
  'plumtree',
  'riak_core',
  'brod',
  'broadway',
  'amqp',
  'amqp_client',
  'rabbit',
  'gen_rpc',
  'pg2',
  'hordex',
  'singleton',
  'peerage',
  'aten',
  'osiris',
  'lasp',
  'antidote',
  'erleans',
  'ockam',
])

/** From mix.lock and rebar.lock with versions; else from rebar.config and mix.exs by name. */
export function libraries(program: Program): Library[] {
  const found = new Map<string, Library>()
  const files = [...program.files].sort(
    (a, b) => a.path.split('/').length - b.path.split('/').length || inOrder(a.path, b.path),
  )
  for (const file of files) for (const [name, version] of locked(file)) add(found, name, version, file.path)
  for (const file of files) for (const name of required(file)) add(found, name, null, file.path)
  return [...found.values()].sort((a, b) => inOrder(a.name, b.name))
}

function add(found: Map<string, Library>, name: string, version: string | null, from: string): void {
  if (shaping.has(name) && !found.has(name)) found.set(name, { name, version, from })
}

function locked(file: SourceFile): [name: string, version: string | null][] {
  if (/(^|\/)mix\.lock$/.test(file.path)) return file.form.body.flatMap(ofMixLock)
  if (/(^|\/)rebar\.lock$/.test(file.path)) return file.form.body.flatMap(ofRebarLock)
  return []
}

/** `%{"ra": {:hex, :ra, "2.7.0", …}, …}`; a git dependency has its commit in third place. */
function ofMixLock(term: Expr): [string, string | null][] {
  if (term.kind !== 'map') return []
  return term.entries.flatMap(({ key, value }): [string, string | null][] => {
    const name = literalText(key)
    if (!name || value.kind !== 'tuple') return []
    const version = value.items[2] ? literalText(value.items[2]) : null
    const fromGit = value.items[0]?.kind === 'atom' && value.items[0].name === 'git'
    return [[name, fromGit && version ? version.slice(0, 12) : version]]
  })
}

/** `[{<<"ra">>, {pkg, <<"ra">>, <<"2.7.0">>}, 0}, …]`, within a version tuple in newer files. */
function ofRebarLock(term: Expr): [string, string | null][] {
  if (term.kind === 'tuple') return term.items.flatMap(ofRebarLock)
  if (term.kind !== 'list') return []
  return term.items.flatMap((item): [string, string | null][] => {
    if (item.kind !== 'tuple' || item.items.length !== 3) return []
    const [name, source] = item.items
    const named = name && literalText(name)
    if (!named || source?.kind !== 'tuple') return []
    const version = source.items[2]
    return [[named, version ? literalText(version) : null]]
  })
}

function required(file: SourceFile): string[] {
  if (/(^|\/)rebar\.config$/.test(file.path)) {
    return file.form.body.flatMap((term) => (isPair(term, 'deps') ? names(term.items[1]) : []))
  }
  if (/(^|\/)mix\.exs$/.test(file.path)) {
    return file.form.modules.flatMap(({ functions }) =>
      functions
        .filter(({ name }) => /deps/.test(name))
        .flatMap(({ clauses }) => clauses.flatMap(({ body }) => names(body.at(-1)))),
    )
  }
  return []
}

function isPair(term: Expr, key: string): term is Expr & { kind: 'tuple' } {
  return term.kind === 'tuple' && term.items[0]?.kind === 'atom' && term.items[0].name === key
}

function names(list: Expr | undefined): string[] {
  if (list?.kind !== 'list') return []
  return list.items.flatMap((item) => {
    const first = item.kind === 'tuple' ? item.items[0] : item
    return first?.kind === 'atom' ? [first.name] : []
  })
}
