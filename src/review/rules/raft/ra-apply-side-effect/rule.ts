import type { Program, Site } from '../../../source/program/program.ts'
import { ancestorsOf, type Frame } from '../../../source/program/program.ts'
import { isClause, visitClause } from '../../../source/walk.ts'
import { repeatedEffect } from '../../../witness/index.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { type Replicated, replicated } from '../machines.ts'
import { isKept, type Reached, reached } from '../reached.ts'
import { type Effect, effectOf } from './effects.ts'

export default defineRule({
  id: 'ra-apply-side-effect',
  family: 'raft',
  severity: 'critical',
  title: 'A side effect is done where an entry is applied',
  problem:
    'Every member applies every entry, and applies it again when it replays its log, so the effect is done many times.',
  failureScenario: [
    'A command is committed.',
    'Each of the members applies it and does the effect.',
    'A member restarts, replays its log, and does it once more.',
  ],
  impact: 'One command sends several messages, mails or charges; old ones are sent again after each restart.',
  guardsLookedFor: [
    'the effect returned as `{send_msg, …}`, `{mod_call, …}` or `{aux, …}`',
    'a clause that holds on the member of the process alone',
    'logging and metrics',
  ],
  fix: {
    summary:
      'Return it as an effect: the leader alone runs it. It may still happen twice or never when the leader changes, so the receiver must know it by an id.',
    elixir:
      'def apply(%{index: index}, {:order, order}, state) do\n  {Map.put(state, order.id, order), :ok, [{:mod_call, Mailer, :confirm, [order, index]}]}\nend',
    erlang:
      'apply(#{index := Index}, {order, Id, Order}, State) ->\n    {State#{Id => Order}, ok, [{mod_call, mailer, confirm, [Order, Index]}]}.',
    residualRisk:
      'Effects may be issued twice, or never: what must happen once needs an id that the receiver remembers.',
  },
  sources: [
    'ra, state machine tutorial, Effects https://github.com/rabbitmq/ra/blob/main/docs/internals/STATE_MACHINE_TUTORIAL.md',
    'Khepri, khepri_tx: no side effects in transactions https://rabbitmq.github.io/khepri/khepri_tx.html',
  ],
  holds: 'replicated state machines return their effects',
  check(program) {
    const hits = new Map<unknown, Hit>()
    for (const call of reached(program)) {
      const effect = call.root.keptForReplay || isOwnMember(call.site) ? null : effectOf(program, call.site)
      if (effect && !hits.has(call.exit.expr)) hits.set(call.exit.expr, hitOf(call, effect))
    }
    for (const hit of messages(program)) hits.set(hit.site.expr, hit)
    const examined = replicated(program).flatMap(({ definition: { file, module, fn } }): Site[] => {
      const [clause] = fn.clauses
      const [expr] = clause?.patterns ?? []
      return clause && expr ? [{ expr, frame: { file, module, fn, clause, caller: null } }] : []
    })
    return { hits: [...hits.values()], examined }
  },
})

/** `Pid ! Message` in the clauses of the root itself. */
function messages(program: Program): Hit[] {
  const found: Hit[] = []
  for (const root of replicated(program)) {
    if (root.keptForReplay) continue
    const { file, module, fn } = root.definition
    for (const clause of fn.clauses) {
      const frame: Frame = { file, module, fn, clause, caller: null }
      visitClause(clause, (expr) => {
        if (expr.kind !== 'op' || expr.op !== '!') return
        if (root.fun && (expr.start < root.fun.start || expr.end > root.fun.end)) return
        const site = { expr, frame }
        if (isKept(site) || isOwnMember(site)) return
        found.push(hitOf({ root, site, exit: site, hops: 0 }, { what: 'sends a message', harmless: false }))
      })
    }
  }
  return found
}

/** In a clause that holds on the member of a process alone: `node(Pid) =:= node()`. */
function isOwnMember(site: Site): boolean {
  return [site.frame.clause, ...ancestorsOf(site).filter(isClause)].some(({ guard }) => {
    let own = false
    if (guard)
      visitClause(
        { patterns: [], guard: null, body: [guard], start: guard.start, end: guard.end },
        (expr) => {
          if (
            expr.kind === 'call' &&
            expr.module === 'erlang' &&
            expr.name === 'node' &&
            expr.args.length === 0
          )
            own = true
        },
      )
    return own
  })
}

function hitOf({ root, site, exit, hops }: Reached, effect: Effect): Hit {
  const { what } = effect
  // The interface of another module may serve the member's own store, which each of them keeps.
  const harmless = effect.harmless || (effect.within === true && hops > 0)
  const where = whereOf(root)
  const called = site.expr.kind === 'call' ? `\`${site.expr.module}:${site.expr.name}\`` : '`!`'
  const witness = repeatedEffect({ members: 3, restarts: true, place: 'in-apply' })
  const reasons: Reason[] = [
    { name: 'shape', text: `${called} ${what}, in code that ${where} runs.`, ...(hops > 0 ? { site } : {}) },
    { name: 'by-contract', text: 'Every member runs it for every entry, and again at replay.' },
  ]
  if (harmless)
    reasons.push({
      name: 'harmless-twice',
      text: 'It may be a table or store of the member itself, which a replay leaves as it is.',
    })
  else if (witness.answer === 'broken')
    reasons.push({ name: 'computed-witness', text: 'One entry on three members does it more than once.' })
  return {
    site: exit,
    problem: `${called} ${what}${hops > 0 ? ', through another module,' : ''} in code that ${where} runs: on every member, and again whenever one of them replays its log.`,
    reasons: [...reasons, ...placeReasons(exit.frame)],
    ...(!harmless && witness.answer === 'broken' ? { witness } : {}),
  }
}

function whereOf({ kind }: Replicated): string {
  return kind === 'apply' ? '`apply/3`' : 'a transaction of Khepri'
}
