import type { Call, Expr, FunctionForm, ModuleForm } from '../../form.ts'
import { type Ancestor, isClause, visitAll } from '../../walk.ts'

/** What `use Mod` puts into the module that uses it, as far as the quoted code spells it out. */
export interface Quoted {
  readonly functions: readonly FunctionForm[]
  /** Modules imported as a whole, or in part: `name/arity` where it is in part. */
  readonly imports: readonly { readonly module: string; readonly only: ReadonlySet<string> | null }[]
  readonly uses: readonly { readonly module: string; readonly options: Expr | null }[]
  readonly behaviours: readonly string[]
}

interface Gathered {
  readonly functions: FunctionForm[]
  readonly imports: { module: string; only: ReadonlySet<string> | null }[]
  readonly uses: { module: string; options: Expr | null }[]
  readonly behaviours: string[]
}

const read = new WeakMap<ModuleForm, Map<string, Quoted>>()

/**
 * The quoted code that `use module, options` leaves behind: of `__using__/1`, of the function that an option atom names
 * (`use Web, :controller`, `use Web, {:controller, opts}`), and of `using do … end` of a test case template.
 */
export function quotedBy(module: ModuleForm, options: Expr | null): Quoted {
  const chosen = options?.kind === 'tuple' ? options.items[0] : options
  const which = chosen?.kind === 'atom' ? chosen.name : ''
  const known = read.get(module)?.get(which)
  if (known) return known
  const found: Gathered = { functions: [], imports: [], uses: [], behaviours: [] }
  const sources = [
    ...module.functions.filter(({ name, macro }) => macro && name === '__using__'),
    ...module.functions.filter(({ name, arity, macro }) => name === which && arity <= 1 && !macro),
  ]
  const helpers = new Set<string>()
  for (const fn of sources) for (const clause of fn.clauses) gather(clause.body, found, helpers)
  // `unquote(helpers())` inside the quote: what that function quotes comes too.
  for (const fn of module.functions)
    if (helpers.has(fn.name) && !sources.includes(fn))
      for (const clause of fn.clauses) gather(clause.body, found, new Set())
  for (const expr of module.body)
    if (expr.kind === 'call' && expr.name === 'using') gather(expr.args, found, helpers)
  const byOption = read.get(module) ?? new Map<string, Quoted>()
  byOption.set(which, found)
  read.set(module, byOption)
  return found
}

function gather(body: readonly Expr[], found: Gathered, helpers: Set<string>): void {
  visitAll(body, (expr, above) => {
    if (expr.kind === 'call' && !insideDefinition(above)) statement(expr, found, helpers)
    else if (expr.kind === 'constant' && /^behaviou?r$/.test(expr.name)) {
      const [named] = expr.args
      if (named?.kind === 'atom') found.behaviours.push(named.name)
    }
  })
}

function insideDefinition(above: readonly Ancestor[]): boolean {
  return above.some((one) => !isClause(one) && one.kind === 'call' && definers.has(one.name))
}

const definers = new Set(['def', 'defp', 'defmacro', 'defmacrop', 'defdelegate'])

function statement(expr: Call, found: Gathered, helpers: Set<string>): void {
  const [first, second] = expr.args
  if (!first) {
    helpers.add(expr.name)
    return
  }
  switch (expr.name) {
    case 'def':
    case 'defp':
    case 'defmacro':
    case 'defdelegate': {
      const fn = definition(expr.name, first, second ?? null, expr)
      if (fn) found.functions.push(fn)
      return
    }
    case 'import':
      for (const module of modulesIn(first)) found.imports.push({ module, only: onlyOf(second) })
      return
    case 'use':
      for (const module of modulesIn(first)) found.uses.push({ module, options: second ?? null })
  }
}

function modulesIn(named: Expr): string[] {
  return named.kind === 'atom' ? [named.name] : []
}

function onlyOf(options: Expr | undefined): ReadonlySet<string> | null {
  let only: Set<string> | null = null
  if (options?.kind !== 'list') return null
  for (const item of options.items) {
    const [key, value] = item.kind === 'tuple' ? item.items : []
    if (key?.kind !== 'atom' || key.name !== 'only' || value?.kind !== 'list') continue
    only = new Set()
    for (const pair of value.items) {
      const [name, arity] = pair.kind === 'tuple' ? pair.items : []
      if (name?.kind === 'atom' && arity?.kind === 'integer') only.add(`${name.name}/${arity.value}`)
    }
  }
  return only
}

/** `def name(args) when guard do body end` inside a quote, as a function of the module that will use it. */
function definition(word: string, head: Expr, body: Expr | null, span: Expr): FunctionForm | null {
  const guarded = head.kind === 'op' && head.op === 'when'
  const named = guarded ? head.args[0] : head
  if (named?.kind !== 'call' && named?.kind !== 'var') return null
  const patterns = named.kind === 'call' ? named.args : []
  let defaults = 0
  for (const pattern of patterns) if (pattern.kind === 'op' && pattern.op === '\\\\') defaults++
  const guard = guarded ? (head.args[1] ?? null) : null
  const { start, end } = span
  return {
    name: named.name,
    arity: patterns.length,
    minArity: patterns.length - defaults,
    exported: word !== 'defp',
    macro: word === 'defmacro',
    clauses: [{ patterns, guard, body: bodyOf(body), start, end }],
    start,
    end,
  }
}

function bodyOf(body: Expr | null): readonly Expr[] {
  if (!body) return []
  if (body.kind === 'block') return body.body
  if (body.kind !== 'list') return [body]
  for (const item of body.items) {
    const [key, value] = item.kind === 'tuple' ? item.items : []
    if (key?.kind === 'atom' && key.name === 'do' && value) return [value]
  }
  return []
}
