import type { Call, Expr } from '../../../source/form.ts'
import { facet } from '../../../source/program/facet.ts'
import type { MessageClause } from '../../../source/program/processes/messages/clauses.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { accesses } from '../../../source/program/stores/index.ts'
import { split } from '../../../source/program/words.ts'
import { visitAll } from '../../../source/walk.ts'
import { effects } from '../../effects.ts'

/** Work that does harm when every node does it. */
export interface Work {
  readonly site: Site<Call>
  readonly what: string
}

/** How deep helpers of the project are followed. */
const deepest = 3

/** Words of whatever lets one node alone go on. */
const guards = new Set([
  'lock',
  'leader',
  'acquire',
  'elect',
  'claim',
  'singleton',
  'primary',
  'mutex',
  'lease',
  'trans',
])

/** Words of what each node does for itself. */
const ownWords = new Set([
  'metric',
  'telemetry',
  'stat',
  'statsd',
  'prometheus',
  'heartbeat',
  'gauge',
  'trace',
])

const workByCall = facet((program): ReadonlyMap<Expr, Work> => {
  const found = new Map<Expr, Work>()
  for (const { site, kind } of effects(program)) {
    if (kind === 'mail') found.set(site.expr, { site, what: 'sends a mail' })
    else if (kind === 'http') found.set(site.expr, { site, what: 'changes something at another service' })
    else if (kind === 'queue') found.set(site.expr, { site, what: 'sends a message to a broker' })
  }
  for (const name of ['insert', 'insert!'])
    for (const site of program.callsOf('Oban', name)) found.set(site.expr, { site, what: 'inserts a job' })
  return found
})

/** What reads or locks rows of a database. */
const rowsByCall = facet((program): ReadonlyMap<Expr, 'read' | 'guard'> => {
  const found = new Map<Expr, 'read' | 'guard'>()
  for (const { site, store, operation, locking } of accesses(program)) {
    if (store !== 'ecto') continue
    // Rows that are locked, claimed or inserted under a unique key are done by one.
    if (locking || ['lock', 'update-all', 'upsert'].includes(operation)) found.set(site.expr, 'guard')
    else if (operation === 'read' || operation === 'scan') found.set(site.expr, 'read')
  }
  return found
})

/**
 * What the handler of a timer does with rows that all nodes see, here or in helpers. Null where it does nothing of the
 * kind, does it for its own node, or where something lets one node alone go on.
 */
export function workOf(program: Program, { clause, frame }: MessageClause): Work | null {
  const found: Work[] = []
  const seen = new Set<string>()
  let guarded = split(frame.module?.name ?? '').some((word) => ownWords.has(word))
  let reads = false
  const enter = (body: readonly Expr[], depth: number) => {
    visitAll(body, (expr) => {
      if (expr.kind !== 'call' || guarded) return
      const isOwnNode = expr.module === 'erlang' && expr.name === 'node'
      const rows = rowsByCall(program).get(expr)
      if (isOwnNode || rows === 'guard' || split(expr.name).some((word) => guards.has(word))) guarded = true
      if (rows === 'read') reads = true
      const work = workByCall(program).get(expr)
      if (work) found.push(work)
      if (depth === 0 || expr.module === null) return
      const key = `${expr.module}:${expr.name}/${expr.args.length}`
      if (seen.has(key)) return
      seen.add(key)
      for (const { fn } of program.definitions(expr.module, expr.name, expr.args.length))
        for (const inner of fn.clauses) enter(inner.body, depth - 1)
    })
  }
  enter(clause.body, deepest)
  return guarded || !reads ? null : (found[0] ?? null)
}
