import type { Clause, Expr, Tuple } from '../../../source/form.ts'
import type { Site } from '../../../source/program/program.ts'
import { results } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { machines } from '../machines.ts'
import { inPlace } from './in-place.ts'

export default defineRule({
  id: 'ra-apply-return-shape',
  family: 'raft',
  severity: 'critical',
  title: 'apply/3 answers in the wrong shape',
  problem:
    'ra takes the first part of the answer as the new state, the second as the reply, and a third as effects.',
  failureScenario: [
    'A command is committed, and every member applies it.',
    'The part that holds the new state is not the first, so the state stays as it was, or becomes an atom.',
    'An effect that ra does not know ends the leader, and the next leader after it.',
  ],
  impact: 'Writes are acknowledged and forgotten, or the cluster loses one leader after the other.',
  guardsLookedFor: ['`{state, reply}` or `{state, reply, effects}` with the changed state first'],
  fix: {
    summary: 'Answer `{state, reply}` or `{state, reply, effects}`, the new state first.',
    elixir: 'def apply(_meta, {:set, key, value}, state) do\n  {Map.put(state, key, value), :ok}\nend',
    erlang: 'apply(_Meta, {set, Key, Value}, State) ->\n    {State#{Key => Value}, ok}.',
    residualRisk:
      'Entries that were applied by the old code are replayed by the new: give it a new machine version.',
  },
  sources: [
    'ra, ra_machine, callback apply/3 https://github.com/rabbitmq/ra/blob/main/src/ra_machine.erl',
    'ra, state machine tutorial https://github.com/rabbitmq/ra/blob/main/docs/internals/STATE_MACHINE_TUTORIAL.md',
  ],
  holds: '`apply/3` answers with the new state first',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const { file, module, apply, keptForReplay } of machines(program)) {
      for (const clause of apply.fn.clauses) {
        const frame = { file, module, fn: apply.fn, clause, caller: null }
        for (const expr of results(clause.body)) {
          examined.push({ expr, frame })
          const fault = keptForReplay ? null : faultOf(clause, expr)
          if (!fault) continue
          const reasons: Reason[] = [
            { name: 'shape', text: fault.seen },
            { name: 'by-contract', text: 'ra reads the parts by their places: state, reply, effects.' },
          ]
          const mend = inPlace({ expr, frame }, namesOf(clause.patterns[2]))
          hits.push({
            site: { expr, frame },
            ...(mend ? { mend } : {}),
            problem: `${fault.seen} ${fault.so}`,
            reasons: [...reasons, ...placeReasons(frame)],
          })
        }
      }
    }
    return { hits, examined }
  },
})

interface Fault {
  readonly seen: string
  readonly so: string
}

const ofServers = new Set(['noreply', 'reply', 'stop', 'next_state', 'keep_state', 'keep_state_and_data'])
const statuses = new Set(['ok', 'error'])

/** What is wrong with one answer; null where nothing is seen to be. */
function faultOf(clause: Clause, answer: Expr): Fault | null {
  const states = namesOf(clause.patterns[2])
  if (answer.kind === 'var' && states.has(answer.name))
    return {
      seen: 'The answer is the state alone.',
      so: 'ra takes no answer but `{state, reply}` or `{state, reply, effects}`, and the member ends.',
    }
  if (answer.kind !== 'tuple') return null
  const [first, second, third] = answer.items
  if (!first || !second) return null
  if (first.kind === 'atom' && ofServers.has(first.name))
    return {
      seen: `The answer begins with \`${first.name}\`, as a server's does.`,
      so: `ra takes \`${first.name}\` as the new state, and the state is lost.`,
    }
  if (first.kind === 'atom' && statuses.has(first.name) && holdsState(states, second))
    return {
      seen: `The answer begins with \`${first.name}\`, and the state comes second.`,
      so: `ra takes \`${first.name}\` as the new state, and answers with the state.`,
    }
  if (isSwapped(states, answer))
    return {
      seen: 'The first part is the state as it came in, and the second is the changed one.',
      so: 'The state never changes, and callers get it as the reply.',
    }
  if (answer.items.length > 3)
    return {
      seen: `The answer has ${answer.items.length} parts.`,
      so: 'ra takes `{state, reply}` or `{state, reply, effects}` only, and the member ends.',
    }
  if (third?.kind === 'atom' && (statuses.has(third.name) || third.name === 'noreply'))
    return {
      seen: `The third part is \`${third.name}\`, which is no effect.`,
      so: 'The leader ends when it handles it, and so does the next one.',
    }
  return null
}

/** The names that stand for the whole state: `State`, `State = #{…}`. */
function namesOf(pattern: Expr | undefined): ReadonlySet<string> {
  if (pattern?.kind === 'var') return new Set([pattern.name])
  if (pattern?.kind !== 'match') return new Set()
  return new Set([...namesOf(pattern.pattern), ...namesOf(pattern.value)])
}

/** The state as it came in, first, and an update of it second. */
function isSwapped(states: ReadonlySet<string>, { items: [first, second] }: Tuple): boolean {
  return first?.kind === 'var' && states.has(first.name) && second !== undefined && isChanged(states, second)
}

function holdsState(states: ReadonlySet<string>, expr: Expr): boolean {
  return (expr.kind === 'var' && states.has(expr.name)) || isChanged(states, expr)
}

const changes: Record<string, number> = {
  'Map:put': 0,
  'Map:delete': 0,
  'Map:update': 0,
  'Map:merge': 0,
  'maps:put': 2,
  'maps:remove': 1,
  'maps:merge': 0,
  'maps:update': 2,
}

function isChanged(states: ReadonlySet<string>, expr: Expr): boolean {
  if (expr.kind === 'map') return expr.base?.kind === 'var' && states.has(expr.base.name)
  if (expr.kind !== 'call') return false
  const at = changes[`${expr.module}:${expr.name}`]
  const of = at === undefined ? undefined : expr.args[at]
  return of?.kind === 'var' && states.has(of.name)
}
