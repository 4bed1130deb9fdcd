import type { Call, Expr, Fun, ModuleForm } from '../../source/form.ts'
import { definitionAt } from '../../source/program/calls/modules.ts'
import { facet } from '../../source/program/facet.ts'
import type { Definition, Program, Site, SourceFile } from '../../source/program/program.ts'
import { origins } from '../../source/program/values.ts'
import { results, visitClause } from '../../source/walk.ts'

/** A module that ra replicates. */
export interface Machine {
  readonly file: SourceFile
  readonly module: ModuleForm
  /** `apply/3`, which every member runs for every entry. */
  readonly apply: Definition
  /** A newer machine keeps it for the replay of old entries: it must not change any more. */
  readonly keptForReplay: boolean
}

export const machines = facet((program): readonly Machine[] => {
  const found: Omit<Machine, 'keptForReplay'>[] = []
  for (const file of program.files) {
    for (const module of file.form.modules) {
      if (!module.behaviours.includes('ra_machine')) continue
      const fn = module.functions.find(({ name, arity }) => name === 'apply' && arity === 3)
      if (fn) found.push({ file, module, apply: { file, module, fn } })
    }
  }
  const versions = new Map(found.map(({ module }) => [module.name, versionOf(module)]))
  const kept = new Set<string>()
  for (const { module } of found) {
    const which = module.functions.find(({ name, arity }) => name === 'which_module' && arity === 1)
    for (const clause of which?.clauses ?? []) {
      visitClause(clause, (expr) => {
        // An old version may name the newer one as well.
        if (expr.kind === 'atom' && (versions.get(expr.name) ?? 0) < versionOf(module)) kept.add(expr.name)
      })
    }
  }
  return found.map((machine) => ({ ...machine, keptForReplay: kept.has(machine.module.name) }))
})

/** What `version/0` answers; 0 where there is none, as for ra. */
function versionOf({ functions }: ModuleForm): number {
  const [clause] = functions.find(({ name, arity }) => name === 'version' && arity === 0)?.clauses ?? []
  const [result] = clause ? results(clause.body) : []
  return result?.kind === 'integer' ? result.value : 0
}

/** Code that each member runs for one entry of the log: `apply/3`, or a transaction of Khepri. */
export interface Replicated {
  readonly kind: 'apply' | 'transaction'
  readonly definition: Definition
  /** Only the code of this fun; null for the whole function. */
  readonly fun: Fun | null
  readonly keptForReplay: boolean
}

export const replicated = facet((program): readonly Replicated[] => [
  ...machines(program).map(
    ({ apply, keptForReplay }): Replicated => ({
      kind: 'apply',
      definition: apply,
      fun: null,
      keptForReplay,
    }),
  ),
  ...transactions(program),
])

/** The funs that reach `khepri:transaction`, also through a function that hands its own parameter on. */
function transactions(program: Program): Replicated[] {
  const found = new Map<Expr, Replicated>()
  const take = (site: Site) => {
    const { expr, frame } = site
    if (expr.kind === 'fun') {
      const definition = definitionAt(frame)
      if (definition) found.set(expr, { kind: 'transaction', definition, fun: expr, keptForReplay: false })
    } else if (expr.kind === 'funref' && expr.module !== null) {
      const [definition] = program.definitions(expr.module, expr.name, expr.arity)
      if (definition) found.set(expr, { kind: 'transaction', definition, fun: null, keptForReplay: false })
    }
  }
  for (const site of program.callsOf('khepri', 'transaction')) {
    if (isReadOnly(site)) continue
    for (const argument of site.expr.args) {
      for (const origin of origins(program, { expr: argument, frame: site.frame })) {
        take(origin)
        for (const given of handedIn(program, origin)) take(given)
      }
    }
  }
  return [...found.values()]
}

/** `khepri:transaction(Store, Fun, ro)` runs in one process, at the caller. */
function isReadOnly({ expr }: Site<Call>): boolean {
  return expr.args.some((argument) => argument.kind === 'atom' && argument.name === 'ro')
}

/** What every caller gives for a parameter. */
function handedIn(program: Program, { expr, frame }: Site): Site[] {
  if (expr.kind !== 'var' || !frame.fn || !frame.module || frame.caller) return []
  const index = frame.clause.patterns.findIndex(
    (pattern) => pattern.kind === 'var' && pattern.name === expr.name,
  )
  if (index < 0) return []
  return program.callersOf(frame.module.name, frame.fn).flatMap((caller) => {
    const argument = caller.expr.args[index]
    return argument && caller.frame.fn !== frame.fn
      ? origins(program, { expr: argument, frame: caller.frame })
      : []
  })
}
