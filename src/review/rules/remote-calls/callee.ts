import type { Call, Expr } from '../../source/form.ts'
import { callGraph } from '../../source/program/calls/call-graph.ts'
import type { Definition, Frame, Program, Site } from '../../source/program/program.ts'
import { namesAtom, visitClause } from '../../source/walk.ts'
import { isInfinite, type RemoteCall } from './remote-call.ts'

/** What is run on the other node: it ends by itself, it may wait for ever, or it is not in reach. */
export type Callee = 'ends' | 'blocks' | 'unknown'

/** Modules whose functions look something up or compute, and wait for nobody for long. */
const quick =
  /^(erlang|application|Application|ets|persistent_term|lists|maps|proplists|sets|ordsets|os|init|code|supervisor|string|binary|filename|filelib|io_lib|logger|Logger|lager|Kernel|Enum|Map|List|Keyword|String|Process|System|MapSet|Access|Integer|Tuple|Registry|whereis|net_kernel|inet|calendar|crypto|sys|queue|math|re|unicode|Atom|IO|Exception|Jason|Poison|jiffy|jsx|DateTime|NaiveDateTime|Base|riak_core_ring)$/

/** Calls of those that do wait, and calls elsewhere that do not. */
const waits = /^(erlang:(halt|suspend_process)|supervisor:(start_child|restart_child|terminate_child))$/
const looks =
  /^(mnesia:(system_info|table_info|dirty_\w+)|GenServer:whereis|global:(whereis_name|registered_names)|syn:(lookup|members)|pg:\w+|Cachex:(get|del|put|size)|gproc:(where|lookup_\w+)|riak_core_ring_manager:get_(my|raw)_ring)$/

/** Calls with a limit of their own when none is given, and where it is given. */
const limited: Record<string, number> = {
  'gen_server:call': 2,
  'GenServer:call': 2,
  'Task:await': 1,
  'Agent:get': 2,
  // Five seconds where nothing is given.
  'Redix:command': 2,
  'Redix:command!': 2,
  'Redix:pipeline': 2,
  'Redix:pipeline!': 2,
  'eredis:q': 2,
  'eredis:qp': 2,
}
/** Ecto's repositories: a query ends after 15 seconds where nothing is given. */
const repository = /(^|\.)Repo$/
/** A project's own module before a client of Redis: every client ends a command by itself, after 5 s where nothing is given. */
const redis = /(^|\.)redis$/i
const commands = /^(command|pipeline|transaction_pipeline|q|qp)!?$/
/** Functions that wait for a lock, a table or other nodes without a limit. */
const unlimited =
  /^(mnesia:(transaction|sync_transaction|activity|wait_for_tables|create_table|add_table_copy|change_config)|global:(trans|set_lock|sync)|rpc:(call|multicall)|erpc:(call|multicall)|gen_statem:call|gen_server:multi_call)$/

/** What the call runs elsewhere, as far as the program has it: a wait that its own code ends needs no limit of the caller. */
export function calleeOf(program: Program, { site, kind }: RemoteCall): Callee {
  if (kind === 'server') return 'unknown'
  if (kind === 'lock') return ofLock(program, site)
  const elsewhere = callGraph(program)
    .calleesOf(site)
    .filter(({ remote, via }) => remote || via === 'apply')
  const [first] = elsewhere
  if (!first || elsewhere.length > 1) return 'unknown'
  if (first.definitions.length > 0) return worst(first.definitions.map((each) => ofBody(program, each, 2)))
  return first.module === null ? 'unknown' : byName(first.module, first.name)
}

/** A lock is held for as long as what runs under it. */
function ofLock(program: Program, site: Site<Call>): Callee {
  const fun = site.expr.args.find((arg) => arg.kind === 'fun')
  if (fun?.kind !== 'fun') return 'unknown'
  return worst(fun.clauses.map((clause) => ofExpressions(program, clause.body, site.frame, 2)))
}

function ofBody(program: Program, { file, module, fn }: Definition, depth: number): Callee {
  return worst(
    fn.clauses.map((clause) =>
      ofExpressions(program, clause.body, { file, module, fn, clause, caller: null }, depth),
    ),
  )
}

function ofExpressions(program: Program, body: readonly Expr[], frame: Frame, depth: number): Callee {
  const found: Callee[] = []
  visitClause({ patterns: [], guard: null, body, start: 0, end: 0 }, (expr) => {
    if (expr.kind === 'receive') found.push(expr.timeout ? 'ends' : 'blocks')
    else if (expr.kind === 'call') found.push(ofCall(program, expr, frame, depth))
    else if (expr.kind === 'apply') found.push('unknown')
  })
  return worst(found)
}

function ofCall(program: Program, call: Call, frame: Frame, depth: number): Callee {
  const { module, name, args } = call
  if (module === null) return 'unknown'
  if (redis.test(module) && commands.test(name))
    return args.some((arg) => namesAtom(arg, 'infinity')) ? 'unknown' : 'ends'
  const definitions = program.definitions(module, name, args.length)
  if (definitions.length > 0)
    return depth === 0 ? 'unknown' : worst(definitions.map((each) => ofBody(program, each, depth - 1)))
  const limit = limited[`${module}:${name}`]
  if (limit !== undefined) {
    const given = args[limit]
    return given && isInfinite(program, given, frame) ? 'blocks' : 'ends'
  }
  return byName(module, name)
}

function byName(module: string, name: string): Callee {
  const full = `${module}:${name}`
  if (unlimited.test(full)) return 'blocks'
  if (looks.test(full)) return 'ends'
  return (quick.test(module) || repository.test(module)) && !waits.test(full) ? 'ends' : 'unknown'
}

function worst(found: readonly Callee[]): Callee {
  if (found.includes('blocks')) return 'blocks'
  return found.includes('unknown') ? 'unknown' : 'ends'
}
