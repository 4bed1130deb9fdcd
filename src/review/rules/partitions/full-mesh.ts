import { facet } from '../../source/program/facet.ts'
import type { Site } from '../../source/program/program.ts'
import { mnesiaTables } from '../mnesia/replication.ts'
import { guardsOwnNode } from './own-node-lock.ts'

/** Something that works only while all nodes see each other, or that decides by who is seen. */
interface NeedsMesh {
  readonly what: string
  readonly site: Site
}

/** Libraries whose names, locks or members are kept by every node for itself. */
const libraries: readonly (readonly [module: string, what: string])[] = [
  ['global', '`:global`'],
  ['Horde.Registry', 'Horde'],
  ['Horde.DynamicSupervisor', 'Horde'],
  ['Horde.Cluster', 'Horde'],
  ['Swarm', 'Swarm'],
  ['syn', 'syn'],
]
/** Calls of them that ask and change nothing. */
const asks =
  /^(whereis_name|whereis|registered_names|info|sync|disconnect|members|count|send|child_spec|lookup|keys|select)$/

/** Where the service registers names, takes locks or keeps replicas that need the whole mesh; the first of each kind. */
export const needsMesh = facet((program): readonly NeedsMesh[] => {
  const found: NeedsMesh[] = []
  const add = (what: string, sites: readonly Site[]) => {
    const site = sites.find(({ frame }) => frame.file.pathClass === 'service')
    if (site && !found.some((each) => each.what === what)) found.push({ what, site })
  }
  for (const [module, what] of libraries)
    add(
      what,
      program
        .firstCalls(module)
        .filter((call) => !asks.test(call.expr.name) && !guardsOwnNode(program, call)),
    )
  for (const module of ['gen_server', 'gen_statem', 'GenServer']) {
    for (const name of ['start_link', 'start'])
      add(
        '`:global`',
        program.callsOf(module, name).filter(({ expr }) => namesGlobal(expr.args)),
      )
  }
  const spanning = mnesiaTables(program).filter(({ reach }) => reach === 'spanning')
  add(
    'Mnesia',
    spanning.map(({ site }) => site),
  )
  return found
})

/** `{global, Name}` as the name of a server, in either language. */
function namesGlobal(args: readonly Site['expr'][]): boolean {
  const isGlobal = (expr: Site['expr'] | undefined) =>
    expr?.kind === 'tuple' && expr.items[0]?.kind === 'atom' && expr.items[0].name === 'global'
  return args.some(
    (arg) =>
      isGlobal(arg) ||
      (arg.kind === 'list' && arg.items.some((item) => item.kind === 'tuple' && isGlobal(item.items[1]))),
  )
}
