import { callGraph } from '../../../source/program/calls/call-graph.ts'
import type { Definition, Program, Site } from '../../../source/program/program.ts'
import { namesAtom } from '../../../source/walk.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { type Machine, machines } from '../machines.ts'

export default defineRule({
  id: 'ra-log-unbounded',
  family: 'raft',
  severity: 'important',
  title: 'The Raft log is never cut',
  problem:
    'The machine never returns `release_cursor` or `checkpoint`, so ra can drop no entry: it keeps every command since the first.',
  failureScenario: [
    'Every command stays in the log of each member.',
    'A member restarts and applies all of them again before it serves anybody.',
    'The disk of a member fills, and its writes stop.',
  ],
  impact: 'Disk use and the time of a restart grow without bound; a new member needs the whole history.',
  guardsLookedFor: ['`release_cursor` or `checkpoint` among the effects', '`live_indexes/1`'],
  fix: {
    summary:
      'Return `release_cursor` with the state every few thousand entries; ra takes a snapshot and cuts the log.',
    elixir:
      'def apply(%{index: index}, {:set, key, value}, state) do\n  state = Map.put(state, key, value)\n  effects = if rem(index, 4096) == 0, do: [{:release_cursor, index, state}], else: []\n  {state, :ok, effects}\nend',
    erlang:
      'apply(#{index := Index}, {set, Key, Value}, State0) ->\n    State = State0#{Key => Value},\n    Effects = [{release_cursor, Index, State} || Index rem 4096 =:= 0],\n    {State, ok, Effects}.',
    residualRisk: null,
  },
  sources: [
    'ra, state machine tutorial, Updating the Release Cursor https://github.com/rabbitmq/ra/blob/main/docs/internals/STATE_MACHINE_TUTORIAL.md',
  ],
  holds: 'replicated state machines let ra cut its log',
  check(program) {
    const hits: Hit[] = []
    const examined: Site[] = []
    for (const machine of machines(program)) {
      const site = headOf(machine)
      if (!site) continue
      examined.push(site)
      if (machine.keptForReplay || releases(program, machine)) continue
      hits.push({
        site,
        reasons: [
          {
            name: 'shape',
            text: `\`${machine.module.name}\` names neither \`release_cursor\` nor \`checkpoint\`.`,
          },
          {
            name: 'by-contract',
            text: 'ra drops entries only below an index that the machine has released.',
          },
          ...placeReasons(site.frame),
        ],
      })
    }
    return { hits, examined }
  },
})

/** The head of the first clause of `apply/3`. */
function headOf({ file, module, apply: { fn } }: Machine): Site | null {
  const [clause] = fn.clauses
  const [expr] = clause?.patterns ?? []
  return clause && expr ? { expr, frame: { file, module, fn, clause, caller: null } } : null
}

const cuts = ['release_cursor', 'checkpoint']

/** Somewhere in the module, or in the functions of others that it calls. */
function releases(program: Program, { file, module }: Machine): boolean {
  const graph = callGraph(program)
  if (module.functions.some(({ name }) => name === 'live_indexes')) return true
  const seen = new Set<unknown>()
  const next: Definition[] = module.functions.map((fn) => ({ file, module, fn }))
  for (const definition of next) {
    if (seen.has(definition.fn)) continue
    seen.add(definition.fn)
    if (definition.fn.clauses.some((clause) => namesAtom(clause, ...cuts))) return true
    if (definition.module !== module) continue
    for (const site of graph.sitesIn(definition)) next.push(...graph.targetsOf(site))
  }
  return module.constants.some(({ value }) => namesAtom(value, ...cuts))
}
