import type { Expr, ModuleForm } from '../../../source/form.ts'
import type { Program } from '../../../source/program/program.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { calleeOf } from '../callee.ts'
import { watchers } from '../loss-handlers.ts'
import { isInfinite, type RemoteCall, remoteCalls, targetsOwnNode } from '../remote-call.ts'
import { type Waiter, waiterOf } from '../waiters.ts'
import { limited } from './limited.ts'
import { startsTogether, type Wait } from './start-barrier.ts'
import { startedHere } from './started-here.ts'

export default defineRule({
  id: 'rpc-no-timeout',
  family: 'remote-calls',
  severity: 'important',
  title: 'A remote call may wait for ever',
  problem:
    'The call has no time limit. A node that is gone is noticed by the tick after 45 to 75 s; a callee that blocks or has a long queue on a healthy node is never noticed.',
  failureScenario: [
    'The remote node is reachable, but the function that is called blocks or waits in a long queue.',
    'The caller waits without limit, and whoever waits for the caller waits as well.',
  ],
  impact: 'One slow node stops its callers on the others: requests, servers and start-up hang with it.',
  guardsLookedFor: [
    'a time limit as the last argument',
    'an outer deadline: a task with a limit, a process that nobody waits for',
    'a target that is the own node',
    'callers: a command that a person waits for, or nobody who must not wait',
  ],
  fix: {
    summary:
      'Give the call a limit below the one of whoever waits for it, and treat a time-out as an unknown outcome: the function may still run to its end.',
    elixir:
      'nodes\n|> :erpc.multicall(Storage, :get, [key], 2_000)\n|> Enum.zip(nodes)\n|> Enum.flat_map(fn\n  {{:ok, value}, node} -> [{node, value}]\n  {_error, _node} -> []\nend)',
    erlang:
      'case rpc:call(Node, storage, get, [Key], 2000) of\n    {badrpc, Reason} -> {error, {Node, Reason}};\n    Value -> {ok, Value}\nend',
    residualRisk: 'A call that timed out may have been applied: retry only what may happen twice.',
  },
  sources: [
    'OTP kernel, rpc https://www.erlang.org/doc/apps/kernel/rpc.html',
    'OTP kernel, erpc https://www.erlang.org/doc/apps/kernel/erpc.html',
    'OTP stdlib, gen_server:multi_call/2,3,4',
  ],
  holds: 'remote calls have time limits',
  together: 'module',
  check(program) {
    const examined = remoteCalls(program).filter(
      (call) => !targetsOwnNode(program, call) && !startedHere(program, call),
    )
    const waits: Wait[] = []
    for (const call of examined) {
      if (call.limit === null || isInfinite(program, call.limit, call.site.frame))
        waits.push(judge(program, call))
    }
    return { hits: startsTogether(program, waits), examined: examined.map(({ site }) => site) }
  },
})

function judge(program: Program, call: RemoteCall): Wait {
  const { site, kind, limit, arity } = call
  const name = `${site.expr.module}:${site.expr.name}/${arity}`
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: limit ? `\`${name}\` is called with \`infinity\`.` : `\`${name}\` has no time limit.`,
    },
    { name: 'remote-by-construction', text: 'It waits for other nodes by what it is.' },
  ]
  const waiter = waiterOf(program, site)
  const callee = calleeOf(program, call)
  const hung = callee === 'ends' ? whileNodeHangs(program, waiter) : null
  if (callee === 'ends' && !hung)
    reasons.push({
      name: 'handled-otherwise',
      text: 'What runs there ends by itself, or has a limit of its own.',
    })
  else if (callee === 'blocks')
    reasons.push({ name: 'followed', text: 'What runs there may wait for ever itself.' })
  reasons.push(...reasonsOf(waiter))
  if (waiter.kind !== 'command') reasons.push(...placeReasons(site.frame))
  const meant = kind === 'lock' && (waiter.kind !== 'server' || isAskedByNobody(program, waiter.module))
  // A lock may be meant to wait; where others wait behind it, it still stops them.
  const severity =
    waiter.kind === 'start' && waiter.depth <= 2
      ? ('critical' as const)
      : meant
        ? ('minor' as const)
        : undefined
  // A lock is meant to be waited for; with a limit it may be refused, which its caller must handle first.
  const mend = kind === 'lock' ? undefined : limited(program, call, waiter.kind === 'server')
  const hit = {
    site,
    reasons,
    ...(severity ? { severity } : {}),
    ...(mend ? { mend } : {}),
    ...(hung ?? wordsFor(kind)),
  }
  return { hit, waiter }
}

/** A server that has one job and no client: nobody waits behind it while it waits for its turn. */
function isAskedByNobody(program: Program, module: ModuleForm): boolean {
  return !['call', 'cast'].some((name) =>
    program
      .callsOf('gen_server', name)
      .some(({ expr: { args }, frame }) => frame.module === module || isNamed(args[0], module.name)),
  )
}

function isNamed(server: Expr | undefined, module: string): boolean {
  return server?.kind === 'atom' && server.name === module
}

/**
 * Where it is the node that is feared, not what runs there: whoever judges the nodes of a cluster must not wait for one of
 * them, and a lock that all want is held for as long. That the callee ends by itself is no guard there.
 */
function whileNodeHangs(
  program: Program,
  waiter: Waiter,
): Pick<Hit, 'title' | 'problem' | 'failureScenario'> | null {
  if (waiter.kind === 'server' && watchers(program).has(waiter.module))
    return {
      title: 'A remote call waits until the tick gives the node up',
      problem: `The call has no time limit. What runs there ends by itself, but a node that hangs is noticed by the tick only, after 45 to 75 s, and \`${waiter.by}\` belongs to the process that is told when nodes come and go: it hears of nothing meanwhile.`,
      failureScenario: [
        'One of the nodes hangs: it is paused, out of memory, or its link passes nothing on.',
        'The process that watches the cluster asks it, and waits until the tick gives the node up.',
        'Whatever else happens to the cluster in that time is handled late, in a burst, and partly in vain.',
      ],
    }
  if (waiter.kind === 'lock')
    return {
      title: 'A remote call under a lock waits until the tick gives the node up',
      problem: `The call has no time limit, and it is made under a lock (\`${waiter.by}\`). What runs there ends by itself, but a node that hangs is noticed by the tick only, after 45 to 75 s.`,
      failureScenario: [
        'One of the nodes that are asked hangs: it is paused, out of memory, or its link passes nothing on.',
        'The caller waits until the tick gives the node up, and holds what it has locked so far.',
        'Whoever wants the same lock on any node waits as long, or fails.',
      ],
    }
  return null
}

/** `global` answers at once; whoever asks it for a lock waits for the one that holds it. */
function wordsFor(kind: RemoteCall['kind']): Pick<Hit, 'title' | 'problem' | 'failureScenario'> {
  if (kind !== 'lock') return {}
  return {
    title: 'A lock of the cluster is waited for without a limit',
    problem:
      'Without a number of retries `global` tries until it has the lock, with pauses of up to 8 s. It waits for as long as others hold it; a holder whose node hangs keeps it until the tick, 45 to 75 s.',
    failureScenario: [
      'Another process holds the lock, and what it does under it takes long or waits itself.',
      'The caller tries again and again, and whoever waits for the caller waits as well.',
    ],
  }
}

function reasonsOf(waiter: Waiter): Reason[] {
  switch (waiter.kind) {
    case 'server':
      return [
        {
          name: 'server-callback',
          text: `\`${waiter.by}\` waits for it, and the server serves nobody meanwhile.`,
        },
      ]
    case 'start':
      return [
        { name: 'server-callback', text: `\`${waiter.by}\` waits for it, and its supervisor waits too.` },
      ]
    case 'lock':
      return [
        {
          name: 'server-callback',
          text: `It runs within \`${waiter.by}\`: whoever wants the same lock waits.`,
        },
      ]
    case 'request':
      return [{ name: 'server-callback', text: `\`${waiter.by}\` answers a request with it.` }]
    case 'command':
      return [{ name: 'not-the-service', text: `${waiter.by}: a person waits, and may end it.` }]
    case 'task':
      return [
        {
          name: 'outer-limit',
          text: `It runs in a process of its own (\`${waiter.by}\`), which may be ended from outside.`,
        },
      ]
    case 'unseen':
      return [{ name: 'waiter-unseen', text: 'Who waits for it is not in reach.' }]
  }
}
