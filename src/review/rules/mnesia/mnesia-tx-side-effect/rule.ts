import type { Call, Expr } from '../../../source/form.ts'
import type { Frame, Site } from '../../../source/program/program.ts'
import { openers } from '../../../source/program/stores/openers.ts'
import { type Ancestor, isClause, visit, visitClause } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { type Effect, effectOf } from './effects.ts'

export default defineRule({
  id: 'mnesia-tx-side-effect',
  family: 'mnesia',
  severity: 'important',
  title: 'An effect inside a Mnesia transaction may happen several times, or without it',
  problem:
    'The fun of a transaction is run again on every lock conflict, and what it does outside the transaction is not undone by an abort.',
  failureScenario: [
    'Two transactions want the same record; one is restarted, and its fun runs again from the top.',
    'The effect happens again. Or the transaction aborts after it, and the effect stands.',
  ],
  impact: 'Messages and counts that come twice, or that tell of a change which was never made.',
  guardsLookedFor: [
    'an effect after `{atomic, Result}`, outside the fun',
    'log lines and telemetry only',
    'an inner async_dirty or sync_dirty, which inherits the transaction',
  ],
  fix: {
    summary:
      'Return what is to be done from the fun, and do it after `{atomic, Result}`; match `{aborted, Reason}` too.',
    elixir:
      'case :mnesia.transaction(fn -> take(id) end) do\n  {:atomic, owner} -> send(owner, {:taken, id})\n  {:aborted, reason} -> {:error, reason}\nend',
    erlang:
      'case mnesia:transaction(fun() -> take(Id) end) of\n    {atomic, Owner} -> Owner ! {taken, Id};\n    {aborted, Reason} -> {error, Reason}\nend.',
    residualRisk:
      'The node may stop between the commit and the effect. What must happen belongs in a table that somebody works off.',
  },
  sources: ['OTP mnesia, transaction/1,2,3 https://www.erlang.org/doc/apps/mnesia/mnesia.html'],
  holds: 'funs of Mnesia transactions have no effects outside',
  check(program) {
    const { bodies, functions } = openers(program)
    const hits = new Map<Expr, Hit>()
    const examined: Site[] = []
    const judge = (frame: Frame, expr: Expr, opener: Site, depth: number, body: Expr | null = null) => {
      if (expr.kind !== 'call') return
      const effect = effectOf(expr)
      if (effect) {
        if (!hits.has(expr))
          hits.set(expr, hitOf({ expr, frame }, effect, opener, body !== null && !locksAfter(body, expr)))
      } else if (depth > 0) inside(expr, frame, opener, depth - 1)
    }
    /** The functions of the same module that the fun calls. */
    const inside = (call: Call, frame: Frame, opener: Site, depth: number) => {
      if (call.module === null || call.module !== frame.module?.name) return
      for (const { file, module, fn } of program.definitions(call.module, call.name, call.args.length)) {
        for (const clause of fn.clauses)
          visitClause(clause, (expr) =>
            judge({ file, module, fn, clause, caller: null }, expr, opener, depth),
          )
      }
    }
    for (const [body, { kind, site }] of bodies) {
      if (kind !== 'mnesia') continue
      examined.push(site)
      if (locksTable(body)) continue
      visit(body, (expr) => judge(site.frame, expr, site, 1, body))
    }
    for (const [fn, all] of functions) {
      const [opener] = all
      // What also runs without a transaction knows which of the two it is in.
      if (!opener || all.some(({ kind }) => kind !== 'mnesia')) continue
      const { frame } = opener.site
      examined.push(opener.site)
      if (!frame.module?.functions.includes(fn)) continue
      for (const clause of fn.clauses)
        visitClause(clause, (expr) => judge({ ...frame, fn, clause }, expr, opener.site, 1))
    }
    return { hits: [...hits.values()], examined }
  },
})

/** Whoever holds the whole table meets no conflict on it: how a migration works. */
function locksTable(body: Expr): boolean {
  let locks = false
  visit(body, (expr) => {
    if (expr.kind === 'call' && expr.module === 'mnesia' && expr.name === 'write_lock_table') locks = true
  })
  return locks
}

/** Every step of Mnesia that waits for a lock, as far as the fun itself goes; whatever else it calls may take one. */
function locksAfter(body: Expr, effect: Expr): boolean {
  let locks = false
  visit(body, (expr, ancestors) => {
    if (expr === effect && ancestors.some((above) => above !== body && mayGoOn(above))) locks = true
    if (expr.start < effect.end || expr === effect) return
    if (expr.kind === 'apply' || (expr.kind === 'call' && !isHarmless(expr))) locks = true
  })
  return locks
}

/** What may run its body more than once, or does something with what the effect answers. */
function mayGoOn(above: Ancestor): boolean {
  if (isClause(above)) return false
  if (above.kind === 'call') return !isHarmless(above)
  return above.kind === 'fun' || above.kind === 'comprehension'
}

function isHarmless({ module, name }: Call): boolean {
  return /^(erlang|Kernel|lists|maps|logger|Logger|lager)$/.test(module ?? '') || /^dirty_/.test(name)
}

/** The words where every lock is held by the time of the effect. */
function afterLocks(does: string): Pick<Hit, 'problem' | 'failureScenario'> {
  return {
    problem: `The fun of the transaction ${does}. Its locks are taken by then, so that a lock conflict does not repeat the effect; a commit that fails does, as the fun runs again, and an abort does not undo it.`,
    failureScenario: [
      'The fun has run to its end, the effect included.',
      'A node that holds a copy goes down while the transaction commits, and the commit fails.',
      'Mnesia runs the fun again, and the effect happens a second time. Or it aborts, and the effect stands.',
    ],
  }
}

function hitOf(site: Site<Call>, { does, again }: Effect, opener: Site, locked: boolean): Hit {
  const reasons: Reason[] = [
    { name: 'shape', text: `The fun of the transaction ${does}.`, site: opener },
    {
      name: 'by-contract',
      text: locked
        ? 'Mnesia runs the fun again when the commit fails because a node went down.'
        : 'Mnesia runs the fun again on each lock conflict, any number of times.',
    },
  ]
  if (again === 'same')
    reasons.push({
      name: 'harmless-twice',
      text: 'The same write again changes nothing, but an abort does not undo it.',
    })
  if (again === 'unknown')
    reasons.push({
      name: 'unknown-target',
      text: 'Whether the process only answers, or changes something, is not seen.',
    })
  return {
    site,
    problem: `The fun of the transaction ${does}. It runs again on each lock conflict, and an abort does not undo it.`,
    ...(locked ? afterLocks(does) : {}),
    reasons: [...reasons, ...placeReasons(site.frame)],
  }
}
