import type { Call, Clause, Expr } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import type { Frame, Program, Site } from '../../../source/program/program.ts'
import { ancestorsOf } from '../../../source/program/program.ts'
import { split } from '../../../source/program/words.ts'
import { isClause, visitAll } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { effectOf } from '../effects.ts'
import { reachedFrom } from '../reached.ts'
import { sharedWrite } from '../shared-store.ts'

/** Who starts a process that nobody waits for. */
const starting = [
  ['Task', 'start'],
  ['Task.Supervisor', 'start_child'],
  ['erlang', 'spawn'],
] as const
/** Work whose loss is accepted by what it is. */
const spare = new Set([
  'log',
  'logger',
  'analytic',
  'metric',
  'telemetry',
  'track',
  'cache',
  'warm',
  'debug',
  'report',
])

export default defineRule({
  id: 'fire-and-forget-task',
  family: 'remote-calls',
  severity: 'important',
  title: 'Work that must happen, in a process that nobody waits for',
  problem:
    'The process ends with its node and at every deploy. Nobody tries again, and nobody knows that it did not finish.',
  failureScenario: [
    'The row is committed, or the request answered.',
    'The node stops before the process has done its work.',
    'The work is not done, and nothing says so.',
  ],
  impact: 'Mail, payments or web hooks are missing, a few at each deploy.',
  guardsLookedFor: ['a job in the same transaction', 'a sweeper that finds what is missing'],
  fix: {
    summary: 'Insert a job in the transaction of the row, or a row of an outbox, and let a worker do it.',
    elixir:
      'Ecto.Multi.new()\n|> Ecto.Multi.insert(:order, changeset)\n|> Oban.insert(:mail, &MyApp.ReceiptWorker.new(%{order_id: &1.order.id}))\n|> MyApp.Repo.transaction()',
    erlang:
      '{atomic, ok} = mnesia:transaction(fun() ->\n    ok = mnesia:write(Order),\n    mnesia:write(#outbox{id = Order#order.id, kind = receipt})\nend)',
    residualRisk: 'A job may run twice: the effect needs an id that the other side remembers.',
  },
  sources: [
    'Elixir, `Task.Supervisor` https://hexdocs.pm/elixir/Task.Supervisor.html',
    'Microservices.io, transactional outbox https://microservices.io/patterns/data/transactional-outbox.html',
  ],
  holds: 'work that must happen is kept until it is done',
  candidate: true,
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const [module, name] of starting) {
      for (const site of program.callsOf(module, name)) {
        const work = site.expr.args.find((arg) => arg.kind === 'fun')
        if (!work || site.frame.file.pathClass !== 'service') continue
        examined.push(site)
        const hit = judge(program, site, work)
        if (hit) hits.push(hit)
      }
    }
    return { hits, examined }
  },
})

function judge(program: Program, site: Site<Call>, work: Expr): Hit | null {
  const { frame } = site
  const effect = effectIn(program, frame, work)
  const committed = effect && writeBefore(program, site)
  if (!effect || !committed) return null
  return {
    site,
    problem: `${effect} is left to a process that nobody waits for, after the row is committed. It is lost with its node and at each deploy.`,
    reasons: [
      { name: 'shape', text: 'A process is started and forgotten.', site },
      { name: 'effect', text: `What it does: ${effect}.` },
      { name: 'followed', text: 'What it belongs to is committed before.', site: committed },
      ...placeReasons(frame),
    ],
  }
}

function effectIn(program: Program, frame: Frame, work: Expr): string | null {
  const clause: Clause = { patterns: [], guard: null, body: [work], start: work.start, end: work.end }
  const reached = reachedFrom(program, { frame, clause }, 2)
  if (
    reached.some(({ site }) => split(`${site.expr.module}.${site.expr.name}`).some((word) => spare.has(word)))
  )
    return null
  for (const { site } of reached) {
    const effect = effectOf(program, site.expr)
    if (effect && !sharedWrite(program, site.expr)) return effect
  }
  return null
}

/** A write of a shared store in the same body, before the process is started. */
function writeBefore(program: Program, site: Site<Call>): Site | null {
  const scope = ancestorsOf(site).findLast(isClause) ?? site.frame.clause
  const outer = site.frame.clause
  let found: Site | null = null
  visitAll(scope === outer ? outer.body : [...outer.body], (expr) => {
    if (expr.kind !== 'call' || expr.end > site.expr.start || found) return
    const here = { expr, frame: site.frame }
    if (sharedWrite(program, expr)) found = here
    else {
      for (const target of callGraph(program).targetsOf(here)) {
        if (!target.certain) continue
        if (
          callGraph(program)
            .sitesIn(target)
            .some((inner) => sharedWrite(program, inner.expr))
        )
          found ??= here
      }
    }
  })
  return found
}
