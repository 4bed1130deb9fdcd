import type { FunctionForm } from '../../../form.ts'
import { callGraph } from '../../calls/call-graph.ts'
import { modulesNamed } from '../../calls/modules.ts'
import { facet } from '../../facet.ts'
import type { Definition, Program } from '../../program.ts'
import { type Application, applications } from './applications.ts'
import type { Child } from './child-spec.ts'
import { type DynamicChild, dynamicChildren, type Supervisor, supervisors } from './supervisors.ts'

/** How many processes of a module there are on one node, as far as supervision says. */
export type Multiplicity = 'per-node' | 'per-key' | 'by-hand' | 'unknown'

/** The supervision tree. */
export interface Supervision {
  readonly applications: readonly Application[]
  readonly supervisors: readonly Supervisor[]
  readonly dynamicChildren: readonly DynamicChild[]
  /** Supervisors that run on every node: reached from an application's start through static children. */
  readonly rooted: ReadonlySet<Supervisor>
  /** The supervisors of which a module is a child. */
  supervisorsOf(module: string): readonly { readonly supervisor: Supervisor; readonly child: Child }[]
}

/** How far plain calls are followed from an application's start or a child's start to a supervisor. */
const deepest = 4

/** A facet of the program: who supervises whom, and what an application's start brings up. */
export const supervision = facet((program): Supervision => {
  const all = supervisors(program)
  const byChild = new Map<string, { supervisor: Supervisor; child: Child }[]>()
  for (const supervisor of all) {
    for (const child of supervisor.children) {
      if (child.module === null) continue
      const known = byChild.get(child.module)
      if (known) known.push({ supervisor, child })
      else byChild.set(child.module, [{ supervisor, child }])
    }
  }
  const starting = applications(program)
  return {
    applications: starting,
    supervisors: all,
    dynamicChildren: dynamicChildren(program),
    rooted: rootedIn(program, starting, all),
    supervisorsOf: (module) => byChild.get(module) ?? [],
  }
})

/** Follows starts: start/2, what it calls, the supervisors met on the way, their static children's starts, and on. */
function rootedIn(
  program: Program,
  starting: readonly Application[],
  all: readonly Supervisor[],
): ReadonlySet<Supervisor> {
  const graph = callGraph(program)
  const byFunction = new Map<FunctionForm, Supervisor[]>()
  for (const supervisor of all) {
    const { fn } = supervisor.site.frame
    if (!fn) continue
    const known = byFunction.get(fn)
    if (known) known.push(supervisor)
    else byFunction.set(fn, [supervisor])
  }
  const rooted = new Set<Supervisor>()
  const seen = new Set<FunctionForm>()
  const waiting: { definition: Definition; depth: number }[] = []
  const enter = (module: string, name: string, arity: number) => {
    for (const definition of program.definitions(module, name, arity)) waiting.push({ definition, depth: 0 })
  }
  for (const { module } of starting) enter(module, 'start', 2)
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { definition, depth } = next
    if (seen.has(definition.fn) || definition.file.pathClass === 'test') continue
    seen.add(definition.fn)
    for (const supervisor of byFunction.get(definition.fn) ?? []) {
      rooted.add(supervisor)
      if (supervisor.kind === 'dynamic') continue
      for (const { start, module } of supervisor.children) {
        if (start) enter(start.module, start.name, start.arity)
        // `use Supervisor` and the like give a start_link/1 that the module need not write.
        if (module !== null && modulesNamed(program, module).length > 0) enter(module, 'init', 1)
      }
    }
    if (depth >= deepest) continue
    for (const site of graph.sitesIn(definition)) {
      for (const target of graph.targetsOf(site))
        if (target.certain && !target.remote) waiting.push({ definition: target, depth: depth + 1 })
    }
  }
  return rooted
}

/** How many processes of a module a node has: one, one a key, or whatever hand starts them. */
export function multiplicityOf(program: Program, module: string, startedByHand: boolean): Multiplicity {
  const { rooted, supervisorsOf, dynamicChildren: added } = supervision(program)
  const under = supervisorsOf(module)
  const isAdded = added.some(({ child }) => child?.module === module)
  if (isAdded || under.some(({ supervisor, child }) => supervisor.kind === 'dynamic' || inLoop(child)))
    return 'per-key'
  if (under.some(({ supervisor }) => rooted.has(supervisor))) return 'per-node'
  if (startedByHand) return 'by-hand'
  return 'unknown'
}

/** A child that a comprehension makes: one of each element. */
function inLoop({ conditional, site }: Child): boolean {
  return (
    conditional &&
    site.frame.clause.body.some(
      (expr) => expr.kind === 'comprehension' && expr.start <= site.expr.start && site.expr.end <= expr.end,
    )
  )
}
