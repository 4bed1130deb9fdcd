import type { Program, Site } from '../../../source/program/program.ts'
import { runsIn, transactionOf } from '../../../source/program/stores/index.ts'
import { checkThenAct } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'
import { type NotFound, notFound } from './looked-up.ts'
import { careless } from './started.ts'

export default defineRule({
  id: 'race-check-then-start',
  family: 'races',
  severity: 'important',
  title: 'Two may both find no process and both start one',
  problem:
    'A process is looked for by name and started where there is none; whoever comes second is not expected.',
  failureScenario: [
    'Two callers look the name up and find nobody.',
    'Each starts a process.',
    'The second is refused the name: its caller crashes, or its process goes on without being found.',
  ],
  impact:
    'Requests fail under load in the moment of the first use, or a second process does the same work unseen.',
  guardsLookedFor: [
    'an answer for already_started',
    'a lock around both steps',
    'one process that looks and starts',
  ],
  fix: {
    summary: 'Start first, under a name, and take already_started for success.',
    elixir:
      'case DynamicSupervisor.start_child(supervisor, {Worker, id}) do\n  {:ok, pid} -> {:ok, pid}\n  {:error, {:already_started, pid}} -> {:ok, pid}\n  other -> other\nend',
    erlang:
      'case gen_server:start_link({local, Name}, my_worker, Args, []) of\n    {ok, Pid} -> {ok, Pid};\n    {error, {already_started, Pid}} -> {ok, Pid};\n    Other -> Other\nend',
    residualRisk:
      'An eventually consistent registry lets both sides of a cut start one: see registry-eventual-singleton.',
  },
  sources: [
    'Elixir, GenServer, name registration https://hexdocs.pm/elixir/GenServer.html',
    'OTP erts, register/2 https://www.erlang.org/doc/apps/erts/erlang.html',
    'OTP kernel, global:register_name/2 https://www.erlang.org/doc/apps/kernel/global.html',
  ],
  holds: 'processes that are started when none is found have an answer for whoever comes second',
  check(program) {
    const hits = new Map<Site['expr'], Hit>()
    const examined = new Map<Site['expr'], Site>()
    for (const none of notFound(program)) {
      examined.set(none.lookup.expr, none.lookup)
      const hit = judge(program, none)
      if (hit && !hits.has(hit.site.expr)) hits.set(hit.site.expr, hit)
    }
    return { hits: [...hits.values()], examined: [...examined.values()] }
  },
})

function judge(program: Program, { lookup, shared, clause }: NotFound): Hit | null {
  const { frame } = lookup
  const step = careless(program, clause, frame)
  if (!step) return null
  const site: Site = { expr: step.expr, frame }
  // One process of one node looks and starts; a name of all nodes has one such process on each.
  if (!shared && runsIn(program, site).kind !== 'caller') return null
  if (transactionOf(program, site)?.all) return null
  // What begins an application or a supervisor's child is called once.
  if (frame.fn && /^(start|init|boot|setup|prep_start)(_link)?$/.test(frame.fn.name)) return null
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: `Started where \`${lookup.expr.module}:${lookup.expr.name}\` finds none.`,
      site: lookup,
    },
    { name: 'followed', text: `${step.what[0]?.toUpperCase()}${step.what.slice(1)}.` },
    {
      name: 'many-writers',
      text: shared ? 'Every node may do it.' : 'It runs in whatever process calls it.',
    },
  ]
  const trace = checkThenAct({ callers: 2, act: 'start', guard: 'none' })
  return {
    site,
    severity: severityAt(frame, 'important'),
    reasons: [...reasons, ...placeReasons(frame)],
    ...(trace.answer === 'broken' ? { witness: trace } : {}),
  }
}
