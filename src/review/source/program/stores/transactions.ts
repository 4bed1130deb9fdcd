import type { Clause } from '../../form.ts'
import { facet } from '../facet.ts'
import { ancestorsOf, type Program, type Site } from '../program.ts'
import { advisoryLocks } from './locks.ts'
import { openers, type TransactionKind } from './openers.ts'

export interface Transaction {
  readonly kind: TransactionKind
  /** What opens it. */
  readonly site: Site
  /**
   * `here`: in the fun itself, or a step of a multi or pipeline. `callee`: in a fun that a function of the project
   * runs inside a transaction. `caller`: in a function that is called from inside one.
   */
  readonly via: 'here' | 'caller' | 'callee'
  /** False where `via` is caller and some caller is outside. */
  readonly all: boolean
}

/** How many callers up a transaction is looked for. */
const maxHops = 2

/** The innermost transaction or lock that a site is in, or null where there is none that is seen. */
export function transactionOf(program: Program, site: Site): Transaction | null {
  return surrounding(program, site, maxHops)
}

function surrounding(program: Program, site: Site, hops: number): Transaction | null {
  const { expr, frame } = site
  const { bodies, functions } = openers(program)
  if (expr.kind === 'call' && /^(Ecto\.)?Multi$/.test(expr.module ?? '')) return within('multi', site)
  if (expr.kind === 'call' && expr.module === 'Redix' && expr.name.startsWith('transaction_pipeline'))
    return within('redis', site)
  if (bodies.size > 0) {
    const above = ancestorsOf(site)
    for (let i = above.length - 1; i >= 0; i--) {
      const ancestor = above[i]
      const opener = ancestor && 'kind' in ancestor ? bodies.get(ancestor) : undefined
      if (opener)
        return { kind: opener.kind, site: opener.site, via: opener.wrapped ? 'callee' : 'here', all: true }
    }
  }
  const lock = lockAbove(program, site)
  if (lock) return within('advisory', lock)
  if (frame.caller) return asCaller(surrounding(program, frame.caller, hops))
  if (!frame.fn || !frame.module) return null
  const [named] = functions.get(frame.fn) ?? []
  const callers = program
    .callersOf(frame.module.name, frame.fn)
    .filter((caller) => caller.frame.file.pathClass !== 'test' && caller.frame.fn !== frame.fn)
  let first: Transaction | null = named
    ? { kind: named.kind, site: named.site, via: 'caller', all: true }
    : null
  if (hops === 0) return first
  let all = true
  for (const caller of callers) {
    const around = surrounding(program, caller, hops - 1)
    if (around?.all !== true) all = false
    first ??= around
  }
  return first && { ...first, via: 'caller', all }
}

function within(kind: TransactionKind, site: Site): Transaction {
  return { kind, site, via: 'here', all: true }
}

function asCaller(around: Transaction | null): Transaction | null {
  return around && { ...around, via: 'caller' }
}

const locksByClause = facet((program): ReadonlyMap<Clause, readonly Site[]> => {
  const found = new Map<Clause, Site[]>()
  for (const { site } of advisoryLocks(program)) {
    const known = found.get(site.frame.clause)
    if (known) known.push(site)
    else found.set(site.frame.clause, [site])
  }
  return found
})

/** An advisory lock that was taken earlier in the clause. */
function lockAbove(program: Program, { expr, frame }: Site): Site | null {
  const locks = locksByClause(program).get(frame.clause) ?? []
  return locks.find((lock) => lock.expr.end <= expr.start) ?? null
}
