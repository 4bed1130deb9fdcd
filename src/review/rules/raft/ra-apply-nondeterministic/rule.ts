import type { Rewrite } from '../../../fixes/rewrite.ts'
import { sourceOf } from '../../../source/program/flow/derives.ts'
import { taintOf } from '../../../source/program/flow/sources.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { split } from '../../../source/program/words.ts'
import { visit } from '../../../source/walk.ts'
import { divergingApply } from '../../../witness/index.ts'
import { decides, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { type LocalTerm, localTerm } from '../local-terms.ts'
import { replicated } from '../machines.ts'
import { type Reached, reached } from '../reached.ts'
import { type Reaches, reachesState } from '../reaches-state.ts'
import { leaderTime } from './leader-time.ts'
import type { OrderMatters } from './list-order.ts'
import { orderMatters } from './map-order.ts'

export default defineRule({
  id: 'ra-apply-nondeterministic',
  family: 'raft',
  severity: 'critical',
  title: 'Members compute different states from the same log',
  problem:
    'The state or the reply depends on something that is not in the log: a clock, randomness, the own node or process, configuration, a table, the order of a map. Each member applies the entry by itself, at another time.',
  failureScenario: [
    'An entry is committed, and each member applies it.',
    'The value differs between the members, and again when one of them replays its log.',
    'Their states differ from then on. Nothing notices it until another member leads.',
  ],
  impact:
    'The replicas diverge silently and for ever; a snapshot or a new leader spreads one of the versions.',
  guardsLookedFor: [
    'the value in the command, or from `system_time` and `index` of the metadata',
    'a sorted walk: an ordered iterator, or a sort before use',
    'use in an effect or a log line alone',
  ],
  fix: {
    summary:
      'Put the value into the command, or take it from the metadata, which is the same on every member. Sort the keys of a map before the order can matter.',
    elixir:
      'def apply(%{index: index, system_time: now}, {:enqueue, item}, state) do\n  {Map.put(state, index, {item, now}), {:ok, index}}\nend',
    erlang:
      'apply(#{index := Index, system_time := Now}, {enqueue, Item}, State) ->\n    {State#{Index => {Item, Now}}, {ok, Index}}.',
    residualRisk:
      'Members that have diverged stay so: repair the state by a snapshot from one of them. A changed `apply/3` needs a new machine version.',
  },
  sources: [
    'ra, state machine tutorial https://github.com/rabbitmq/ra/blob/main/docs/internals/STATE_MACHINE_TUTORIAL.md',
    'Khepri, khepri_tx: a transaction must have the exact same outcome on every member https://rabbitmq.github.io/khepri/khepri_tx.html',
    'OTP 26 release notes: the order of atom keys in small maps https://www.erlang.org/blog/otp-26-highlights/',
  ],
  holds: 'replicated state machines depend on the log alone',
  check(program) {
    const causes = new Map<string, Hit[]>()
    const seen = new Set<unknown>()
    for (const call of reached(program)) {
      const found = judge(program, call)
      if (!found || seen.has(found.hit.site.expr)) continue
      seen.add(found.hit.site.expr)
      const { file, module } = found.hit.site.frame
      const cause = `${file.path} ${module?.name} ${found.cause}`
      causes.set(cause, [...(causes.get(cause) ?? []), found.hit])
    }
    // One cause of one machine, such as its clock, is one finding.
    const hits = [...causes.values()].flatMap(([first, ...also]) =>
      first ? [{ ...first, ...mendOfAll([first, ...also]), also: also.map(({ site }) => site) }] : [],
    )
    const examined = replicated(program).flatMap(({ definition: { file, module, fn } }): Site[] => {
      const [clause] = fn.clauses
      const [expr] = clause?.patterns ?? []
      return clause && expr ? [{ expr, frame: { file, module, fn, clause, caller: null } }] : []
    })
    return { hits, examined }
  },
})

/** One cause is mended where each of its places is. */
function mendOfAll(hits: readonly Hit[]): Pick<Hit, 'mend'> {
  const rewrites: Rewrite[] = []
  for (const { mend } of hits) {
    if (!mend) return {}
    rewrites.push(...mend.rewrites)
  }
  const risk = hits[0]?.mend?.risk
  return { mend: { rewrites, ...(risk ? { risk } : {}) } }
}

interface Judged {
  readonly hit: Hit
  /** What differs between the members, in words. */
  readonly cause: string
}

function judge(program: Program, call: Reached): Judged | null {
  const { root, site, exit, hops } = call
  if (site.expr.kind !== 'call' || root.keptForReplay) return null
  const local = localTerm(site.expr)
  if (!local) {
    const order = hops === 0 ? orderMatters(program, site) : null
    return order ? { hit: hitOf(call, null, order.site, order), cause: 'order' } : null
  }
  const reaches = hops === 0 ? reachesState(program, site) : throughModules(program, call)
  if (!reaches || isSnapshot(site) || isSnapshot(exit) || isSnapshot(reaches.site)) return null
  // "Is it on this member?" chooses who acts, and every member keeps the same state.
  if (reaches.how === 'decides' && (isOwn(site) || asksOwnMember(site))) return null
  return { hit: hitOf(call, local, reaches.site), cause: local.what }
}

/** Another module's function asks: its answer must carry or be decided by it, and the machine must use the answer. */
function throughModules(program: Program, { site, exit, hops }: Reached): Reaches | null {
  if (exit.expr.kind !== 'call' || site.expr.kind !== 'call') return null
  const taint = taintOf(site.expr)
  // Elapsed time is measured for metrics in whatever is called.
  if (taint === 'monotonic-clock') return null
  const source = taint === null ? null : sourceOf(program, exit, taint)
  // Which of several tables is read does not matter; of other calls some are made for a log line.
  const answers = decides(site) && (hops === 1 || taint === 'store-read')
  const carries = answers || (source !== null && (taint === 'store-read' || source.expr === site.expr))
  return carries ? reachesState(program, exit) : null
}

const cadence = new Set([
  'snapshot',
  'checkpoint',
  'cursor',
  'release',
  'metric',
  'metrics',
  'stat',
  'telemetry',
  'gc',
])

/** When to take a snapshot may differ between members. */
function isSnapshot({ frame }: Site): boolean {
  return frame.fn !== null && split(frame.fn.name).some((word) => cadence.has(word))
}

function isOwn({ expr }: Site): boolean {
  return expr.kind === 'call' && taintOf(expr) === 'identity'
}

/** A question about a process in a clause that holds for processes of the own node alone. */
function asksOwnMember({ frame }: Site): boolean {
  const { guard } = frame.clause
  let own = false
  if (guard)
    visit(guard, (expr) => {
      if (expr.kind === 'call' && expr.module === 'erlang' && expr.name === 'node' && expr.args.length === 0)
        own = true
    })
  return own
}

function hitOf(call: Reached, local: LocalTerm | null, use: Site, order?: OrderMatters): Hit {
  const { root, site, exit, hops } = call
  const where = root.kind === 'apply' ? '`apply/3`' : 'a transaction of Khepri'
  const called = site.expr.kind === 'call' ? `\`${site.expr.module}:${site.expr.name}\`` : 'The call'
  const term = local?.term ?? 'member'
  const witness = divergingApply({ members: 3, restarts: true, term })
  const reasons: Reason[] = [
    {
      name: 'shape',
      text: local
        ? `${called} ${local.what}, in code that ${where} runs.`
        : `${called} walks a map in its own order, in code that ${where} runs.`,
      ...(hops > 0 ? { site } : {}),
    },
    { name: 'by-contract', text: 'Each member runs it by itself and must come to the same state.' },
    {
      name: 'followed',
      text: order ? `The order matters: ${order.what}.` : 'The state, the reply or a decision depends on it.',
      site: use,
    },
  ]
  if (witness.answer === 'broken')
    reasons.push({
      name: 'computed-witness',
      text: 'One entry on three members, with different states, was computed.',
    })
  const problem = local
    ? `${called} ${local.what}. ${hops > 0 ? 'It is reached through another module; the' : 'The'} state, the reply or a decision of ${where} depends on it, so members that apply the same entry come to different states.`
    : `${called} walks a map in an order that is not defined and may differ between members (for atom keys it does from OTP 26 on), and ${order?.what}.`
  const mend = root.kind === 'apply' && hops === 0 ? leaderTime(site) : undefined
  return {
    site: hops > 0 ? exit : site,
    problem,
    ...(mend ? { mend } : {}),
    reasons: [...reasons, ...placeReasons(exit.frame)],
    ...(witness.answer === 'broken' ? { witness } : {}),
  }
}
