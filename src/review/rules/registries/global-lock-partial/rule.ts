import type { Call, Expr } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program.ts'
import { origins } from '../../../source/values.ts'
import { visit } from '../../../source/walk.ts'
import { callbackOf, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { isOwnNode } from '../../visible-nodes.ts'

/** What makes a requester different for every caller. */
const distinct = new Set(['erlang:self', 'erlang:make_ref', 'erlang:unique_integer', 'erlang:spawn'])

export default defineRule({
  id: 'global-lock-partial',
  family: 'registries',
  severity: 'important',
  title: 'A lock with a constant requester lets everybody in',
  problem:
    'A lock of `global` is `{Resource, Requester}`: the same requester passes again, on any node. This requester is the same for every caller, so the lock excludes nobody.',
  failureScenario: [
    'Process p on node a takes the lock.',
    'Process q on node b asks with the same requester: for `global` it is the one that holds the lock.',
    'p and q are inside at the same time.',
  ],
  impact:
    'What the lock protects runs twice at once. Two different requesters of one resource name still exclude each other, so it works in a test with one caller and fails in production.',
  guardsLookedFor: [
    '`self()`, a pid or a reference as the requester',
    'the own node as the requester with one asking process per node',
    'one owner process that asks alone',
  ],
  fix: {
    summary: 'Make the requester the process that asks, limit the retries, and handle `aborted`.',
    elixir:
      'case :global.trans({:rebalance, self()}, fn -> rebalance() end, [node() | Node.list()], 3) do\n  :aborted -> {:error, :locked}\n  result -> {:ok, result}\nend',
    erlang:
      'case global:trans({rebalance, self()}, fun rebalance/0, [node() | nodes()], 3) of\n    aborted -> {error, locked};\n    Result -> {ok, Result}\nend',
    residualRisk:
      'The lock is taken on the visible nodes: each side of a cut can take it. Where that matters, lock in a store that has a quorum.',
  },
  sources: ['OTP kernel, global:set_lock/3 https://www.erlang.org/doc/apps/kernel/global.html'],
  holds: 'locks of `global` have a requester of their own',
  check(program) {
    const hits: Hit[] = []
    const examined: Site<Call>[] = []
    for (const name of ['trans', 'set_lock']) {
      for (const site of program.callsOf('global', name)) {
        const [id, , third] = site.expr.args
        const nodes = name === 'trans' ? third : site.expr.args[1]
        if (!id) continue
        examined.push(site)
        const requester = requesterOf(program, { expr: id, frame: site.frame })
        if (requester && isConstant(program, requester)) hits.push(judge(program, site, requester, nodes))
      }
    }
    return { hits, examined }
  },
})

/** The second element of the lock's id, wherever the tuple is written; null where it cannot be found for certain. */
function requesterOf(program: Program, id: Site): Site | null {
  const all = origins(program, id)
  const [origin] = all
  if (!origin || all.length > 1 || origin.expr.kind !== 'tuple') return null
  const second = origin.expr.items[1]
  return second && origin.expr.items.length === 2 ? { expr: second, frame: origin.frame } : null
}

/** True only where every part is a literal: a parameter may carry anything, and then nothing is said. */
function isConstant(program: Program, requester: Site): boolean {
  const all = origins(program, requester)
  return all.length > 0 && all.every(({ expr }) => literal(expr))
}

function literal(expr: Expr): boolean {
  let constant = true
  visit(expr, (inner) => {
    if (inner.kind === 'call' && distinct.has(`${inner.module}:${inner.name}`)) constant = false
    if (!['atom', 'integer', 'text', 'tuple', 'list'].includes(inner.kind)) constant = false
    if (inner.kind === 'text' && inner.value === null) constant = false
  })
  return constant
}

function judge(program: Program, site: Site<Call>, requester: Site, nodes: Expr | undefined): Hit {
  const reasons: Reason[] = [
    { name: 'shape', text: 'The lock’s requester is a constant.' },
    { name: 'followed', text: 'It is the same for every caller.', site: requester },
  ]
  const local =
    nodes?.kind === 'list' &&
    nodes.items.length > 0 &&
    nodes.items.every((item) => isOwnNode(program, { expr: item, frame: site.frame }))
  if (!local) reasons.push({ name: 'remote-by-construction', text: 'The lock is taken on several nodes.' })
  if (local && callbackOf(program, site.frame))
    reasons.push({ name: 'single-owner', text: 'One server asks for it, on its own node.' })
  return { site, reasons: [...reasons, ...placeReasons(site.frame)] }
}
