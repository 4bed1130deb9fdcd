import type { Call } from '../../../source/form.ts'
import { sends } from '../../../source/program/processes/messages/sends.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { isClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { fateOf } from '../fate.ts'
import { isInfinite, remoteCalls, targetsOwnNode } from '../remote-call.ts'
import { waiterOf } from '../waiters.ts'

export default defineRule({
  id: 'init-cluster-call',
  family: 'remote-calls',
  severity: 'important',
  title: 'Start-up depends on other nodes',
  problem:
    'The start of a server or application asks another node, and fails where that does not answer. Its supervisor starts it again, and gives up after a few times.',
  failureScenario: [
    'All nodes start at the same time, after an outage.',
    'The start on each asks a node that has not come up yet, and fails.',
    'The supervisors reach their limit of restarts, and the applications end.',
  ],
  impact: 'A node cannot start while another is down, and a full restart may not come up at all.',
  guardsLookedFor: [
    'a failure that starts the server without the answer',
    'a timer that asks again',
    'calls without limit, which are reported as such',
  ],
  fix: {
    summary:
      'Start empty and not ready, ask from a timer with a limit, and say "not ready" until it is done.',
    elixir:
      'case :rpc.call(state.peer, Storage, :dump, [], 2_000) do\n  {:badrpc, _reason} ->\n    Process.send_after(self(), :sync, 1_000)\n    {:noreply, state}\n\n  table ->\n    {:noreply, %{state | table: table}}\nend',
    erlang:
      'case rpc:call(Peer, storage, dump, [], 2000) of\n    {badrpc, _} -> erlang:send_after(1000, self(), sync), {noreply, State};\n    Table -> {noreply, State#{table => Table}}\nend',
    residualRisk: 'Until the answer comes the server has to say that it has none.',
  },
  sources: [
    'OTP stdlib, gen_server:init/1 https://www.erlang.org/doc/apps/stdlib/gen_server.html',
    'OTP stdlib, supervisor https://www.erlang.org/doc/apps/stdlib/supervisor.html: a start waits for its children',
  ],
  holds: 'start-up goes on without the other nodes',
  check(program) {
    const hits: Hit[] = []
    const asked = asking(program)
    for (const site of asked) {
      const hit = judge(program, site)
      if (hit) hits.push(hit)
    }
    return { hits, examined: asked }
  },
})

/** Calls of other nodes that end by themselves; those without limit are `rpc-no-timeout`. */
function asking(program: Program): Site<Call>[] {
  const found: Site<Call>[] = []
  const seen = new Set<Call>()
  for (const call of remoteCalls(program)) {
    const { site, limit, kind } = call
    seen.add(site.expr)
    if (limit === null || isInfinite(program, limit, site.frame) || kind === 'lock' || kind === 'multicall')
      continue
    if (!targetsOwnNode(program, call)) found.push(site)
  }
  for (const { site, entry, receiver, limit, nodes } of sends(program)) {
    if (entry !== 'call' || nodes || receiver.remote !== 'yes' || seen.has(site.expr)) continue
    if (typeof limit?.milliseconds === 'number') found.push(site)
  }
  return found
}

function judge(program: Program, site: Site<Call>): Hit | null {
  const waiter = waiterOf(program, site)
  if (waiter.kind !== 'start' || waiter.depth > 2) return null
  if (!endsCaller(program, site)) return null
  const { expr } = site
  const name = `${expr.module}:${expr.name}/${expr.args.length}`
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: `\`${waiter.by}\` asks another node, and nothing here goes on without the answer.`,
    },
    { name: 'remote-by-construction', text: `\`${name}\` waits for another node by what it is.` },
    { name: 'server-callback', text: 'The supervisor waits for the start, and ends after a few failures.' },
  ]
  return { site, reasons: [...reasons, ...placeReasons(site.frame)] }
}

/** A failure of the call ends the start: it is raised and not caught, or matched so that it crashes. */
function endsCaller(program: Program, site: Site<Call>): boolean {
  const above = ancestorsOf(site)
  for (const at of above) {
    if (isClause(at)) continue
    if (at.kind === 'try') return false
    if (at.kind === 'call' && at.module === 'erlang' && at.name === 'catch') return false
  }
  if (site.expr.module !== 'rpc') return !isCaught(site)
  const match = above.at(-1)
  if (match && !isClause(match) && match.kind === 'match' && match.pattern.kind !== 'var') return true
  return fateOf(program, site).kind === 'data'
}

/** Elixir's `rescue` and `catch` of the function itself stand around its whole body; Erlang's `catch Expr` is a form of its own. */
function isCaught(site: Site): boolean {
  const text = site.frame.file.text.slice(Math.max(0, site.expr.start - 12), site.expr.start)
  return /\bcatch\s*$/.test(text)
}
