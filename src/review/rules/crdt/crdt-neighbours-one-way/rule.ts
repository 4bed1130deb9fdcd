import type { Call } from '../../../source/form.ts'
import { callGraph } from '../../../source/program/calls/call-graph.ts'
import { definitionAt } from '../../../source/program/calls/modules.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { oneWayNeighbours } from '../../../witness/index.ts'
import { callbackOf, placeReasons } from '../../context.ts'
import { defineRule, type Hit, type Reason } from '../../rule.ts'
import { deltaCalls } from '../delta-crdt.ts'

export default defineRule({
  id: 'crdt-neighbours-one-way',
  family: 'crdt',
  severity: 'critical',
  title: 'Neighbours are set once, by the newcomer alone',
  problem:
    'Synchronisation of delta_crdt goes one way: a replica sends to those that it lists. Here it lists its peers when it starts, and nobody lists it, or lists it again after a restart.',
  failureScenario: [
    'A node starts, and its replica lists the nodes that are there.',
    'Those that were there before do not list it: what they write never arrives at the newcomer.',
    'A replica that restarts is not listed again either.',
  ],
  impact: 'Each node sees other data, depending on the order in which they started.',
  guardsLookedFor: [
    'a subscription to `nodeup` that sets the list again',
    'a timer that sets it again',
    'both directions in one place',
    'a library that manages the membership',
  ],
  fix: {
    summary:
      'Let every replica list every other, at the start and on each `nodeup` and `nodedown`, by name and node.',
    elixir:
      'def handle_info({event, _node}, crdt) when event in [:nodeup, :nodedown] do\n  DeltaCrdt.set_neighbours(crdt, for(n <- Node.list(), do: {crdt, n}))\n  {:noreply, crdt}\nend',
    erlang:
      "handle_info({nodeup, _Node}, Crdt) ->\n    'Elixir.DeltaCrdt':set_neighbours(Crdt, [{Crdt, N} || N <- nodes()]),\n    {noreply, Crdt}.",
    residualRisk: null,
  },
  sources: [
    'delta_crdt, DeltaCrdt.set_neighbours/2: unidirectional https://hexdocs.pm/delta_crdt/DeltaCrdt.html',
  ],
  holds: 'replicas list each other again when nodes come and go',
  check(program) {
    const examined = deltaCalls(program, 'set_neighbours')
    const hits: Hit[] = []
    const serving = examined.filter(({ frame }) => frame.file.pathClass === 'service')
    if (serving.length === 0 || followsMembership(program)) return { hits, examined }
    for (const site of serving) {
      const callback = startedBy(program, site)
      if (!callback || serving.some((other) => other !== site && isOther(program, other))) continue
      const witness = oneWayNeighbours({ n1: [], n2: ['n1'], n3: ['n1', 'n2'] })
      const reasons: Reason[] = [
        { name: 'shape', text: `\`set_neighbours\` runs in \`${callback}\`, and nowhere else.` },
        { name: 'searched-everywhere', text: 'Nothing in the program subscribes to nodes that come and go.' },
      ]
      if (witness.answer === 'broken')
        reasons.push({
          name: 'computed-witness',
          text: 'Three nodes that start one after the other were followed.',
        })
      hits.push({
        site,
        problem: `\`set_neighbours\` runs in \`${callback}\`, once, and it is one-way: replicas that started before do not send to this one.`,
        reasons: [...reasons, ...placeReasons(site.frame)],
        ...(witness.answer === 'broken' ? { witness } : {}),
      })
    }
    return { hits, examined }
  },
})

/** Some code is told of nodes that come and go. */
function followsMembership(program: Program): boolean {
  return (
    program.callsOf('net_kernel', 'monitor_nodes').some(({ frame }) => frame.file.pathClass !== 'test') ||
    program.callsOf('pg', 'monitor').length > 0 ||
    program.callsOf('pg', 'monitor_scope').length > 0 ||
    program.atoms('nodeup').some(({ frame }) => frame.file.pathClass !== 'test')
  )
}

/** The start callback that this runs in: its own, or that of one caller; null where it may run again. */
function startedBy(program: Program, site: Site<Call>): string | null {
  const callback = callbackOf(program, site.frame)
  if (!callback || !/^(init|handle_continue)\//.test(callback)) return null
  const definition = definitionAt(site.frame)
  if (!definition) return null
  const callers = callGraph(program).callersOf(definition, 1)
  const runsAgain = callers.some(
    ({ site: { frame } }) => !/^(init|handle_continue)$/.test(frame.fn?.name ?? ''),
  )
  return definition.fn.name === 'init' || !runsAgain ? callback : null
}

/** A call that sets the list elsewhere: on a message, on request, or for the other direction. */
function isOther(program: Program, site: Site<Call>): boolean {
  return startedBy(program, site) === null
}
