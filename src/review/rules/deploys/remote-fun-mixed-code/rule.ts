import type { Call, Expr } from '../../../source/form.ts'
import { isRemote, runnerIn } from '../../../source/program/calls/callees.ts'
import { runnerNames } from '../../../source/program/calls/runners.ts'
import { clusterEvidence } from '../../../source/program/deployment/index.ts'
import { receiverOf } from '../../../source/program/processes/messages/receiver.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { byName } from './by-name.ts'
import { onlyPings } from './ping.ts'

/** Queries of ra that run where the leader is. */
const queries = ['leader_query', 'consistent_query'] as const

export default defineRule({
  id: 'remote-fun-mixed-code',
  family: 'deploys',
  severity: 'important',
  title: 'A local fun is run on another node',
  problem:
    'A fun that is written in place is a module and a hash of its code. A node with another build of the module does not have it.',
  failureScenario: [
    'A deploy replaces the nodes one after the other; the module of the fun has changed.',
    'A new node hands its fun to an old one, or the other way round.',
    'The other node raises `badfun` or `undef`.',
  ],
  impact: 'Calls between nodes fail for as long as two builds run, which is each deploy.',
  guardsLookedFor: ['an external fun or module, function and arguments', 'the own node as the target'],
  fix: {
    summary: 'Name an exported function: module, function and arguments are looked up on the other node.',
    elixir: 'Task.Supervisor.async({MyApp.Tasks, node}, MyApp.Stats, :collect, [since])',
    erlang: 'erpc:call(Node, my_stats, collect, [Since], 5000)',
    residualRisk: 'The function must exist in both builds, with the same meaning: keep it for one release.',
  },
  sources: [
    'Erlang reference manual, fun expressions https://www.erlang.org/doc/system/expressions.html#fun-expressions',
    'OTP kernel, erpc https://www.erlang.org/doc/apps/kernel/erpc.html',
    'ra 3.0 release notes: no anonymous functions in remote queries',
  ],
  holds: 'code on other nodes is called by name',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { site, fun } of handedOver(program)) {
      examined.push(site)
      const local = localFun(program, { expr: fun, frame: site.frame })
      if (local && !onlyPings(site, local)) hits.push(judge(program, site, local))
    }
    return { hits, examined }
  },
})

interface HandedOver {
  readonly site: Site<Call>
  readonly fun: Expr
}

function* handedOver(program: Program): Iterable<HandedOver> {
  for (const key of runnerNames) {
    const colon = key.lastIndexOf(':')
    for (const site of program.callsOf(key.slice(0, colon), key.slice(colon + 1))) {
      const runner = runnerIn(site.expr)
      const fun = runner?.fun == null ? undefined : site.expr.args[runner.fun]
      if (!runner || !fun) continue
      const far =
        site.expr.module === 'Agent'
          ? isFarServer(program, site)
          : isRemote(site.expr, runner) && !isHere(program, site, runner.node)
      if (far) yield { site, fun }
    }
  }
  for (const name of queries) {
    for (const site of program.callsOf('ra', name)) {
      const fun = site.expr.args[1]
      if (fun) yield { site, fun }
    }
  }
}

/** The own node, by value. */
function isHere(program: Program, { expr, frame }: Site<Call>, at: number | null): boolean {
  const target = expr.args[at ?? 0]
  if (!target) return true
  if (at === null) return !isFarServer(program, { expr, frame })
  return origins(program, { expr: target, frame }).every(
    ({ expr: from }) =>
      from.kind === 'call' && from.module === 'erlang' && from.name === 'node' && from.args.length === 0,
  )
}

/** The process is named together with a node. */
function isFarServer(program: Program, { expr, frame }: Site<Call>): boolean {
  const [server] = expr.args
  return server !== undefined && receiverOf(program, { expr: server, frame }).remote === 'yes'
}

/** A fun that is written in place, or a reference without a module; null for names and for what is not in reach. */
function localFun(program: Program, site: Site): Site | null {
  for (const origin of origins(program, site)) {
    const { expr, frame } = origin
    if (expr.kind === 'fun') return origin
    if (expr.kind !== 'funref' || expr.target) continue
    const written = frame.file.text.slice(expr.start, expr.end)
    if (!/[.:?]/.test(written)) return origin
  }
  return null
}

function judge(program: Program, site: Site<Call>, fun: Site): Hit {
  const [cluster] = clusterEvidence(program)
  const reasons: Reason[] = [
    { name: 'shape', text: 'The fun is written in place, not named.', site: fun },
    { name: 'remote-by-construction', text: 'It runs on another node by what the call is.' },
    ...(cluster ? [{ name: 'clustered' as const, text: `More than one node runs: ${cluster.reason}.` }] : []),
    ...placeReasons(site.frame),
  ]
  const mend = byName(program, site, fun)
  return { site, reasons, ...(mend ? { mend } : {}) }
}
