import type { Call, Clause, Expr } from '../../../source/form.ts'
import { runnerAround } from '../../../source/program/calls/around.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { definitionAt } from '../../../source/program/calls/modules.ts'
import { facet } from '../../../source/program/facet.ts'
import { type Send, sends } from '../../../source/program/processes/messages/sends.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { results, visitClause } from '../../../source/walk.ts'
import { timeoutInversion } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { millisecondsOf } from '../limits.ts'
import { remoteCalls } from '../remote-call.ts'
import { shortened } from './shortened.ts'

export default defineRule({
  id: 'timeout-inversion',
  family: 'remote-calls',
  severity: 'important',
  title: 'A server waits longer than its callers do',
  problem:
    'A callback that answers a call waits at least as long as the caller waits for the answer. The caller gives up first, and the work goes on for nobody.',
  failureScenario: [
    'The caller waits for the server, and the server for something slow.',
    'The caller gives up first and asks again.',
    'The second request waits behind the first, whose answer nobody takes.',
  ],
  impact: 'Work is done twice or for nobody, and the queue behind it grows.',
  guardsLookedFor: [
    'callers that wait without limit or longer',
    'a reply that is given later',
    'a process of its own',
  ],
  fix: {
    summary: 'Keep the inner limit below the outer one, or reply later.',
    elixir: 'answer = :erpc.call(state.peer, Storage, :get, [key], 3_000)\n{:reply, answer, state}',
    erlang: 'Answer = erpc:call(Peer, storage, get, [Key], 3000),\n{reply, Answer, State}',
    residualRisk: 'Several inner waits, one after the other, add up.',
  },
  sources: ['OTP stdlib, gen_server:call/3 https://www.erlang.org/doc/apps/stdlib/gen_server.html'],
  holds: 'servers wait for less time than their callers',
  check(program) {
    const hits: Hit[] = []
    const outer = outerLimits(program)
    const examined: Site[] = []
    for (const wait of waits(program)) {
      for (const { frame, clause } of around(program, wait.site, outer)) {
        const call = outer.get(clause)
        if (!call || frame.module === null) continue
        examined.push(wait.site)
        const hit = judge(wait, call)
        if (hit) hits.push(hit)
        break
      }
    }
    return { hits, examined }
  },
})

interface Wait {
  readonly site: Site<Call>
  /** The limit as it is written; null where it is the usual one. */
  readonly limit: Site | null
  readonly ms: number
  readonly remote: boolean
}

interface Outer {
  readonly ms: number
  readonly site: Site<Call>
}

/** The longest that any caller waits, by the clause that answers it; only where every caller's limit is known. */
const outerLimits = facet((program): ReadonlyMap<Clause, Outer> => {
  const found = new Map<Clause, Outer | null>()
  for (const send of sends(program)) {
    if (send.entry !== 'call') continue
    for (const { clause } of send.handlers) {
      const before = found.get(clause)
      if (before === null) continue
      const ms = limitOf(send)
      found.set(clause, ms === null ? null : before && before.ms >= ms ? before : { ms, site: send.site })
    }
  }
  const known = new Map<Clause, Outer>()
  for (const [clause, outer] of found) if (outer && !repliesLater(clause)) known.set(clause, outer)
  return known
})

function limitOf({ limit, certain }: Send): number | null {
  const ms = limit?.milliseconds ?? null
  return certain && typeof ms === 'number' ? ms : null
}

/** The clause leaves the answer for later, or hands the work to somebody else. */
function repliesLater(clause: Clause): boolean {
  return results(clause.body).some(
    (result) =>
      result.kind === 'tuple' && result.items[0]?.kind === 'atom' && result.items[0].name === 'noreply',
  )
}

/** Waits with a limit that the code spells out. */
function waits(program: Program): Wait[] {
  const found: Wait[] = []
  for (const { site, limit } of remoteCalls(program)) {
    const ms = limit && millisecondsOf(program, limit, site.frame)
    if (ms) found.push({ site, limit: { expr: limit, frame: site.frame }, ms, remote: true })
  }
  for (const send of sends(program)) {
    // Its own limit is written: a default beside a default is how calls are made.
    if (send.entry !== 'call' || (send.limit?.site === null && send.receiver.remote !== 'yes')) continue
    const ms = send.limit?.milliseconds
    if (typeof ms === 'number')
      found.push({
        site: send.site,
        limit: send.limit?.site ?? null,
        ms,
        remote: send.receiver.remote === 'yes',
      })
  }
  for (const [module, name, option] of clients) {
    for (const site of program.callsOf(module, name)) {
      const limit = site.expr.args.map((arg) => optionOf(arg, option)).find((value) => value !== null)
      const ms = limit && millisecondsOf(program, limit, site.frame)
      if (ms) found.push({ site, limit: { expr: limit, frame: site.frame }, ms, remote: true })
    }
  }
  return found
}

/** HTTP clients and the option that says how long they wait for an answer. Sources: their documentation. */
const clients = [
  ['HTTPoison', 'get', 'recv_timeout'],
  ['HTTPoison', 'post', 'recv_timeout'],
  ['HTTPoison', 'request', 'recv_timeout'],
  ['hackney', 'request', 'recv_timeout'],
  ['Req', 'get', 'receive_timeout'],
  ['Req', 'post', 'receive_timeout'],
  ['Req', 'request', 'receive_timeout'],
  ['Finch', 'request', 'receive_timeout'],
  ['httpc', 'request', 'timeout'],
] as const

function optionOf(arg: Expr, name: string): Expr | null {
  if (arg.kind !== 'list') return null
  for (const item of arg.items)
    if (item.kind === 'tuple' && item.items[0]?.kind === 'atom' && item.items[0].name === name)
      return item.items[1] ?? null
  return null
}

interface Around {
  readonly frame: Frame
  readonly clause: Clause
}

/** The clauses that answer a call and wait for `site`: around it, or up to two callers away in the same module. */
function around(program: Program, site: Site, outer: ReadonlyMap<Clause, Outer>): Around[] {
  if (runnerAround(program, site)) return []
  const here = answering(site, outer)
  if (here) return [here]
  const definition = definitionAt(site.frame)
  if (!definition) return []
  const found: Around[] = []
  for (const caller of callGraph(program).callersOf(definition, 2)) {
    if (!caller.certain || caller.remote || caller.site.frame.module !== site.frame.module) continue
    if (runnerAround(program, caller.site)) continue
    const there = answering(caller.site, outer)
    if (there) found.push(there)
  }
  return found
}

/** The innermost clause around a site that answers a call. */
function answering({ expr, frame }: Site, outer: ReadonlyMap<Clause, Outer>): Around | null {
  if (outer.has(frame.clause)) return { frame, clause: frame.clause }
  let found: Around | null = null
  visitClause(frame.clause, (inner) => {
    if (inner.kind !== 'branch' && inner.kind !== 'receive') return
    for (const clause of inner.clauses)
      if (clause.start <= expr.start && expr.end <= clause.end && outer.has(clause)) found = { frame, clause }
  })
  return found
}

function judge({ site, limit, ms, remote }: Wait, outer: Outer): Hit | null {
  // Equal limits: the inner wait begins later and ends later. On one node that is how calls are made.
  if (remote ? ms < outer.ms : ms <= outer.ms) return null
  const trace = timeoutInversion({ outerMs: outer.ms, innerMs: ms })
  if (trace.answer !== 'broken') return null
  const mend = shortened(limit, outer.ms)
  return {
    site,
    ...(mend ? { mend } : {}),
    witness: trace,
    reasons: [
      { name: 'shape', text: `A callback that answers a call waits up to ${ms} ms.` },
      { name: 'followed', text: `Its callers wait ${outer.ms} ms at most.`, site: outer.site },
      { name: 'computed-witness', text: `${ms} is not below ${outer.ms}: the caller gives up first.` },
      ...placeReasons(site.frame),
    ],
    problem: `The server waits up to ${ms} ms here, and its callers wait ${outer.ms} ms. They give up first, and the work goes on for nobody.`,
  }
}
