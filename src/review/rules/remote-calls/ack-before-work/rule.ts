import type { Call, Clause, Expr } from '../../../source/form.ts'
import { runnerIn } from '../../../source/program/calls/callees.ts'
import { serverModules } from '../../../source/program/processes/servers.ts'
import { ancestorsOf, type Frame, type Program, type Site } from '../../../source/program/program.ts'
import { isClause, results, visitAll } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { effectOf } from '../effects.ts'
import { reachedFrom } from '../reached.ts'
import { acknowledgements, withoutAck } from './acknowledged.ts'

export default defineRule({
  id: 'ack-before-work',
  family: 'remote-calls',
  severity: 'important',
  title: 'A message is acknowledged before its effect is durable',
  problem:
    'A crash between the acknowledgement and the effect loses the message: the broker does not send it again.',
  failureScenario: [
    'The consumer acknowledges the message.',
    'The process, or its node, ends before the effect is done.',
    'The broker has forgotten the message; nobody does the work.',
  ],
  impact: 'At most once, where at least once was paid for.',
  guardsLookedFor: [
    'the effect before the acknowledgement',
    'a durable hand-over',
    'answers to a waiting request',
  ],
  fix: {
    summary: 'Make the effect idempotent, do it first, acknowledge then.',
    elixir: ':ok = handle(payload)\n:ok = AMQP.Basic.ack(channel, meta.delivery_tag)',
    erlang: "ok = handle(Payload),\nok = amqp_channel:cast(Channel, #'basic.ack'{delivery_tag = Tag})",
    residualRisk: 'A crash between the two brings the message twice: the effect must bear that.',
  },
  sources: [
    'RabbitMQ, consumer acknowledgements https://www.rabbitmq.com/docs/confirms',
    'Apache Kafka, message delivery semantics https://kafka.apache.org/documentation/#semantics',
    'Broadway, acknowledgers https://hexdocs.pm/broadway/Broadway.Acknowledger.html',
  ],
  holds: 'messages are acknowledged after their effect',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const site of withoutAck(program)) {
      examined.push(site)
      hits.push(
        hit(site, 'The broker is told not to wait for acknowledgements: what it has sent, it forgets.', {
          name: 'configured',
          text: '`no_ack` is true for this consumer.',
        }),
      )
    }
    for (const site of acknowledgements(program)) {
      examined.push(site)
      const after = effectAfter(program, site)
      if (after)
        hits.push(
          hit(site, `The message is acknowledged, and then comes ${after}.`, {
            name: 'by-contract',
            text: 'An acknowledged message is not sent again.',
          }),
        )
    }
    for (const { site, by } of handedOn(program)) {
      examined.push(site)
      hits.push(
        hit(site, `The message is handed to \`${by}\` and acknowledged before that is done.`, {
          name: 'by-contract',
          text: 'What the callback returns acknowledges the message.',
        }),
      )
    }
    return { hits, examined }
  },
})

function hit(site: Site, problem: string, second: Reason): Hit {
  return {
    site,
    problem,
    reasons: [{ name: 'shape', text: problem, site }, second, ...placeReasons(site.frame)],
  }
}

/** The effect that follows in the same body, with none before: work that is done, then acknowledged, is in order. */
function effectAfter(program: Program, site: Site<Call>): string | null {
  const { frame } = site
  const scope = ancestorsOf(site).findLast(isClause) ?? frame.clause
  const step = scope.body.findIndex((expr) => expr.start <= site.expr.start && site.expr.end <= expr.end)
  if (step < 0) return null
  if (effectIn(program, frame, scope.body.slice(0, step))) return null
  return effectIn(program, frame, scope.body.slice(step + 1))
}

function effectIn(program: Program, frame: Frame, body: readonly Expr[]): string | null {
  const [first] = body
  if (!first) return null
  const clause: Clause = {
    patterns: [],
    guard: null,
    body,
    start: first.start,
    end: body.at(-1)?.end ?? first.end,
  }
  for (const { site } of reachedFrom(program, { frame, clause }, 2)) {
    const effect = effectOf(program, site.expr)
    if (effect) return effect
  }
  return null
}

const spawning = new Set(['Task:start', 'Task.Supervisor:start_child', 'erlang:spawn', 'proc_lib:spawn'])

/** Consumer callbacks that return an acknowledgement and have started a process for the work. */
function* handedOn(program: Program): Iterable<{ site: Site; by: string }> {
  for (const server of serverModules(program)) {
    if (server.kind !== 'broadway') continue
    for (const fn of server.callbacks.keys()) {
      if (fn.name !== 'handle_message' && fn.name !== 'handle_batch') continue
      for (const clause of fn.clauses) yield* spawns({ ...server, fn, clause, caller: null })
    }
  }
  for (const { file, module, fn } of program.functions()) {
    if (!/^handle_message/.test(fn.name)) continue
    for (const clause of fn.clauses) {
      if (results(clause.body).some(isAcknowledged)) yield* spawns({ file, module, fn, clause, caller: null })
    }
  }
}

function spawns(frame: Frame): { site: Site; by: string }[] {
  const found: { site: Site; by: string }[] = []
  visitAll(frame.clause.body, (expr) => {
    if (expr.kind !== 'call' || !spawning.has(`${expr.module}:${expr.name}`)) return
    if (runnerIn(expr)) found.push({ site: { expr, frame }, by: `${expr.module}.${expr.name}` })
  })
  return found
}

/** `{:ok, :ack, state}`, `{:ok, :commit, state}` of brod's subscribers. */
function isAcknowledged(expr: Expr): boolean {
  if (expr.kind !== 'tuple') return false
  const [ok, ack] = expr.items
  return ok?.kind === 'atom' && ok.name === 'ok' && ack?.kind === 'atom' && /^(ack|commit)$/.test(ack.name)
}
