import type { Call, Expr, FunctionForm } from '../../form.ts'
import { visit } from '../../walk.ts'
import { patternBinding } from '../bindings.ts'
import { facet } from '../facet.ts'
import type { Program, Site } from '../program.ts'
import { repos } from './ecto-repos.ts'

/**
 * What surrounds code: `ecto` and `mnesia` transactions isolate and undo; `multi` is a step of an Ecto.Multi;
 * `mnesia-dirty` (async_dirty, sync_dirty, ets) and `ecto-checkout` only share a context or a connection;
 * `global` and `cache` are locks; `advisory` a lock of PostgreSQL that was taken above in the same clause.
 */
export type TransactionKind =
  | 'ecto'
  | 'ecto-checkout'
  | 'multi'
  | 'mnesia'
  | 'mnesia-dirty'
  | 'redis'
  | 'khepri'
  | 'global'
  | 'cache'
  | 'advisory'

export interface Opener {
  readonly kind: TransactionKind
  /** The call that opens it. */
  readonly site: Site<Call>
  /** The call hands its fun to a function of the project that opens the transaction. */
  readonly wrapped: boolean
}

/** The library calls that run a fun inside something; the fun is found among their arguments. */
const known: readonly (readonly [module: string, name: string, kind: TransactionKind])[] = [
  ['mnesia', 'transaction', 'mnesia'],
  ['mnesia', 'sync_transaction', 'mnesia'],
  ['mnesia', 'activity', 'mnesia'],
  ['mnesia', 'async_dirty', 'mnesia-dirty'],
  ['mnesia', 'sync_dirty', 'mnesia-dirty'],
  ['mnesia', 'ets', 'mnesia-dirty'],
  ['mria', 'transaction', 'mnesia'],
  ['mria', 'sync_transaction', 'mnesia'],
  ['mria', 'ro_transaction', 'mnesia'],
  ['mria', 'async_dirty', 'mnesia-dirty'],
  ['mria', 'sync_dirty', 'mnesia-dirty'],
  ['Memento', 'transaction', 'mnesia'],
  ['Memento', 'transaction!', 'mnesia'],
  ['Memento.Transaction', 'execute', 'mnesia'],
  ['Memento.Transaction', 'execute_sync', 'mnesia'],
  ['khepri', 'transaction', 'khepri'],
  ['global', 'trans', 'global'],
  ['Cachex', 'transaction', 'cache'],
  ['Cachex', 'transaction!', 'cache'],
  ['ConCache', 'isolated', 'cache'],
  ['ConCache', 'try_isolated', 'cache'],
  ['Ecto.Multi', 'run', 'multi'],
  ['Ecto.Multi', 'merge', 'multi'],
  ['Ecto.Multi', 'insert', 'multi'],
  ['Ecto.Multi', 'update', 'multi'],
  ['Ecto.Multi', 'delete', 'multi'],
  ['Ecto.Multi', 'insert_or_update', 'multi'],
  ['Ecto.Changeset', 'prepare_changes', 'ecto'],
  ['Postgrex', 'transaction', 'ecto'],
  ['epgsql', 'with_transaction', 'ecto'],
]

export interface Openers {
  /** The funs that run inside, by the fun's own expression. */
  readonly bodies: ReadonlyMap<Expr, Opener>
  /** The functions that are named as what runs inside: `fun f/1`, `&f/1`. */
  readonly functions: ReadonlyMap<FunctionForm, readonly Opener[]>
}

/** Every fun and function that the program runs inside a transaction or lock. */
export const openers = facet((program): Openers => {
  const bodies = new Map<Expr, Opener>()
  const functions = new Map<FunctionForm, Opener[]>()
  const wrappers = new Map<FunctionForm, { readonly module: string; readonly kind: TransactionKind }>()
  const open = (site: Site<Call>, kind: TransactionKind, wrapped: boolean) => {
    for (const arg of site.expr.args) {
      const ran = funsOf(arg, site)
      for (const fun of ran) {
        if (fun.kind === 'fun') {
          bodies.set(fun, { kind, site, wrapped })
          if (!wrapped) notice(wrappers, site, kind, parametersApplied(fun, site))
        } else if (fun.kind === 'funref' && fun.module) {
          for (const { fn } of program.definitions(fun.module, fun.name, fun.arity)) {
            const list = functions.get(fn) ?? []
            functions.set(fn, [...list, { kind, site, wrapped }])
          }
        }
      }
      if (!wrapped && ran.length === 0 && isParameter(arg, site)) notice(wrappers, site, kind, true)
    }
  }
  for (const [site, kind] of openingCalls(program)) open(site, kind, false)
  for (const [fn, { module, kind }] of wrappers) {
    for (const site of program.callersOf(module, fn)) open(site, kind, true)
  }
  return { bodies, functions }
})

function* openingCalls(program: Program): Iterable<readonly [Site<Call>, TransactionKind]> {
  for (const [module, name, kind] of known) {
    // A `use` of the project may alias Ecto.Multi: then it is called by its last name.
    const aliased = module === 'Ecto.Multi' ? program.callsOf('Multi', name) : []
    for (const site of [...program.callsOf(module, name), ...aliased]) {
      const [context] = site.expr.args
      const dirty =
        name === 'activity' && context?.kind === 'atom' && /^(async_dirty|sync_dirty|ets)$/.test(context.name)
      yield [site, dirty ? 'mnesia-dirty' : kind]
    }
  }
  for (const repo of repos(program)) {
    for (const name of ['transaction', 'transact'])
      for (const site of program.callsOf(repo, name)) yield [site, 'ecto']
    for (const site of program.callsOf(repo, 'checkout')) yield [site, 'ecto-checkout']
  }
}

/** The funs that an argument is: itself, or what its variable was bound to in this clause. */
function funsOf(arg: Expr, { frame }: Site): readonly Expr[] {
  if (arg.kind === 'fun' || arg.kind === 'funref') return [arg]
  if (arg.kind !== 'var') return []
  const binding = patternBinding(frame.clause, arg.name, arg.start)
  if (binding?.kind !== 'value') return []
  return binding.value.kind === 'fun' || binding.value.kind === 'funref' ? [binding.value] : []
}

function isParameter(arg: Expr, { frame }: Site): boolean {
  return arg.kind === 'var' && patternBinding(frame.clause, arg.name, arg.start)?.kind === 'parameter'
}

/** Whether a fun applies a parameter of the function around it: `fn -> fun.() end`. */
function parametersApplied(fun: Expr, site: Site): boolean {
  let applied = false
  visit(fun, (inner) => {
    if (inner.kind === 'apply' && isParameter(inner.fun, site)) applied = true
  })
  return applied
}

function notice(
  wrappers: Map<FunctionForm, { readonly module: string; readonly kind: TransactionKind }>,
  { frame }: Site<Call>,
  kind: TransactionKind,
  runsParameter: boolean,
): void {
  if (runsParameter && frame.fn && frame.module) wrappers.set(frame.fn, { module: frame.module.name, kind })
}
