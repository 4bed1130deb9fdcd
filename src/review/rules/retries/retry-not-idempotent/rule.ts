import type { Expr } from '../../../source/form.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { keyword } from '../../../source/program/stores/literals.ts'
import { visitAll } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { type EffectKind, effects } from '../../effects.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { severityAt } from '../../severity.ts'

export default defineRule({
  id: 'retry-not-idempotent',
  family: 'retries',
  severity: 'important',
  title: 'A job that is tried again does its effect again',
  problem:
    'The job is run until it succeeds, and it does something at another service that is not known by a key.',
  failureScenario: [
    'The job asks the other service, which does it.',
    'The node is stopped, or a later step fails, before the job is marked as done.',
    'The job is run again, and the other service does it again.',
  ],
  impact: 'Charges, orders or messages happen twice.',
  guardsLookedFor: ['an idempotency key in the request', 'a single attempt', 'a row that says it was done'],
  fix: {
    summary: 'Send a key that is the same for every attempt, and let the other side drop what it knows.',
    elixir:
      'def perform(%Oban.Job{args: %{"order_id" => id}}) do\n  Req.post!("https://pay.example/charges", json: %{order: id}, headers: [{"idempotency-key", "charge-#{id}"}])\n  :ok\nend',
    erlang:
      'Headers = [{"idempotency-key", "charge-" ++ Id}],\nhttpc:request(post, {"https://pay.example/charges", Headers, "application/json", Body}, [{timeout, 5000}], [])',
    residualRisk:
      'The other side keeps keys for a while only: a job that is tried again after that does it again.',
  },
  sources: [
    'Oban, Oban.Worker https://hexdocs.pm/oban/Oban.Worker.html',
    'IETF draft, The Idempotency-Key HTTP header field https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/',
  ],
  holds: 'jobs that are tried again send a key with what they ask for',
  // Whether twice does harm is for whoever knows the other service.
  candidate: true,
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    const outside = new Map<Expr, EffectKind>()
    for (const { site, kind } of effects(program))
      if (kind === 'http' || kind === 'queue') outside.set(site.expr, kind)
    if (outside.size === 0) return { hits, examined }
    for (const file of program.files) {
      for (const module of file.form.modules) {
        const use = module.uses.find((each) => /^Oban(\.Pro)?\.Worker$/.test(each.module))
        const perform = module.functions.find((fn) => fn.name === 'perform' || fn.name === 'process')
        if (!use || !perform) continue
        const attempts = use.options ? keyword(use.options, 'max_attempts') : null
        if (attempts?.kind === 'integer' && attempts.value === 1) continue
        for (const clause of perform.clauses) {
          const site = effectIn(program, clause.body, outside)
          if (!site) continue
          const at: Site = { expr: site, frame: { file, module, fn: perform, clause, caller: null } }
          examined.push(at)
          if (/idempotency|request_id|dedup/i.test(file.text)) continue
          const reasons: Reason[] = [
            { name: 'shape', text: 'A job that is tried again asks another service to change something.' },
            { name: 'effect', text: 'It cannot be taken back.' },
          ]
          hits.push({
            site: at,
            severity: severityAt(at.frame, 'important'),
            reasons: [...reasons, ...placeReasons(at.frame)],
          })
        }
      }
    }
    return { hits, examined }
  },
})

/** The call in the job that makes the effect, itself or in a helper one level down. */
function effectIn(
  program: Program,
  body: readonly Expr[],
  outside: ReadonlyMap<Expr, EffectKind>,
): Expr | null {
  let found: Expr | null = null
  visitAll(body, (expr) => {
    if (found || expr.kind !== 'call') return
    if (outside.has(expr)) found = expr
    else if (expr.module !== null) {
      for (const { fn } of program.definitions(expr.module, expr.name, expr.args.length))
        for (const clause of fn.clauses)
          visitAll(clause.body, (inner) => {
            if (outside.has(inner)) found ??= expr
          })
    }
  })
  return found
}
