import type { Call } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { definitionAt } from '../../../source/program/calls/modules.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { callbackOf } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { servicePlace } from '../commands.ts'
import { fateOf, fateOfResults } from '../fate.ts'
import { remoteCalls, targetsOwnNode } from '../remote-call.ts'

export default defineRule({
  id: 'rpc-error-as-value',
  family: 'remote-calls',
  severity: 'important',
  title: 'A failed remote call is taken for data',
  problem:
    '`rpc:call` returns `{badrpc, Reason}` as a value when the node is down, the function crashes or the time runs out. Nothing here tells it from a result.',
  failureScenario: [
    'The remote node goes down.',
    'The call returns `{badrpc, nodedown}`.',
    'The code goes on with that tuple as if it were the result.',
  ],
  impact:
    'A crash far from its cause, or an error tuple among the data: in a list, a choice of the newest value, a file.',
  guardsLookedFor: [
    'a clause for `{badrpc, _}`',
    'a match that crashes on purpose',
    'a branch that treats everything else as a failure',
    'callers that handle it',
  ],
  fix: {
    summary: 'Name the error next to the call, and hand on a tagged result.',
    elixir:
      'case :rpc.call(node, Storage, :get, [key], 2_000) do\n  {:badrpc, reason} -> {:error, {node, reason}}\n  value -> {:ok, value}\nend',
    erlang:
      'case rpc:call(Node, storage, get, [Key], 2000) of\n    {badrpc, Reason} -> {error, {Node, Reason}};\n    Value -> {ok, Value}\nend',
    residualRisk: 'After `{badrpc, timeout}` the function may still run to its end.',
  },
  sources: ['OTP kernel, rpc https://www.erlang.org/doc/apps/kernel/rpc.html'],
  holds: 'results of remote calls are told from errors',
  check(program) {
    const hits: Hit[] = []
    const examined = asked(program)
    const folds = new Set<unknown>()
    for (const site of examined) {
      const hit = judge(program, site)
      if (!hit) continue
      // One fold lacks the clause for all the calls whose results it is given.
      const [lacking] = hit.also ?? []
      if (lacking && folds.has(lacking.expr)) continue
      if (lacking) folds.add(lacking.expr)
      hits.push(hit)
    }
    return { hits, examined }
  },
})

const returnsErrors = new Set(['rpc:call', 'rpc:block_call', 'rpc:multicall'])

/** Calls of other nodes that answer with `{badrpc, _}` as a value; `rpc:yield` takes such an answer later. */
function asked(program: Program): Site<Call>[] {
  const calls = remoteCalls(program).filter(
    (call) =>
      returnsErrors.has(`${call.site.expr.module}:${call.site.expr.name}`) && !targetsOwnNode(program, call),
  )
  return [...calls.map(({ site }) => site), ...program.callsOf('rpc', 'yield')]
}

function judge(program: Program, site: Site<Call>): Hit | null {
  const { frame } = site
  const fate = site.expr.name === 'multicall' ? fateOfResults(program, site) : fateOf(program, site)
  const reasons: Reason[] = [
    { name: 'shape', text: `The result of \`rpc:${site.expr.name}\` has no clause for \`{badrpc, _}\`.` },
    { name: 'remote-by-construction', text: 'It waits for another node by what it is.' },
  ]
  if (fate.kind === 'data') {
    reasons.push({
      name: 'followed',
      text: `The result is used ${fate.how}.`,
      site: { expr: fate.at, frame },
    })
    if (callbackOf(program, frame))
      reasons.push({ name: 'server-callback', text: 'A crash here ends a server.' })
    return {
      site,
      ...(fate.ends ? ended(site, fate.how) : {}),
      ...(fate.lacking ? { also: [fate.lacking], ...lost(site) } : {}),
      reasons: [...reasons, ...placeOf(program, site)],
    }
  }
  if (fate.kind !== 'returned' || !frame.module || !frame.fn) return null
  // A thin wrapper: its callers decide. Without a caller in reach that uses the result, nothing can be said.
  for (const caller of program.callersOf(frame.module.name, frame.fn)) {
    const there = fateOf(program, caller)
    if (there.kind !== 'data') continue
    reasons.push({
      name: 'followed',
      text: `\`${frame.fn.name}/${frame.fn.arity}\` hands it on as it is, and here it is used ${there.how}.`,
      site: caller,
    })
    return { site: caller, also: [site], reasons: [...reasons, ...servicePlace(program, caller.frame)] }
  }
  return null
}

/** servicePlace, or why a person asks: an exported function without a caller that looks into a process of another node. */
function placeOf(program: Program, site: Site<Call>): Reason[] {
  const { frame } = site
  const place = servicePlace(program, frame)
  const definition = definitionAt(frame)
  if (place.length > 0 || !definition?.fn.exported || !inspects(site)) return place
  if (callbackOf(program, frame) || callGraph(program).callersOf(definition, 1).length > 0) return place
  return [
    {
      name: 'not-the-service',
      text: `\`${definition.fn.name}/${definition.fn.arity}\` looks into a process, and nothing in the program calls it: a person waits for it.`,
    },
  ]
}

/** What is run there shows the inside of a process, as one does by hand. */
function inspects({ expr: { args } }: Site<Call>): boolean {
  const [, module, name] = args
  if (module?.kind !== 'atom' || name?.kind !== 'atom') return false
  return /^(erlang:(process_info|process_display)|Process:info|sys:get_(state|status)|recon:\w+)$/.test(
    `${module.name}:${name.name}`,
  )
}

/** The words for a function that is given what it has no clause for: nothing goes on with the error, its caller ends. */
function ended({ expr }: Site<Call>, how: string): Pick<Hit, 'problem' | 'failureScenario'> {
  return {
    problem: `The result of \`rpc:${expr.name}\` is taken ${how}. A node that is down makes \`{badrpc, nodedown}\` of it, and the caller ends with \`function_clause\`, in a place that says nothing of the node.`,
    failureScenario: [
      'The link to the node is lost.',
      'The call answers `{badrpc, nodedown}`, and no clause takes it.',
      'The caller ends, with what it was doing half done.',
    ],
  }
}

/** The words for a fold over the answers of several nodes. */
function lost({ expr }: Site<Call>): Pick<Hit, 'problem' | 'failureScenario'> {
  return {
    problem: `The results of \`rpc:${expr.name}\` are folded by clauses for the answers that are expected. \`{badrpc, Reason}\` of one node matches none of them: the fold ends with \`function_clause\`, and what the other nodes have done already stays done.`,
    failureScenario: [
      'The function runs on each node; on one it crashes.',
      "That element of the results is `{badrpc, {'EXIT', _}}`.",
      'The fold has no clause for it and ends its caller, after the others have acted.',
    ],
  }
}
