import type { ModuleForm } from '../../source/form.ts'
import { runnerAround } from '../../source/program/calls/around.ts'
import { callGraph } from '../../source/program/calls/call-graph.ts'
import { runnerIn } from '../../source/program/calls/callees.ts'
import { definitionAt } from '../../source/program/calls/modules.ts'
import { facet } from '../../source/program/facet.ts'
import { symbolOf } from '../../source/program/place.ts'
import { callbackAt } from '../../source/program/processes/servers.ts'
import { applications } from '../../source/program/processes/supervision/applications.ts'
import type { Definition, Program, Site } from '../../source/program/program.ts'
import { split } from '../../source/program/words.ts'
import { commandOf } from './commands.ts'
import { answersRequest } from './request-handlers.ts'

/** Who waits while a call waits. */
export type Waiter =
  /** A server's callback: whoever asks that server waits behind it. */
  | (Seen & { readonly kind: 'server'; readonly module: ModuleForm })
  /** The start of an application or a supervisor's child: the supervisor waits. */
  | (Seen & { readonly kind: 'start' })
  /** A request from outside. */
  | (Seen & { readonly kind: 'request' })
  /** Others wait for a lock or a transaction that is held meanwhile. */
  | (Seen & { readonly kind: 'lock' })
  /** A person, or a program that is run by hand: `by` says why. */
  | (Seen & { readonly kind: 'command' })
  /** A process of its own, started by `by`. */
  | (Seen & { readonly kind: 'task' })
  /** Functions of the program that no caller within reach explains. */
  | { readonly kind: 'unseen' }

interface Seen {
  /** The function, as its language writes it; of a lock, command or task see above. */
  readonly by: string
  /** Calls between it and the place that was asked about. */
  readonly depth: number
}

/** How far callers are asked. */
const deepest = 4
/** Callers of one function that are looked at: a helper of the whole program has them by the hundred. */
const widest = 40

/** Kinds of servers whose callbacks make others wait. */
const serving = new Set([
  'gen_server',
  'gen_statem',
  'gen_event',
  'gen_stage',
  'agent',
  'live_view',
  'channel',
])
/** Nobody waits behind these, or a supervisor's limit ends them. */
const passing = new Set(['terminate', 'code_change', 'format_status', 'callback_mode'])

/**
 * Who waits for the call at `site`. Of several, the one that must not: a server, a start, a held lock, a request. A
 * command only where nothing else is met.
 */
export function waiterOf(program: Program, site: Site): Waiter {
  const found = waitersOf(program, site)
  for (const kind of ['server', 'start', 'lock', 'request'] as const) {
    const first = found.find((waiter) => waiter.kind === kind)
    if (first) return first
  }
  return (
    found.find(({ kind }) => kind === 'unseen') ??
    found.find(({ kind }) => kind === 'command') ??
    found.find(({ kind }) => kind === 'task') ?? { kind: 'unseen' }
  )
}

/** Every kind of waiter that is met, each once, the nearest first. */
function waitersOf(program: Program, site: Site): readonly Waiter[] {
  const here = atSite(program, site, 0)
  if (here) return [here]
  const definition = definitionAt(site.frame)
  return definition ? waitersOfFunction(program, definition) : [{ kind: 'unseen' }]
}

const memo = facet((_) => new Map<Definition['fn'], readonly Waiter[]>())

function waitersOfFunction(program: Program, definition: Definition): readonly Waiter[] {
  const known = memo(program).get(definition.fn)
  if (known) return known
  const found = search(program, definition)
  memo(program).set(definition.fn, found)
  return found
}

function search(program: Program, start: Definition): readonly Waiter[] {
  const found = new Map<Waiter['kind'], Waiter>()
  const keep = (waiter: Waiter) => {
    if (!found.has(waiter.kind)) found.set(waiter.kind, waiter)
  }
  const seen = new Set([start.fn])
  let layer: readonly Definition[] = [start]
  for (let depth = 0; depth <= deepest && layer.length > 0; depth++) {
    const next: Definition[] = []
    for (const definition of layer) {
      const own = atFunction(program, definition, depth)
      if (own) {
        keep(own)
        continue
      }
      const callers = callGraph(program)
        .callersOf(definition)
        .filter(({ site, remote, certain }) => certain && !remote && site.frame.fn !== definition.fn)
      if (callers.length === 0 || depth === deepest) {
        keep({ kind: 'unseen' })
        continue
      }
      for (const { site } of callers.slice(0, widest)) {
        // Handed over by name to a function of the program: in which process it runs is not known.
        if (site.expr.kind === 'call' && site.expr.name !== definition.fn.name && !runnerIn(site.expr)) {
          keep({ kind: 'unseen' })
          continue
        }
        const there = atSite(program, site, depth + 1)
        if (there) {
          keep(there)
          continue
        }
        const up = definitionAt(site.frame)
        if (!up || seen.has(up.fn)) continue
        seen.add(up.fn)
        next.push(up)
      }
    }
    layer = next
  }
  return [...found.values()]
}

/** What stands around a call within its function. */
function atSite(program: Program, site: Site, depth: number): Waiter | null {
  const runs = runnerAround(program, site)
  const call =
    runs?.call ?? (site.expr.kind === 'call' && depth > 0 && runnerIn(site.expr) ? site.expr : null)
  const runner = runs?.runner ?? (call && runnerIn(call))
  if (!call || !runner) return null
  const by = `${call.module}:${call.name}/${call.args.length}`
  // Whoever starts a process so waits until it says that it has begun.
  if (/^proc_lib:start/.test(by)) return { kind: 'start', by, depth }
  if (runner.where !== 'here') return { kind: 'task', by, depth }
  return /^(global|mnesia):/.test(by) ? { kind: 'lock', by, depth } : null
}

function atFunction(program: Program, definition: Definition, depth: number): Waiter | null {
  const { file, module, fn } = definition
  const command = commandOf(program, definition)
  if (command) return { kind: 'command', by: command, depth }
  const [clause] = fn.clauses
  const by = (clause && symbolOf({ file, module, fn, clause, caller: null })) ?? fn.name
  const callback = callbackAt(program, definition)
  if (callback && serving.has(callback.server.kind) && !passing.has(fn.name))
    return fn.name === 'init' ? { kind: 'start', by, depth } : { kind: 'server', by, depth, module }
  if (isStart(program, definition)) return { kind: 'start', by, depth }
  if (depth <= 1 && takesLock(definition)) return { kind: 'lock', by, depth }
  return answersRequest(program, definition) ? { kind: 'request', by, depth } : null
}

/** An application's `start/2`; by convention what a behaviour of a project's own runs to start a server. */
function isStart(program: Program, { module, fn }: Definition): boolean {
  if (fn.name === 'init_it' && fn.exported) return true
  return (
    fn.name === 'start' &&
    fn.arity === 2 &&
    applications(program).some((application) => application.module === module.name)
  )
}

/** A function that takes or gives back a lock for its callers: whoever wants the same lock waits as well. */
function takesLock({ module, fn }: Definition): boolean {
  const words = split(fn.name)
  const acts = words.includes('acquire') || words.includes('release')
  const named =
    words.includes('lock') || split(module.name).some((word) => word === 'lock' || word === 'locker')
  return acts && named
}
