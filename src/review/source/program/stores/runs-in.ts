import type { Expr, FunctionForm, ModuleForm } from '../../form.ts'
import { isClause } from '../../walk.ts'
import { facet } from '../facet.ts'
import { ancestorsOf, type Program, type Site } from '../program.ts'

/** The process that runs code, as far as a table's writers are concerned. */
export type Runner =
  /** A callback of this server, or a function that only its callbacks call. */
  | { readonly kind: 'callback'; readonly module: string }
  /** Whoever calls, or a process that was spawned for it. */
  | { readonly kind: 'caller' }
  /** Once, while the application or a supervisor starts. */
  | { readonly kind: 'start' }
  | { readonly kind: 'unknown' }

const servers = new Set([
  'gen_server',
  'gen_statem',
  'gen_fsm',
  'gen_event',
  'gen_server2',
  'gen_leader',
  'gen_stage',
  'GenServer',
  'GenStage',
  'GenStateMachine',
  'Phoenix.LiveView',
  'Phoenix.Channel',
])
const starters = new Set(['supervisor', 'Supervisor', 'application', 'Application', 'DynamicSupervisor'])
const callbacks = new Set([
  'init',
  'handle_call',
  'handle_cast',
  'handle_info',
  'handle_continue',
  'handle_event',
  'handle_sync_event',
  'handle_events',
  'handle_demand',
  'handle_common',
  // gen_leader: all of them run in the one process that leads, or follows.
  'elected',
  'surrendered',
  'from_leader',
  'handle_leader_call',
  'handle_leader_cast',
  'handle_DOWN',
  'terminate',
  'code_change',
  'mount',
  'join',
])

/** How many callers up a function is followed: servers work in long chains of their own functions. */
const maxHops = 8

const known = facet(() => new Map<FunctionForm, Runner>())

/** Which process runs a site: the server whose callback it is in, or the caller's own. */
export function runsIn(program: Program, site: Site): Runner {
  if (isDetached(site)) return { kind: 'caller' }
  const { fn, module } = site.frame
  if (!fn || !module) return { kind: 'unknown' }
  const before = known(program).get(fn)
  if (before) return before
  const runner = runnerOf(program, module, fn, maxHops, new Set())
  known(program).set(fn, runner)
  return runner
}

function runnerOf(
  program: Program,
  module: ModuleForm,
  fn: FunctionForm,
  hops: number,
  seen: Set<FunctionForm>,
): Runner {
  if (isCallback(module, fn)) return { kind: 'callback', module: module.name }
  if (implementsOne(module, starters) && ((fn.name === 'start' && fn.arity === 2) || fn.name === 'init'))
    return { kind: 'start' }
  if (hops === 0) return { kind: 'unknown' }
  seen.add(fn)
  let all: Runner | null = null
  for (const caller of program.callersOf(module.name, fn)) {
    const { frame } = caller
    const before = frame.fn && known(program).get(frame.fn)
    if (before?.kind === 'caller') return before
    if (frame.file.pathClass === 'test' || !frame.fn || !frame.module || seen.has(frame.fn)) continue
    const by: Runner = isDetached(caller)
      ? { kind: 'caller' }
      : runnerOf(program, frame.module, frame.fn, hops - 1, seen)
    if (by.kind === 'caller') return by
    all = all === null ? by : joined(all, by)
  }
  if (all) return all
  // Nobody is seen to call it: what is exported is called from outside.
  return fn.exported ? { kind: 'caller' } : { kind: 'unknown' }
}

function joined(a: Runner, b: Runner): Runner {
  if (a.kind === 'start') return b
  if (b.kind === 'start') return a
  if (a.kind === 'callback' && b.kind === 'callback' && a.module !== b.module) return { kind: 'caller' }
  return a.kind === 'unknown' ? a : b
}

function isCallback(module: ModuleForm, fn: FunctionForm): boolean {
  if (!fn.exported) return false
  // A behaviour of the project's own, run by one of its servers, keeps the names of the callbacks that it wraps.
  if (callbacks.has(fn.name) && (module.behaviours.length > 0 || looksLikeServer(module)))
    return !implementsOne(module, starters)
  return (
    implementsOne(module, servers) &&
    fn.arity === 3 &&
    fn.clauses.some((clause) => isEventType(clause.patterns[0]))
  )
}

/** Older servers do not declare their behaviour. */
function looksLikeServer(module: ModuleForm): boolean {
  const has = (name: string, arity: number) =>
    module.functions.some((fn) => fn.exported && fn.name === name && fn.arity === arity)
  if (!has('init', 1)) return false
  const isLeader = has('handle_leader_call', 4) && has('handle_leader_cast', 3)
  return isLeader || (has('handle_call', 3) && has('handle_cast', 2))
}

/** What gen_statem calls its state functions with. */
function isEventType(pattern: Expr | undefined): boolean {
  if (pattern?.kind === 'atom') return /^(cast|info|enter|internal|timeout|state_timeout)$/.test(pattern.name)
  const [head] = pattern?.kind === 'tuple' ? pattern.items : []
  return head?.kind === 'atom' && head.name === 'call'
}

function implementsOne(module: ModuleForm, names: ReadonlySet<string>): boolean {
  return module.behaviours.some((name) => names.has(name)) || module.uses.some((use) => names.has(use.module))
}

/** Inside a fun that is handed to a process of its own. */
function isDetached(site: Site): boolean {
  const above = ancestorsOf(site)
  for (let i = above.length - 1; i > 0; i--) {
    const fun = above[i]
    const call = above[i - 1]
    if (!fun || !call || isClause(fun) || isClause(call) || fun.kind !== 'fun' || call.kind !== 'call')
      continue
    if (/^(spawn|spawn_link|spawn_monitor|spawn_opt)$/.test(call.name)) return true
    if (/^Task(\.Supervisor)?$/.test(call.module ?? '')) return true
  }
  return false
}
