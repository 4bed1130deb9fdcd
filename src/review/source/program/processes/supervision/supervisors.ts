import type { Call, Expr, MapExpr, Tuple } from '../../../form.ts'
import { results } from '../../../walk.ts'
import { atomOf } from '../../calls/names.ts'
import { facet } from '../../facet.ts'
import type { Frame, Program, Site } from '../../program.ts'
import { origins } from '../../values.ts'
import { optionOf } from '../registered-name.ts'
import { serverModules } from '../servers.ts'
import { type Child, childAt, childrenOf } from './child-spec.ts'

/** A supervisor: its init/1, or a start with the children given on the spot. */
export interface Supervisor {
  /** The module whose init/1 it is; of a supervisor without a module, the one that starts it. */
  readonly module: string
  readonly isModule: boolean
  /** Dynamic: children are started one by one as keys come; `simple_one_for_one`, DynamicSupervisor. */
  readonly kind: 'static' | 'dynamic'
  readonly strategy: string | null
  /** Restarts allowed within `maxSeconds`; null where the default (3 in 5 s; Erlang's maps 1 in 5 s) holds. */
  readonly maxRestarts: number | null
  readonly maxSeconds: number | null
  /** In the order of start. */
  readonly children: readonly Child[]
  /** What says all that: the result of init/1, or the start. */
  readonly site: Site
}

/** Every supervisor of the program, module by module, then those started on the spot. */
export const supervisors = facet((program): readonly Supervisor[] => {
  const found: Supervisor[] = []
  for (const { file, module, kind, callbacks } of serverModules(program)) {
    if (kind !== 'supervisor') continue
    for (const fn of callbacks.keys()) {
      for (const clause of fn.clauses) {
        const frame: Frame = { file, module, fn, clause, caller: null }
        for (const result of results(clause.body)) {
          const one = ofInit(program, { expr: result, frame }, module.name)
          if (one) found.push(one)
        }
      }
    }
  }
  for (const site of program.callsOf('Supervisor', 'start_link')) {
    const [first, options] = site.expr.args
    if (!first || first.kind === 'atom' || site.expr.args.length > 2) continue
    const children = childrenOf(program, { expr: first, frame: site.frame })
    if (children.length === 0 && first.kind !== 'list') continue
    found.push({
      ...flags(program, options, site.frame),
      module: owner(site),
      isModule: false,
      kind: 'static',
      children,
      site,
    })
  }
  return found
})

function owner({ frame }: Site): string {
  return frame.module?.name ?? frame.file.path
}

/** What init/1 returns: `Supervisor.init(children, options)`, `{ok, {Flags, Children}}`. */
function ofInit(program: Program, site: Site, module: string): Supervisor | null {
  for (const { expr, frame } of origins(program, site)) {
    if (expr.kind === 'call') {
      const found = byCall(program, expr, frame, module, site)
      if (found) return found
    }
    const [ok, given] = expr.kind === 'tuple' ? expr.items : []
    if (ok?.kind !== 'atom' || ok.name !== 'ok' || !given) continue
    const pair = origins(program, { expr: given, frame })[0]
    if (pair?.expr.kind !== 'tuple' || pair.expr.items.length !== 2) continue
    const [flag, list] = pair.expr.items as [Expr, Expr]
    const said = erlangFlags(program, { expr: flag, frame: pair.frame })
    const children = childrenOf(program, { expr: list, frame: pair.frame })
    const kind = said.strategy === 'simple_one_for_one' ? 'dynamic' : 'static'
    return { ...said, module, isModule: true, kind, children, site }
  }
  return null
}

function byCall(program: Program, call: Call, frame: Frame, module: string, site: Site): Supervisor | null {
  const { name, args } = call
  if (name !== 'init' && name !== 'supervise') return null
  switch (call.module) {
    case 'Supervisor':
    case 'Supervisor.Spec':
    case module: {
      const [list, options] = args
      if (!list) return null
      const said = flags(program, options, frame)
      const children = childrenOf(program, { expr: list, frame })
      const kind = said.strategy === 'simple_one_for_one' ? 'dynamic' : 'static'
      return { ...said, module, isModule: true, kind, children, site }
    }
    case 'DynamicSupervisor':
    case 'Horde.DynamicSupervisor':
    case 'ConsumerSupervisor':
      return {
        ...flags(program, args.at(-1), frame),
        module,
        isModule: true,
        kind: 'dynamic',
        children: [],
        site,
      }
    default:
      return null
  }
}

type Flags = Pick<Supervisor, 'strategy' | 'maxRestarts' | 'maxSeconds'>

function flags(program: Program, options: Expr | undefined, frame: Frame): Flags {
  const strategy = optionOf(program, options, 'strategy', frame)
  return {
    strategy: strategy ? atomOf(program, strategy.expr, strategy.frame) : null,
    maxRestarts: numberOf(program, optionOf(program, options, 'max_restarts', frame)),
    maxSeconds: numberOf(program, optionOf(program, options, 'max_seconds', frame)),
  }
}

/** `{Strategy, Intensity, Period}` or the map of the same. */
function erlangFlags(program: Program, site: Site): Flags {
  for (const { expr, frame } of origins(program, site)) {
    const at = (part: Expr | undefined): Site | null => (part ? { expr: part, frame } : null)
    const parts = expr.kind === 'tuple' ? ofTuple(expr) : expr.kind === 'map' ? ofMap(expr) : null
    if (!parts) continue
    return {
      strategy: atomOf(program, parts[0], frame),
      maxRestarts: numberOf(program, at(parts[1])),
      maxSeconds: numberOf(program, at(parts[2])),
    }
  }
  return { strategy: null, maxRestarts: null, maxSeconds: null }
}

type Parts = readonly [Expr | undefined, Expr | undefined, Expr | undefined]

function ofTuple({ items }: Tuple): Parts | null {
  return items.length === 3 ? [items[0], items[1], items[2]] : null
}

function ofMap({ entries }: MapExpr): Parts {
  const value = (name: string) => entries.find(({ key }) => key.kind === 'atom' && key.name === name)?.value
  return [value('strategy'), value('intensity'), value('period')]
}

function numberOf(program: Program, site: Site | null): number | null {
  if (!site) return null
  const [origin, another] = origins(program, site)
  return origin?.expr.kind === 'integer' && !another ? origin.expr.value : null
}

/** A child that is started by a call, `start_child`, for each key that comes. */
export interface DynamicChild {
  readonly site: Site<Call>
  /** Null where the specification cannot be followed: then the supervisor's own children say what is started. */
  readonly child: Child | null
}

const adding = [
  'DynamicSupervisor',
  'supervisor',
  'Supervisor',
  'Horde.DynamicSupervisor',
  'PartitionSupervisor',
] as const

/** Every `start_child`. */
export const dynamicChildren = facet((program): readonly DynamicChild[] => {
  const found: DynamicChild[] = []
  for (const module of adding) {
    for (const site of program.callsOf(module, 'start_child')) {
      const spec = site.expr.args[1]
      found.push({ site, child: spec ? childAt(program, { expr: spec, frame: site.frame }) : null })
    }
  }
  return found
})
