import type { Call, Expr } from '../../source/form.ts'
import { ancestorsOf, type Program, type Site } from '../../source/program/program.ts'
import { origins } from '../../source/program/values.ts'
import { isClause, visit } from '../../source/walk.ts'
import { isOwnNode } from '../visible-nodes.ts'

type RemoteKind = 'call' | 'multicall' | 'server' | 'lock'

export interface RemoteCall {
  readonly site: Site<Call>
  readonly kind: RemoteKind
  /** Where it runs: a node, a list of nodes, or a server reference; null for all visible nodes. */
  readonly target: Expr | null
  /** The time limit as written; null where the call has none. */
  readonly limit: Expr | null
  readonly arity: number
}

type Shape = { readonly kind: RemoteKind; readonly target: number | null; readonly limit: number | null }

/** Arity by arity: which argument is the target and which the limit. Source: OTP kernel rpc, erpc, global; stdlib gen_server. */
const shapes: Record<string, Shape> = {
  'rpc:call/4': { kind: 'call', target: 0, limit: null },
  'rpc:call/5': { kind: 'call', target: 0, limit: 4 },
  'rpc:block_call/4': { kind: 'call', target: 0, limit: null },
  'rpc:block_call/5': { kind: 'call', target: 0, limit: 4 },
  'rpc:multicall/3': { kind: 'multicall', target: null, limit: null },
  'rpc:multicall/5': { kind: 'multicall', target: 0, limit: 4 },
  'erpc:call/2': { kind: 'call', target: 0, limit: null },
  'erpc:call/3': { kind: 'call', target: 0, limit: 2 },
  'erpc:call/4': { kind: 'call', target: 0, limit: null },
  'erpc:call/5': { kind: 'call', target: 0, limit: 4 },
  'erpc:multicall/2': { kind: 'multicall', target: 0, limit: null },
  'erpc:multicall/3': { kind: 'multicall', target: 0, limit: 2 },
  'erpc:multicall/4': { kind: 'multicall', target: 0, limit: null },
  'erpc:multicall/5': { kind: 'multicall', target: 0, limit: 4 },
  'gen_server:multi_call/2': { kind: 'multicall', target: null, limit: null },
  'gen_server:multi_call/3': { kind: 'multicall', target: 0, limit: null },
  'gen_server:multi_call/4': { kind: 'multicall', target: 0, limit: 3 },
  'gen_server:call/3': { kind: 'server', target: 0, limit: 2 },
  'gen_statem:call/2': { kind: 'server', target: 0, limit: null },
  'gen_statem:call/3': { kind: 'server', target: 0, limit: 2 },
  // Supervisors are called without a limit: what starts there may take as long as it wants.
  'supervisor:start_child/2': { kind: 'server', target: 0, limit: null },
  'Supervisor:start_child/2': { kind: 'server', target: 0, limit: null },
  'DynamicSupervisor:start_child/2': { kind: 'server', target: 0, limit: null },
  'global:sync/0': { kind: 'multicall', target: null, limit: null },
  'global:trans/2': { kind: 'lock', target: null, limit: null },
  'global:trans/3': { kind: 'lock', target: 2, limit: null },
  'global:set_lock/1': { kind: 'lock', target: null, limit: null },
  'global:set_lock/2': { kind: 'lock', target: 1, limit: null },
}

/** A copy of the library itself is no caller of it. */
const implementations = new Set(['rpc', 'erpc', 'gen_server', 'gen_statem', 'global', 'proc_lib'])

/** Every call that waits for other nodes, as far as its function says so. */
export function remoteCalls(program: Program): RemoteCall[] {
  const found: RemoteCall[] = []
  const names = new Set([
    ...Object.keys(shapes).map((name) => name.slice(0, name.indexOf('/'))),
    'rpc:multicall',
  ])
  for (const name of names) {
    const [module = '', fn = ''] = name.split(':')
    for (const site of program.callsOf(module, fn)) {
      if (implementations.has(site.frame.module?.name ?? '')) continue
      const { args } = site.expr
      const shape =
        name === 'rpc:multicall' && args.length === 4 ? ambiguous(args) : shapes[`${name}/${args.length}`]
      if (!shape) continue
      const target = shape.target === null ? null : (args[shape.target] ?? null)
      const limit = shape.limit === null ? null : (args[shape.limit] ?? null)
      if (shape.kind === 'server' && !(target && remoteServer(program, { expr: target, frame: site.frame })))
        continue
      found.push({ site, kind: shape.kind, target, limit, arity: args.length })
    }
  }
  return found
}

/** rpc:multicall/4 is (Nodes, M, F, A) or (M, F, A, Timeout): the arguments tell. */
function ambiguous(args: readonly Expr[]): Shape | undefined {
  const [first, , third] = args
  const withLimit = third?.kind === 'list' || (first?.kind === 'atom' && third?.kind !== 'atom')
  return { kind: 'multicall', target: withLimit ? null : 0, limit: withLimit ? 3 : null }
}

/** A server on another node by construction: `{name, node}` with a node that is not ours, `{:global, name}`. */
function remoteServer(program: Program, site: Site): boolean {
  return origins(program, site).some(({ expr, frame }) => {
    if (expr.kind !== 'tuple' || expr.items.length !== 2) return false
    const [first, second] = expr.items
    if (!first || !second) return false
    if (first.kind === 'atom' && first.name === 'global') return true
    const nameLike =
      first.kind === 'atom' ||
      first.kind === 'constant' ||
      (first.kind === 'var' && /name|server|mod/i.test(first.name))
    const nodeLike = second.kind === 'var' && /node|peer|host|member/i.test(second.name)
    return nameLike && nodeLike && !isOwnNode(program, { expr: second, frame })
  })
}

/** True where the only node that is called is our own, by value or by a guard on the way. */
export function targetsOwnNode(program: Program, { site, target }: RemoteCall): boolean {
  if (!target) return false
  const { frame } = site
  if (isOwnNode(program, { expr: target, frame })) return true
  if (target.kind === 'list' && !target.tail && target.items.length > 0) {
    return target.items.every((item) => isOwnNode(program, { expr: item, frame }))
  }
  if (target.kind !== 'var') return false
  return ancestorsOf(site).some(
    (above) =>
      isClause(above) && above.guard !== null && equalsOwnNode(program, above.guard, target.name, site),
  )
}

function equalsOwnNode(program: Program, guard: Expr, name: string, { frame }: Site): boolean {
  let seen = false
  visit(guard, (expr) => {
    if (expr.kind !== 'op' || !['==', '==='].includes(expr.op)) return
    const [left, right] = expr.args
    if (!left || !right) return
    const isVar = (side: Expr) => side.kind === 'var' && side.name === name
    if (
      (isVar(left) && isOwnNode(program, { expr: right, frame })) ||
      (isVar(right) && isOwnNode(program, { expr: left, frame }))
    )
      seen = true
  })
  return seen
}

/** The limit is written as `infinity`, whatever leads to it. */
export function isInfinite(program: Program, limit: Expr, frame: Site['frame']): boolean {
  const all = origins(program, { expr: limit, frame })
  return all.length > 0 && all.every(({ expr }) => expr.kind === 'atom' && expr.name === 'infinity')
}
