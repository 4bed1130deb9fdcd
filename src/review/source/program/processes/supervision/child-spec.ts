import type { Expr } from '../../../form.ts'
import { results } from '../../../walk.ts'
import { atomOf } from '../../calls/names.ts'
import type { Frame, Program, Site } from '../../program.ts'
import { origins } from '../../values.ts'

/** One child of a supervisor as its specification says it. */
export interface Child {
  /** The module that is started; null where it is computed. */
  readonly module: string | null
  readonly id: string | null
  /** `module:function/arity` that starts it. */
  readonly start: { readonly module: string; readonly name: string; readonly arity: number } | null
  readonly type: 'worker' | 'supervisor' | null
  readonly restart: 'permanent' | 'transient' | 'temporary' | null
  /** The whole specification. */
  readonly site: Site
  /** What the child is started with, where it is spelled out. */
  readonly argument: Site | null
  /** Present only where a condition holds. */
  readonly conditional: boolean
}

const deepest = 8
/** Functions that hand on the children of their first argument. */
const wrappers = new Set([
  'Enum:filter',
  'Enum:reject',
  'Enum:concat',
  'List:flatten',
  'lists:flatten',
  'lists:append',
  'lists:filter',
  'lists:reverse',
])

/** The children of a list expression: through variables, helpers, `++`, conditions and filters. */
export function childrenOf(program: Program, list: Site): readonly Child[] {
  const found: Child[] = []
  gather(program, list, false, deepest, found)
  return found
}

function gather(
  program: Program,
  { expr, frame }: Site,
  conditional: boolean,
  depth: number,
  found: Child[],
): void {
  if (depth === 0) return
  const into = (next: Expr, more = conditional) =>
    gather(program, { expr: next, frame }, more, depth - 1, found)
  switch (expr.kind) {
    case 'list':
      for (const item of expr.items)
        if (item.kind === 'list') into(item)
        else pushChild(program, { expr: item, frame }, conditional, found)
      if (expr.tail) into(expr.tail)
      return
    case 'op':
      if (expr.op === '++' || expr.op === '--') for (const side of expr.args) into(side)
      return
    case 'branch':
      for (const clause of expr.clauses) for (const result of results(clause.body)) into(result, true)
      return
    case 'comprehension':
      for (const item of expr.body) pushChild(program, { expr: item, frame }, true, found)
      return
    case 'call': {
      const key = `${expr.module}:${expr.name}`
      if (wrappers.has(key)) {
        for (const arg of expr.args) if (arg.kind !== 'fun' && arg.kind !== 'funref') into(arg)
        return
      }
      if (key === 'Enum:map' || key === 'lists:map') {
        for (const arg of expr.args) {
          if (arg.kind === 'fun')
            for (const { body } of arg.clauses)
              for (const result of results(body)) pushChild(program, { expr: result, frame }, true, found)
        }
        return
      }
    }
  }
  const from = origins(program, { expr, frame })
  for (const origin of from) {
    // Of several lists that it may be, one branch decides.
    if (origin.expr !== expr) gather(program, origin, conditional || from.length > 1, depth - 1, found)
  }
}

function pushChild(program: Program, site: Site, conditional: boolean, found: Child[]): void {
  const { expr, frame } = site
  if (expr.kind === 'branch') {
    for (const clause of expr.clauses)
      for (const result of results(clause.body)) pushChild(program, { expr: result, frame }, true, found)
    return
  }
  const child = childAt(program, site, conditional)
  if (child) found.push(child)
}

/** One specification in any of its forms; null where it is none (`nil`, a value that cannot be followed). */
export function childAt(program: Program, site: Site, conditional = false): Child | null {
  for (const { expr, frame } of origins(program, site)) {
    const child = read(program, expr, frame)
    if (child) return { ...child, site, conditional }
  }
  return null
}

type Spec = Omit<Child, 'site' | 'conditional'>

function read(program: Program, expr: Expr, frame: Frame): Spec | null {
  switch (expr.kind) {
    case 'atom':
      return /^[A-Z]/.test(expr.name) ? ofModule(expr.name, null) : null
    case 'tuple':
      return expr.items.length === 2
        ? ofPair(program, expr.items, frame)
        : ofTuple(program, expr.items, frame)
    case 'map':
      return ofMap(program, expr, frame)
    case 'call':
      return ofCall(program, expr, frame)
    default:
      return null
  }
}

function ofModule(module: string, argument: Site | null): Spec {
  return {
    module,
    id: module,
    start: { module, name: 'start_link', arity: 1 },
    type: null,
    restart: null,
    argument,
  }
}

function ofPair(program: Program, [named, given]: readonly Expr[], frame: Frame): Spec | null {
  const module = named ? atomOf(program, named, frame) : null
  if (module === null || !/^[A-Z]/.test(module)) return null
  return ofModule(module, given ? { expr: given, frame } : null)
}

/** Erlang's `{Id, {M, F, A}, Restart, Shutdown, Type, Modules}`. */
function ofTuple(program: Program, items: readonly Expr[], frame: Frame): Spec | null {
  const [id, start, restart, , type] = items
  if (items.length !== 6 || !id || !start) return null
  return { ...started(program, start, frame), ...words(program, id, restart, type, frame) }
}

function ofMap(
  program: Program,
  { entries, base }: Extract<Expr, { kind: 'map' }>,
  frame: Frame,
): Spec | null {
  const values = new Map<string, Expr>()
  for (const { key, value } of entries) if (key.kind === 'atom') values.set(key.name, value)
  const start = values.get('start')
  const basis = base ? childAt(program, { expr: base, frame }) : null
  if (!start && !basis) return null
  const own = words(program, values.get('id'), values.get('restart'), values.get('type'), frame)
  const from = start
    ? started(program, start, frame)
    : { module: basis?.module ?? null, start: basis?.start ?? null, argument: basis?.argument ?? null }
  return { ...from, ...own }
}

function started(program: Program, expr: Expr, frame: Frame): Pick<Spec, 'module' | 'start' | 'argument'> {
  const tuple = origins(program, { expr, frame })[0]
  const [m, f, a] = tuple?.expr.kind === 'tuple' ? tuple.expr.items : []
  if (!tuple || !m || !f) return { module: null, start: null, argument: null }
  const module = atomOf(program, m, tuple.frame)
  const name = atomOf(program, f, tuple.frame)
  const isList = a?.kind === 'list' && !a.tail
  const start = module !== null && name !== null && isList ? { module, name, arity: a.items.length } : null
  // `{gen_server, start_link, [Name, Mod, …]}` starts the module that it is given.
  const given =
    isList && module !== null && /^(gen_|supervisor$|GenServer$|Supervisor$|Agent$|Task$)/.test(module)
      ? a.items
          .map((item) => atomOf(program, item, tuple.frame))
          .find((one) => one !== null && program.definitions(one, 'init', 1).length > 0)
      : undefined
  const argument = isList && a.items[0] ? { expr: a.items[0], frame: tuple.frame } : null
  return { module: given ?? module, start, argument }
}

function words(
  program: Program,
  id: Expr | undefined,
  restart: Expr | undefined,
  type: Expr | undefined,
  frame: Frame,
): Pick<Spec, 'id' | 'restart' | 'type'> {
  const how = atomOf(program, restart, frame)
  const what = atomOf(program, type, frame)
  return {
    id: atomOf(program, id, frame),
    restart: how === 'permanent' || how === 'transient' || how === 'temporary' ? how : null,
    type: what === 'worker' || what === 'supervisor' ? what : null,
  }
}

/** `Supervisor.child_spec(spec, overrides)`, `worker(Mod, args)`, `supervisor(Mod, args)`, `Mod.child_spec(arg)`. */
function ofCall(
  program: Program,
  { module, name, args }: Extract<Expr, { kind: 'call' }>,
  frame: Frame,
): Spec | null {
  const [first, second, third] = args
  if (name === 'child_spec' && module === 'Supervisor' && first) {
    const inner = childAt(program, { expr: first, frame })
    if (!inner) return null
    const option = (key: string) => keyword(second, key)
    const own = words(program, option('id'), option('restart'), option('type'), frame)
    return {
      ...inner,
      id: own.id ?? inner.id,
      restart: own.restart ?? inner.restart,
      type: own.type ?? inner.type,
    }
  }
  if (name === 'child_spec' && module !== null && args.length === 1)
    return ofModule(module, first ? { expr: first, frame } : null)
  if ((name === 'worker' || name === 'supervisor') && first && args.length >= 2) {
    const child = atomOf(program, first, frame)
    if (child === null) return null
    const arity = second?.kind === 'list' ? second.items.length : 1
    const fn = atomOf(program, keyword(third, 'function'), frame) ?? 'start_link'
    const own = words(program, keyword(third, 'id'), keyword(third, 'restart'), undefined, frame)
    const argument = second?.kind === 'list' && second.items[0] ? { expr: second.items[0], frame } : null
    return {
      module: child,
      start: { module: child, name: fn, arity },
      argument,
      id: own.id ?? child,
      restart: own.restart,
      type: name,
    }
  }
  return null
}

function keyword(list: Expr | undefined, key: string): Expr | undefined {
  if (list?.kind !== 'list') return undefined
  for (const item of list.items) {
    const [word, value] = item.kind === 'tuple' && item.items.length === 2 ? item.items : []
    if (word?.kind === 'atom' && word.name === key) return value
  }
  return undefined
}
