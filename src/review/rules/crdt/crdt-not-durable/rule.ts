import type { Program } from '../../../source/program/program.ts'
import { placeReasons } from '../../context.ts'
import { defineRule, type Hit } from '../../rule.ts'
import { deltaCalls, option, replicas } from '../delta-crdt.ts'

export default defineRule({
  id: 'crdt-not-durable',
  family: 'crdt',
  severity: 'important',
  candidate: true,
  title: 'The only copy of the data is in the memory of the replicas',
  problem:
    'The map lives in memory. When all nodes restart, or restart faster than they synchronise, it is empty.',
  failureScenario: [
    'A deploy restarts the nodes one after the other.',
    'The last one that has the data stops before the first has received it.',
    'The map is empty.',
  ],
  impact: 'What users entered is gone.',
  guardsLookedFor: ['`storage_module:`', 'a write to a database beside it', 'data that can be rebuilt'],
  fix: {
    summary: 'Give the replica a storage module, or write the data to a database and fill the map from it.',
    elixir:
      'children = [{DeltaCrdt, crdt: DeltaCrdt.AWLWWMap, name: Carts.Crdt, storage_module: Carts.Storage}]\nSupervisor.start_link(children, strategy: :one_for_one)',
    erlang:
      "'Elixir.DeltaCrdt':start_link('Elixir.DeltaCrdt.AWLWWMap', [{name, carts}, {storage_module, cart_storage}])",
    residualRisk: null,
  },
  sources: [
    'delta_crdt, DeltaCrdt.start_link/2, storage_module https://hexdocs.pm/delta_crdt/DeltaCrdt.html',
  ],
  holds: 'replicated maps have a storage module',
  check(program) {
    const found = replicas(program)
    const hits: Hit[] = []
    if (isWritten(program) && !hasDatabase(program))
      for (const { site, options } of found) {
        if (!options || option(options, 'storage_module')) continue
        hits.push({
          site,
          reasons: [
            { name: 'shape', text: 'The replica is started without `storage_module`.' },
            { name: 'searched-everywhere', text: 'Nothing in the program writes to a database.' },
            ...placeReasons(site.frame),
          ],
        })
      }
    return { hits, examined: found.map(({ site }) => site) }
  },
})

/** The program puts data of its own into a map. */
function isWritten(program: Program): boolean {
  return deltaCalls(program, 'put', 'mutate', 'merge').some(({ frame }) => frame.file.pathClass === 'service')
}

function hasDatabase(program: Program): boolean {
  return program.files.some(({ form }) =>
    form.modules.some(({ uses }) => uses.some(({ module }) => module === 'Ecto.Repo')),
  )
}
