import type { Call, Expr } from '../../../form.ts'
import { modulesNamed } from '../../calls/modules.ts'
import { facet } from '../../facet.ts'
import type { Program, Site } from '../../program.ts'
import { origins } from '../../values.ts'
import { serverModules, serverOf } from '../servers.ts'
import { type Entry, type MessageClause, messageClauses } from './clauses.ts'
import { fitOf, type Tag, tagOf } from './matching.ts'
import { type Receiver, receiverOf } from './receiver.ts'
import { type SendShape, sendShapes } from './send-shapes.ts'

/** How long the sender waits for an answer. */
interface Limit {
  /** Milliseconds; null where it is computed. */
  readonly milliseconds: number | 'infinity' | null
  /** Where it is written; null for the default. */
  readonly site: Site | null
}

/** A message on its way: who sends what to whom, and the clauses that may take it. */
export interface Send {
  readonly site: Site<Call>
  readonly entry: Entry
  readonly message: Site | null
  readonly tag: Tag | null
  readonly receiver: Receiver
  /** To many nodes: their expression, or all that are visible. */
  readonly nodes: Site | 'all' | null
  /** Null where nobody waits. */
  readonly limit: Limit | null
  /** The delay of a message that is sent later. */
  readonly after: Site | null
  readonly topic: Site | null
  readonly handlers: readonly MessageClause[]
  /** False where the receiver's module was found by the message alone. */
  readonly certain: boolean
}

const projectOwn = /^(?:\w+_)?(gen_server|gen_statem)\d?$/

/** Every send of the program by what `send-shapes.ts` knows, function by function. */
export const sends = facet((program): readonly Send[] => {
  const found: Send[] = []
  const modules = new Map<string, string[]>([
    ['gen_server', []],
    ['gen_statem', []],
  ])
  for (const file of program.files)
    for (const { name } of file.form.modules) modules.get(projectOwn.exec(name)?.[1] ?? '')?.push(name)
  for (const [key, shape] of sendShapes) {
    const [, module = '', name = '', arity] = /^(.+):(.+)\/(\d+)$/.exec(key) ?? []
    for (const one of new Set([module, ...(modules.get(module) ?? [])])) {
      for (const site of program.callsOf(one, name))
        if (site.expr.args.length === Number(arity)) found.push(sendAt(program, site, shape))
    }
  }
  return found
})

const self: Receiver = { kind: 'self', name: null, registry: null, node: null, remote: 'no', modules: [] }
const subscribers: Receiver = {
  kind: 'unknown',
  name: null,
  registry: null,
  node: null,
  remote: 'perhaps',
  modules: [],
}

function sendAt(program: Program, site: Site<Call>, shape: SendShape): Send {
  const { args } = site.expr
  const { frame } = site
  const at = (index: number | null): Site | null => {
    const expr = index === null ? undefined : args[index]
    return expr ? { expr, frame } : null
  }
  const message = literalOf(program, at(shape.message))
  const to = shape.to === 'self' ? null : at(shape.to)
  const receiver = shape.to === 'self' ? self : to ? receiverOf(program, to) : subscribers
  const nodes = shape.nodes === 'all' ? 'all' : at(shape.nodes)
  const over: Receiver = nodes ? { ...receiver, remote: 'yes' } : receiver
  const reached = handlersOf(program, site, shape.entry, over, message?.expr ?? null, shape.topic !== null)
  return {
    site,
    entry: shape.entry,
    message,
    tag: message ? tagOf(message.expr) : null,
    receiver: over,
    nodes,
    limit: limitOf(program, at(shape.limit), shape),
    after: at(shape.after),
    topic: at(shape.topic),
    ...reached,
  }
}

/** The message, followed to where it is built if that is one place. */
function literalOf(program: Program, site: Site | null): Site | null {
  if (site?.expr.kind !== 'var') return site
  const [origin, another] = origins(program, site)
  return origin && !another ? origin : site
}

function limitOf(program: Program, site: Site | null, { unlimited }: SendShape): Limit | null {
  if (!site) return unlimited === null ? null : { milliseconds: unlimited, site: null }
  const [origin, another] = origins(program, site)
  if (!origin || another) return { milliseconds: null, site }
  return { milliseconds: milliseconds(origin.expr), site }
}

function milliseconds(expr: Expr): number | 'infinity' | null {
  if (expr.kind === 'integer') return expr.value
  if (expr.kind === 'atom') return expr.name === 'infinity' ? 'infinity' : null
  const last = expr.kind === 'tuple' ? expr.items.at(-1) : undefined
  // gen_statem's `{clean_timeout, T}`, `{dirty_timeout, T}`.
  if (last && expr.kind === 'tuple' && expr.items.length === 2) return milliseconds(last)
  if (expr.kind === 'call') return inUnits(expr)
  if (expr.kind === 'op' && expr.op === '*') {
    const [a, b] = expr.args.map(milliseconds)
    return typeof a === 'number' && typeof b === 'number' ? a * b : null
  }
  return null
}

const units: Record<string, number | undefined> = { seconds: 1_000, minutes: 60_000, hours: 3_600_000 }

/** `:timer.seconds(5)`. */
function inUnits({ module, name, args: [amount] }: Call): number | null {
  const unit = module === 'timer' ? units[name] : undefined
  return unit && amount?.kind === 'integer' ? amount.value * unit : null
}

type Reached = Pick<Send, 'handlers' | 'certain'>

/** The clauses that take it: of the modules that the receiver is, else of the sender's own, else of the only ones that can. */
function handlersOf(
  program: Program,
  { frame }: Site,
  entry: Entry,
  receiver: Receiver,
  message: Expr | null,
  isBroadcast: boolean,
): Reached {
  const clauses = messageClauses(program)
  const take = (modules: Iterable<string>): MessageClause[] => {
    const found: MessageClause[] = []
    for (const name of modules)
      for (const { module } of modulesNamed(program, name))
        found.push(...taking(clauses.get(module) ?? [], entry, message))
    return found
  }
  const own = frame.module
  if (receiver.kind === 'self')
    return { handlers: own ? taking(clauses.get(own) ?? [], entry, message) : [], certain: true }
  if (receiver.modules.length > 0)
    return { handlers: take(receiver.modules), certain: receiver.modules.length === 1 }
  if (!message || !tagOf(message)) return { handlers: [], certain: false }
  if (own && serverOf(program, own) && !isBroadcast) {
    const handlers = taking(clauses.get(own) ?? [], entry, message)
    if (handlers.some(({ pattern }) => pattern.kind !== 'var')) return { handlers, certain: false }
  }
  return {
    handlers: byTag(program, entry, message, frame.file.pathClass === 'test', isBroadcast),
    certain: false,
  }
}

/**
 * In each function in order, until one surely takes it. Clauses that take anything count only where no clause names the
 * message.
 */
function taking(clauses: readonly MessageClause[], entry: Entry, message: Expr | null): MessageClause[] {
  const found: MessageClause[] = []
  const closed = new Set<unknown>()
  if (!message) return found
  for (const clause of clauses) {
    if ((clause.entry !== null && clause.entry !== entry) || closed.has(clause.frame.fn)) continue
    const how = fitOf(clause.pattern, message)
    if (how === 'never') continue
    found.push(clause)
    // A gen_statem's clause without a type hangs on that too.
    if (how === 'sure' && clause.entry && asksNothingElse(clause)) closed.add(clause.frame.fn)
  }
  const naming = found.filter(({ pattern }) => pattern.kind !== 'var')
  return naming.length > 0 ? naming : found
}

/** No guard, and nothing asked of the state or the sender: what matches the message, the clause takes. */
function asksNothingElse({ clause, frame, pattern }: MessageClause): boolean {
  if (clause !== frame.clause || clause.guard) return false
  return clause.patterns.every((other) => other === pattern || other.kind === 'var' || isEventType(other))
}

/** The first parameter of a gen_statem's callback: `info`, `{call, From}`; the way in has said it already. */
function isEventType(expr: Expr): boolean {
  const named = expr.kind === 'tuple' ? expr.items[0] : expr
  return named?.kind === 'atom' && ['call', 'cast', 'info'].includes(named.name)
}

/** Serving modules with a clause that names this very tag; a name that many take says nothing of where it goes. */
function byTag(
  program: Program,
  entry: Entry,
  message: Expr | null,
  isTest: boolean,
  isBroadcast: boolean,
): readonly MessageClause[] {
  const tag = message ? tagOf(message) : null
  if (!message || !tag) return []
  const known = tagged(program).get(`${entry}:${tag.name}/${tag.size}`) ?? []
  const serving = isTest ? known : known.filter(({ frame }) => frame.file.pathClass !== 'test')
  const matching = serving.filter(({ pattern }) => fitOf(pattern, message) !== 'never')
  const homes = new Set(matching.map(({ frame }) => frame.module))
  return homes.size === 1 || isBroadcast ? matching : []
}

const tagged = facet((program): ReadonlyMap<string, readonly MessageClause[]> => {
  const byKey = new Map<string, MessageClause[]>()
  for (const { module } of serverModules(program)) {
    for (const clause of messageClauses(program).get(module) ?? []) {
      const tag = tagOf(clause.pattern)
      if (!tag) continue
      for (const entry of clause.entry ? [clause.entry] : (['call', 'cast', 'info'] as const)) {
        const key = `${entry}:${tag.name}/${tag.size}`
        const known = byKey.get(key)
        if (known) known.push(clause)
        else byKey.set(key, [clause])
      }
    }
  }
  return byKey
})
