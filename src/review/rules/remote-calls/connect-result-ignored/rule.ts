import type { Call, Expr } from '../../../source/form.ts'
import { keyOf } from '../../../source/key.ts'
import { timers } from '../../../source/program/processes/timers.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { isClause, visitClause } from '../../../source/walk.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { servicePlace } from '../commands.ts'
import { waiterOf } from '../waiters.ts'

export default defineRule({
  id: 'connect-result-ignored',
  family: 'remote-calls',
  severity: 'minor',
  title: 'Nobody looks whether the nodes are connected',
  problem:
    'The outcome of connecting to a node is thrown away, or `ignored`, which is truthy, passes for success. Where it failed, each side goes on alone.',
  failureScenario: [
    'A node starts and connects to the others once.',
    'One of them is not up yet, and the answer `false` is thrown away.',
    'Both go on, each as if it were the cluster.',
  ],
  impact: 'Two clusters of one node each, and nothing in the logs.',
  guardsLookedFor: [
    'a match of `true` or `pong`',
    'a timer that tries again',
    'a next step that calls the node and reports its failure',
    'commands',
  ],
  fix: {
    summary: 'Match `true`; else report it and try again later.',
    elixir:
      'case Node.connect(node) do\n  true ->\n    :ok\n\n  other ->\n    Logger.warning("#{node} is not connected: #{other}")\n    Process.send_after(self(), {:connect, node}, 5_000)\nend',
    erlang:
      'case net_kernel:connect_node(Node) of\n    true -> ok;\n    Other ->\n        logger:warning("~p is not connected: ~p", [Node, Other]),\n        erlang:send_after(5000, self(), {connect, Node})\nend',
    residualRisk: 'Connected says nothing of the application on the other node: ask it.',
  },
  sources: [
    'Elixir, Node.connect/1 https://hexdocs.pm/elixir/Node.html#connect/1',
    'OTP kernel, net_adm:ping/1 https://www.erlang.org/doc/apps/kernel/net_adm.html',
  ],
  holds: 'the outcome of connecting is looked at',
  check(program) {
    const examined = connecting.flatMap(([module, name]) => program.callsOf(module, name))
    const hits: Hit[] = []
    for (const site of examined) {
      const hit = judge(program, site)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

const connecting = [
  ['net_kernel', 'connect_node'],
  ['net_adm', 'ping'],
  ['Node', 'ping'],
] as const

function judge(program: Program, site: Site<Call>): Hit | null {
  const { expr, frame } = site
  const how = ignoredBy(site)
  if (!how || retries(program, site) || isAskedAfter(site)) return null
  const waiter = waiterOf(program, site)
  if (waiter.kind === 'command') return null
  const reasons: Reason[] = [
    { name: 'shape', text: how },
    { name: 'by-contract', text: `\`${expr.module}:${expr.name}\` answers a failure, it does not raise it.` },
  ]
  const starts = waiter.kind === 'start'
  if (starts) reasons.push({ name: 'server-callback', text: `\`${waiter.by}\` forms the cluster with it.` })
  return {
    site,
    reasons: [...reasons, ...servicePlace(program, frame)],
    ...(starts && isLoop(site) ? { severity: 'important' as const } : {}),
  }
}

/** In words how the outcome is lost; null where something looks at it. */
function ignoredBy(site: Site<Call>): string | null {
  const above = [...ancestorsOf(site)].reverse()
  let at: Expr = site.expr
  for (const next of above) {
    if (isClause(next)) {
      if (next.body.at(-1) !== at) return 'The outcome is thrown away.'
      if (next === site.frame.clause) return null
      continue
    }
    switch (next.kind) {
      case 'match':
        return next.pattern.kind === 'var' && next.pattern.name.startsWith('_')
          ? 'The outcome is thrown away.'
          : null
      case 'block':
        if (next.body.at(-1) !== at) return 'The outcome is thrown away.'
        break
      case 'branch':
        return next.subject === at && isTruthTest(site, next) && site.expr.name === 'connect_node'
          ? '`ignored`, the answer of a node that is not alive, passes the test.'
          : null
      case 'fun':
        break
      case 'call':
        return (next.module === 'lists' && next.name === 'foreach') ||
          (next.module === 'Enum' && next.name === 'each')
          ? 'The outcomes are thrown away, one for each node.'
          : null
      default:
        return null
    }
    at = next
  }
  return null
}

function isTruthTest({ frame: { file } }: Site, branch: Expr): boolean {
  return (
    file.form.language === 'elixir' && /^(if|unless)\b/.test(file.text.slice(branch.start, branch.start + 7))
  )
}

/** The module has timers: whatever failed is likely to be tried again. */
function retries(program: Program, { frame: { module } }: Site): boolean {
  return module !== null && (timers(program).get(module)?.length ?? 0) > 0
}

/** The same node is called afterwards, which reports what failed. */
function isAskedAfter({ expr, frame }: Site<Call>): boolean {
  const [node] = expr.args
  if (!node) return false
  const key = keyOf(node)
  let asked = false
  visitClause(frame.clause, (inner) => {
    if (
      inner.kind === 'call' &&
      /^(rpc|erpc|gen_server)$/.test(inner.module ?? '') &&
      inner.start > expr.start
    )
      asked ||= inner.args.some((arg) => keyOf(arg) === key)
  })
  return asked
}

function isLoop(site: Site): boolean {
  return ancestorsOf(site).some((at) => !isClause(at) && (at.kind === 'comprehension' || at.kind === 'fun'))
}
