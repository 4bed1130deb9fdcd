import type { Call, Expr } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { facet } from '../../../source/program/facet.ts'
import { ancestorsOf, type Program, type Site } from '../../../source/program/program.ts'
import { origins } from '../../../source/program/values.ts'
import { isClause } from '../../../source/walk.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { visibleNodes } from '../../visible-nodes.ts'
import { servicePlace } from '../commands.ts'
import { millisecondsOf } from '../limits.ts'
import { type RemoteCall, remoteCalls, targetsOwnNode } from '../remote-call.ts'
import { waiterOf } from '../waiters.ts'
import { endedTasks } from './ended-tasks.ts'

export default defineRule({
  id: 'async-stream-nodes',
  family: 'remote-calls',
  severity: 'important',
  title: 'One slow node ends the whole stream of tasks',
  problem:
    'Tasks ask other nodes, and a task that takes longer than the limit ends the caller, since `on_timeout: :kill_task` is not set. The other tasks die with it.',
  failureScenario: [
    'Each of several nodes is asked in a task of its own.',
    'One node does not answer within the limit of the stream.',
    'The caller exits, and with it the tasks of the nodes that would have answered.',
  ],
  impact: 'A failure of one node becomes a failure of the whole operation, and of the process that asked.',
  guardsLookedFor: [
    '`on_timeout: :kill_task`',
    'a limit of the remote call itself that is below the one of the stream',
    'commands',
  ],
  fix: {
    summary:
      'Let a late task be ended alone, and look at each result: they come in order, so they may be paired with the nodes.',
    elixir:
      'nodes\n|> Task.async_stream(&probe/1, timeout: 2_000, on_timeout: :kill_task, max_concurrency: 16)\n|> Enum.zip(nodes)\n|> Enum.map(fn\n  {{:ok, answer}, node} -> {node, {:ok, answer}}\n  {{:exit, reason}, node} -> {node, {:error, reason}}\nend)',
    erlang:
      "Late = [{timeout, 2000}, {on_timeout, kill_task}],\n'Elixir.Enum':to_list('Elixir.Task':async_stream(Nodes, fun probe/1, Late))",
    residualRisk: 'What a killed task asked for may still be done on the other node.',
  },
  sources: [
    'Elixir, Task.async_stream/3 https://hexdocs.pm/elixir/Task.html#async_stream/3',
    'Elixir, Task.await_many/2 https://hexdocs.pm/elixir/Task.html#await_many/2',
  ],
  holds: 'a slow node ends its own task only',
  check(program) {
    const examined = streams.flatMap(([module, name]) => program.callsOf(module, name))
    const hits: Hit[] = []
    for (const site of examined) {
      const hit = judge(program, site)
      if (hit) hits.push(hit)
    }
    return { hits, examined }
  },
})

const streams = [
  ['Task', 'async_stream'],
  ['Task.Supervisor', 'async_stream'],
  ['Task.Supervisor', 'async_stream_nolink'],
  ['Task', 'await_many'],
  // Called from Erlang.
  ['Elixir.Task', 'async_stream'],
  ['Elixir.Task', 'await_many'],
] as const

/** Sources: Elixir, Task: both limits are 5 s by default. */
const defaultLimit = 5000

function judge(program: Program, site: Site<Call>): Hit | null {
  const { expr, frame } = site
  const options = optionsOf(program, site)
  if (options === 'unknown' || optionOf(options, 'on_timeout')) return null
  const asked = remoteWithin(program, workOf(program, site))
  if (!asked || targetsOwnNode(program, asked)) return null
  const limit = expr.name === 'await_many' ? expr.args[1] : optionOf(options, 'timeout')
  const isEndless = limit?.kind === 'atom' && limit.name === 'infinity'
  const outer = limit ? millisecondsOf(program, limit, frame) : defaultLimit
  const inner = asked.limit && millisecondsOf(program, asked.limit, asked.site.frame)
  // The call gives up first: the stream sees an answer of every node.
  if (inner && (isEndless || (outer !== null && inner < outer))) return null
  const call = `${asked.site.expr.module}:${asked.site.expr.name}`
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: isEndless
        ? 'Tasks are awaited without limit: the slowest node decides.'
        : `A task over ${outer ?? 'its limit of'}${outer ? ' ms' : ''} ends the caller: \`on_timeout\` is not set.`,
    },
    {
      name: 'remote-by-construction',
      text: `Each task waits for another node by \`${call}\`.`,
      site: asked.site,
    },
  ]
  const [list] = expr.args
  if (list && expr.name !== 'await_many' && visibleNodes(program, { expr: list, frame }))
    reasons.push({ name: 'followed', text: 'The list is that of the visible nodes.' })
  const waiter = waiterOf(program, site)
  if (waiter.kind === 'server' || waiter.kind === 'start')
    reasons.push({ name: 'server-callback', text: `\`${waiter.by}\` is ended by it.` })
  const mend = isEndless ? undefined : endedTasks(site)
  return { site, ...(mend ? { mend } : {}), reasons: [...reasons, ...servicePlace(program, frame)] }
}

/** The option list of a stream; `[]` where none is given, 'unknown' where it is computed. */
function optionsOf(program: Program, { expr, frame }: Site<Call>): readonly Expr[] | 'unknown' {
  if (expr.name === 'await_many') return []
  const last = expr.args.at(-1)
  const [origin, another] = last ? origins(program, { expr: last, frame }) : []
  if (origin && !another && origin.expr.kind === 'list') return origin.expr.items
  return origin?.expr.kind === 'fun' || origin?.expr.kind === 'funref' ? [] : 'unknown'
}

function optionOf(options: readonly Expr[], name: string): Expr | null {
  for (const item of options)
    if (item.kind === 'tuple' && item.items[0]?.kind === 'atom' && item.items[0].name === name)
      return item.items[1] ?? null
  return null
}

/** What the tasks run: the funs of a stream, or of the `Task.async` calls whose results are awaited. */
function workOf(program: Program, { expr, frame }: Site<Call>): readonly Site[] {
  if (expr.name !== 'await_many')
    return expr.args.slice(1).flatMap((arg) => origins(program, { expr: arg, frame }))
  const [tasks] = expr.args
  return tasks ? origins(program, { expr: tasks, frame }) : []
}

const byStart = facet((program) => remoteCalls(program))

/** A remote call within these expressions, or in a function of the program that they name. */
function remoteWithin(program: Program, work: readonly Site[]): RemoteCall | null {
  const calls = byStart(program)
  for (const { expr, frame } of work) {
    const inside = calls.find(
      ({ site }) =>
        site.frame.clause === frame.clause && expr.start <= site.expr.start && site.expr.end <= expr.end,
    )
    if (inside) return inside
    for (const site of sitesWithin(program, { expr, frame })) {
      for (const target of callGraph(program).targetsOf(site)) {
        if (!target.certain) continue
        const there = calls.find(
          ({ site: { frame: at } }) => at.fn === target.fn && at.module === target.module,
        )
        if (there) return there
      }
    }
  }
  return null
}

/** Calls and fun references within an expression of a function. */
function sitesWithin(program: Program, { expr, frame }: Site): Site[] {
  if (!frame.module || !frame.fn) return []
  return callGraph(program)
    .sitesIn({ file: frame.file, module: frame.module, fn: frame.fn })
    .filter(
      (site) =>
        site.frame.clause === frame.clause &&
        expr.start <= site.expr.start &&
        site.expr.end <= expr.end &&
        !ancestorsOf(site).every(isClause),
    )
}
