import type { Call, Expr } from '../../../source/form.ts'
import { keyOf } from '../../../source/key.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { runnerIn } from '../../../source/program/calls/callees.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { results } from '../../../source/walk.ts'
import { misalignedZip } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { visibleNodes } from '../../visible-nodes.ts'
import { type Results, resultsOf } from '../multi-answers.ts'
import { withoutFailed } from './without-failed.ts'

export default defineRule({
  id: 'multicall-zip-misaligned',
  family: 'remote-calls',
  severity: 'important',
  title: 'Answers of a multicall are paired with the wrong nodes',
  problem:
    'The results of `rpc:multicall` leave out nodes that are down or late. Paired with the list of nodes that were asked, each later answer goes to another node, or the zip crashes on the length.',
  failureScenario: [
    'Nodes a, b and c are asked, and a is down.',
    'The results are those of b and c, in that order.',
    'The zip gives the answer of b to a, and that of c to b.',
  ],
  impact:
    'One node that is down makes the others look like each other: wrong states, wrong decisions, or a crash.',
  guardsLookedFor: [
    '`erpc:multicall`, which answers for every node in order',
    'bad nodes that are subtracted from the list first',
    'a remote function that answers with its own node',
  ],
  fix: {
    summary: 'Use `erpc:multicall`, which has one entry for each node in order, and look at each entry.',
    elixir:
      'nodes\n|> :erpc.multicall(Storage, :status, [], 2_000)\n|> Enum.zip(nodes)\n|> Enum.map(fn\n  {{:ok, status}, node} -> {node, status}\n  {_error, node} -> {node, :unknown}\nend)',
    erlang:
      'Answers = erpc:multicall(Nodes, storage, status, [], 2000),\n[case Answer of {ok, Status} -> {Node, Status}; _ -> {Node, unknown} end\n || {Node, Answer} <- lists:zip(Nodes, Answers)]',
    residualRisk: null,
  },
  sources: [
    'OTP kernel, rpc https://www.erlang.org/doc/apps/kernel/rpc.html: multicall/5',
    'OTP kernel, erpc https://www.erlang.org/doc/apps/kernel/erpc.html: multicall/5',
  ],
  holds: 'answers are paired with the nodes that gave them',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const site of zips(program)) {
      const pair = pairOf(program, site)
      if (!pair) continue
      examined.push(site)
      const hit = judge(program, site, pair)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

/** Functions that pair two lists, with the index of the first. */
const pairing = [
  ['lists', 'zip', 0],
  ['lists', 'zipwith', 1],
  ['Enum', 'zip', 0],
  ['Enum', 'zip_with', 0],
] as const

function zips(program: Program): Site<Call>[] {
  return pairing
    .flatMap(([module, name]) => program.callsOf(module, name))
    .filter(({ expr }) => expr.args.length >= 2)
}

interface Pair {
  readonly results: Results
  readonly other: Site
}

function pairOf(program: Program, { expr, frame }: Site<Call>): Pair | null {
  const from = expr.name === 'zipwith' ? 1 : 0
  const [left, right] = expr.args.slice(from, from + 2)
  if (!left || !right) return null
  for (const [one, another] of [
    [left, right],
    [right, left],
  ] as const) {
    const results = resultsOf(program, { expr: one, frame })
    if (results) return { results, other: { expr: another, frame } }
  }
  return null
}

function judge(program: Program, site: Site<Call>, { results: answer, other }: Pair): Hit | null {
  const { call } = answer
  const target = targetOf(call.expr)
  const asked = target ? { expr: target, frame: call.frame } : null
  if (!isAskedList(program, other, asked) || answersWithNode(program, call)) return null
  const count = asked && asked.expr.kind === 'list' && !asked.expr.tail ? asked.expr.items.length : 3
  const trace = misalignedZip({ nodes: count, missing: 'dropped', down: [0] })
  const name = `${call.expr.module}:${call.expr.name}`
  const reasons: Reason[] = [
    { name: 'shape', text: `The results of \`${name}\` are paired with the list of nodes that were asked.` },
    { name: 'by-contract', text: 'Nodes that are down or late have no entry in the results.', site: call },
  ]
  if (trace.answer === 'broken')
    reasons.push({
      name: 'computed-witness',
      text: 'With the first node down, the answer of another is taken for its own.',
    })
  reasons.push(...placeReasons(site.frame))
  const mend = withoutFailed(site, answer, other)
  return {
    site,
    reasons,
    ...(mend ? { mend } : {}),
    ...(trace.answer === 'broken' ? { witness: trace } : {}),
  }
}

/** The nodes of a multi-node call as written; null where it asks all that are visible. */
function targetOf(call: Call): Expr | null {
  if (call.module === 'gen_server') return call.args.length > 2 ? (call.args[0] ?? null) : null
  const node = runnerIn(call)?.node ?? (call.args.length === 5 ? 0 : null)
  return node === null ? null : (call.args[node] ?? null)
}

/** The other list is the one that was asked: the same value, or all visible nodes where all were asked. */
function isAskedList(program: Program, other: Site, asked: Site | null): boolean {
  if (!asked) return visibleNodes(program, other) !== null
  if (keyOf(other.expr) === keyOf(asked.expr)) return true
  const keys = new Set(origins(program, asked).map(({ expr }) => keyOf(expr)))
  return origins(program, other).every(({ expr }) => keys.has(keyOf(expr)))
}

/** The remote function says which node it is: `{node(), Value}`. */
function answersWithNode(program: Program, call: Site<Call>): boolean {
  return callGraph(program)
    .targetsOf(call)
    .some(({ fn }) =>
      fn.clauses.some(({ body }) =>
        results(body).some(
          (result) =>
            result.kind === 'tuple' &&
            result.items.some(
              (item) => item.kind === 'call' && item.module === 'erlang' && item.name === 'node',
            ),
        ),
      ),
    )
}
