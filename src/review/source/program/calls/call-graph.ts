import type { Call, Expr, FunctionForm } from '../../form.ts'
import { visitClause } from '../../walk.ts'
import { facet } from '../facet.ts'
import type { Definition, Frame, Program, Site } from '../program.ts'
import { runnerAround } from './around.ts'
import { type Callee, calleesOf, handedOn } from './callees.ts'
import { definitionAt, modulesNamed } from './modules.ts'

/** A definition that a site leads to. */
export interface Target extends Definition {
  readonly via: Callee['via']
  readonly certain: boolean
  readonly remote: boolean
}

/** A site that leads to a definition, directly (depth 1) or through its callers. */
export interface Caller {
  readonly site: Site
  readonly depth: number
  /** False where a step on the way is one of several candidates. */
  readonly certain: boolean
  /** A step on the way crosses to another node. */
  readonly remote: boolean
}

/** Who calls whom, across modules and both languages. */
export interface CallGraph {
  /** What a call, fun reference or application names or hands on, resolved; also what lies outside the program. */
  calleesOf(site: Site): readonly Callee[]
  /** The same, as definitions of the program. */
  targetsOf(site: Site): readonly Target[]
  /** Sites that lead to `definition` in up to `depth` steps (at most 3), nearest first; test code is left out. */
  callersOf(definition: Definition, depth?: number): readonly Caller[]
  /** Every site of a function's own clauses that may lead somewhere: calls, fun references, applications. */
  sitesIn(definition: Definition): readonly Site[]
  /**
   * The sites from `definition` to the first that satisfies `predicate`, in at most `depth` calls of the program's own
   * functions; null where none is reached. Uncertain targets are not followed.
   */
  reaches(definition: Definition, predicate: (site: Site) => boolean, depth?: number): readonly Site[] | null
}

const deepest = 3

/** A facet of the program: who calls whom. */
export const callGraph = facet((program): CallGraph => {
  const callees = new WeakMap<Expr, readonly Callee[]>()
  const calleesAt = (site: Site): readonly Callee[] => {
    // A value followed into a callee has another meaning for each caller.
    if (site.frame.caller) return calleesOf(program, site)
    let found = callees.get(site.expr)
    if (!found) {
      found = withPlace(program, site, calleesOf(program, site))
      callees.set(site.expr, found)
    }
    return found
  }
  const targetsAt = (site: Site): readonly Target[] =>
    calleesAt(site).flatMap(({ definitions, via, certain, remote }) =>
      definitions.map((definition) => ({
        ...definition,
        via,
        certain: certain && definitions.length === 1,
        remote,
      })),
    )
  const sites = new WeakMap<FunctionForm, readonly Site[]>()
  const sitesIn = (definition: Definition): readonly Site[] => {
    let found = sites.get(definition.fn)
    if (!found) {
      found = sitesOf(definition)
      sites.set(definition.fn, found)
    }
    return found
  }
  const incoming = new Map<FunctionForm, readonly Caller[]>()
  let indirect: Indirect | null = null
  const directCallers = (definition: Definition): readonly Caller[] => {
    let found = incoming.get(definition.fn)
    if (!found) {
      indirect ??= indirectCallers(program, targetsAt)
      found = callersInto(program, definition, targetsAt, indirect)
      incoming.set(definition.fn, found)
    }
    return found
  }
  return {
    calleesOf: calleesAt,
    targetsOf: targetsAt,
    sitesIn,
    callersOf: (definition, depth = 1) => callers(definition, Math.min(depth, deepest), directCallers),
    reaches: (definition, predicate, depth = deepest) =>
      reach(definition, predicate, depth, sitesIn, targetsAt),
  }
})

/** Code inside a fun that is run on another node calls there. */
function withPlace(program: Program, site: Site, found: readonly Callee[]): readonly Callee[] {
  if (found.length === 0 || found.every(({ remote }) => remote)) return found
  return runnerAround(program, site)?.remote ? found.map((callee) => ({ ...callee, remote: true })) : found
}

function sitesOf({ file, module, fn }: Definition): Site[] {
  const found: Site[] = []
  for (const clause of fn.clauses) {
    const frame: Frame = { file, module, fn, clause, caller: null }
    visitClause(clause, (expr) => {
      if (expr.kind === 'call' || expr.kind === 'funref' || expr.kind === 'apply') found.push({ expr, frame })
    })
  }
  return found
}

type TargetsAt = (site: Site) => readonly Target[]
type Indirect = ReadonlyMap<FunctionForm, readonly Caller[]>

function callersInto(
  program: Program,
  definition: Definition,
  targetsAt: TargetsAt,
  indirect: Indirect,
): readonly Caller[] {
  const found: Caller[] = []
  const seen = new Set<Expr>()
  const { module, fn: called } = definition
  const direct = [
    ...program.callersOf(module.name, called),
    ...program.callersOf(`Elixir.${module.name}`, called),
  ]
  for (const site of direct) {
    if (site.frame.file.pathClass === 'test' || seen.has(site.expr)) continue
    seen.add(site.expr)
    const target = targetsAt(site).find(({ fn }) => fn === definition.fn)
    if (target) found.push({ site, depth: 1, certain: target.certain, remote: target.remote })
  }
  for (const caller of indirect.get(definition.fn) ?? []) if (!seen.has(caller.site.expr)) found.push(caller)
  return found
}

/** Callers by another way than a call of the module by its name, test code left out. */
function indirectCallers(program: Program, targetsAt: TargetsAt): Indirect {
  const byFunction = new Map<FunctionForm, Caller[]>()
  for (const definition of program.functions()) {
    if (definition.file.pathClass === 'test') continue
    for (const site of sitesOf(definition)) {
      if (!isIndirect(program, definition.module.name, site)) continue
      for (const { fn, certain, remote } of targetsAt(site)) {
        const caller: Caller = { site, depth: 1, certain, remote }
        const known = byFunction.get(fn)
        if (!known) byFunction.set(fn, [caller])
        else if (known.at(-1)?.site !== site) known.push(caller)
      }
    }
  }
  return byFunction
}

function isIndirect(program: Program, own: string, { expr, frame }: Site): boolean {
  if (expr.kind === 'funref') return true
  if (expr.kind === 'apply') return expr.fun.kind !== 'funref'
  if (expr.kind !== 'call') return false
  return isElsewhere(program, own, expr) || handedOn(program, expr, frame).length > 0
}

/** A call by the module's own name of what it does not define: injected, imported, or of a header. */
function isElsewhere(program: Program, own: string, expr: Call): boolean {
  if (expr.module === null) return true
  if (program.definitions(expr.module, expr.name, expr.args.length).length > 0) return false
  return expr.module === own || modulesNamed(program, expr.module).length > 0
}

function callers(
  definition: Definition,
  depth: number,
  direct: (definition: Definition) => readonly Caller[],
): readonly Caller[] {
  if (depth <= 1) return direct(definition)
  const found: Caller[] = []
  const seen = new Set<FunctionForm>([definition.fn])
  let layer: readonly { definition: Definition; certain: boolean; remote: boolean }[] = [
    { definition, certain: true, remote: false },
  ]
  for (let level = 1; level <= depth && layer.length > 0; level++) {
    const next: { definition: Definition; certain: boolean; remote: boolean }[] = []
    for (const from of layer) {
      for (const caller of direct(from.definition)) {
        const certain = from.certain && caller.certain
        const remote = from.remote || caller.remote
        found.push({ site: caller.site, depth: level, certain, remote })
        const up = definitionAt(caller.site.frame)
        if (!up || seen.has(up.fn)) continue
        seen.add(up.fn)
        next.push({ definition: up, certain, remote })
      }
    }
    layer = next
  }
  return found
}

function reach(
  definition: Definition,
  predicate: (site: Site) => boolean,
  depth: number,
  sitesIn: (definition: Definition) => readonly Site[],
  targetsAt: TargetsAt,
): readonly Site[] | null {
  const seen = new Set<FunctionForm>([definition.fn])
  let layer: readonly { definition: Definition; path: readonly Site[] }[] = [{ definition, path: [] }]
  for (let level = 0; level <= depth && layer.length > 0; level++) {
    const next: { definition: Definition; path: readonly Site[] }[] = []
    for (const { definition: at, path } of layer) {
      for (const site of sitesIn(at)) if (predicate(site)) return [...path, site]
      if (level === depth) continue
      for (const site of sitesIn(at)) {
        for (const target of targetsAt(site)) {
          if (!target.certain || seen.has(target.fn)) continue
          seen.add(target.fn)
          next.push({ definition: target, path: [...path, site] })
        }
      }
    }
    layer = next
  }
  return null
}
