import type { Expr, ModuleForm } from '../../source/form.ts'
import type { Program, Site } from '../../source/program/program.ts'
import { type Access, ownerOf, runsIn, tables } from '../../source/program/stores/index.ts'
import { origins } from '../../source/program/values.ts'
import { namesAtom, results, visit } from '../../source/walk.ts'
import type { Reason } from '../rule.ts'

/** Stores that every node sees as one: two nodes may write although each has one writer. */
const shared = new Set(['ecto', 'redis', 'khepri', 'mnesia'])
/** Stores of one node that any process may write: they have no owner that the runtime knows. */
const open = new Set(['persistent_term', 'agent', 'atomics', 'cachex', 'concache', 'nebulex'])

/** The place in the function that a step began in: a helper's access stands where the helper was called. */
export function outermost(site: Site): Site {
  let at: Site = site
  while (at.frame.caller) at = at.frame.caller
  return at
}

/**
 * Why two processes may make this change at the same time; null where one process makes it, or nothing shows that
 * several do. `access` is the write.
 */
export function severalWriters(program: Program, access: Access): readonly Reason[] | null {
  const site = outermost(access.site)
  if (isOwnKey(program, access.key)) return null
  if (shared.has(access.store)) {
    return [
      { name: 'many-writers', text: 'Every process that calls it may write, on every node.' },
      { name: 'shared-state', text: 'All nodes write one store.' },
    ]
  }
  if (runsIn(program, site).kind !== 'caller') return null
  if (open.has(access.store))
    return [
      { name: 'many-writers', text: 'It runs in whatever process calls it, and any process may write.' },
    ]
  if (access.store !== 'ets' && access.store !== 'dets') return null
  if (ownerOf(program, access).owner === 'one-process') return null
  const made = creation(program, access)
  if (!made) return null
  return [
    {
      name: 'many-writers',
      text: 'The table is public, and this runs in whatever process calls it.',
      site: made,
    },
  ]
}

/**
 * Where the table is made public: by its own creation, or, where its name is passed in, by the named tables that the
 * module creates or has options for. A table without a name is known only to those it was given to.
 */
function creation(program: Program, access: Access): Site | null {
  const { table, store, site } = access
  const made = tables(program).ets.filter(
    (each) => each.store === store && each.site.frame.file.pathClass !== 'test',
  )
  const own = made.filter(({ id }) => id === table?.id)
  if (own.length > 0) return own.every(isOpen) ? (own[0]?.site ?? null) : null
  if (table?.by === 'name') return null
  const { module } = site.frame
  const near = made.filter((each) => each.site.frame.module === module && each.named)
  if (near.length > 0) return near.every(isOpen) ? (near[0]?.site ?? null) : null
  return module ? openOptions(module, site) : null
}

function isOpen({ protection, named }: { readonly protection: string; readonly named: boolean }): boolean {
  return protection === 'public' && named
}

/** A list of the module that asks for a public table with a name. */
function openOptions(module: ModuleForm, { frame }: Site): Site | null {
  for (const fn of module.functions) {
    for (const clause of fn.clauses) {
      for (const expr of results(clause.body)) {
        if (expr.kind === 'list' && namesAtom(expr, 'public') && namesAtom(expr, 'named_table'))
          return { expr, frame: { ...frame, fn, clause, caller: null } }
      }
    }
  }
  return null
}

/** The key is the process itself: nobody else writes under it. */
function isOwnKey(program: Program, key: Site | null): boolean {
  if (!key) return false
  let own = false
  const look = (expr: Expr) => {
    if (expr.kind === 'call' && expr.module === 'erlang' && expr.name === 'self') own = true
  }
  for (const { expr } of origins(program, key)) visit(expr, look)
  visit(key.expr, (inner) => {
    if (inner.kind !== 'var') return
    for (const { expr } of origins(program, { expr: inner, frame: key.frame })) look(expr)
  })
  return own
}
