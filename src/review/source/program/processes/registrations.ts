import type { Call } from '../../form.ts'
import { atomOf } from '../calls/names.ts'
import { startedModules, startNames, startShape } from '../calls/starts.ts'
import { facet } from '../facet.ts'
import type { Program, Site } from '../program.ts'
import { optionOf, type RegisteredName, registeredName } from './registered-name.ts'

/** A call that starts a server, and the name that it gives it. */
export interface Start {
  readonly site: Site<Call>
  /** The callback module; of Agent and Task, and of a computed one, the module that the start stands in. */
  readonly module: string
  readonly name: RegisteredName | null
}

/** A process that takes a name by itself: register/2, global, syn, pg, Horde, Swarm, gproc. */
export interface Registration {
  readonly site: Site<Call>
  readonly by: string
  readonly name: RegisteredName
}

/** Which argument is the name. Sources: OTP erlang, global, pg; Elixir Registry; the libraries' documentation. */
const registering: Record<string, { readonly name: number; readonly scope: RegisteredName['scope'] }> = {
  'erlang:register/2': { name: 0, scope: 'local' },
  'Process:register/2': { name: 1, scope: 'local' },
  'global:register_name/2': { name: 0, scope: 'global' },
  'global:register_name/3': { name: 0, scope: 'global' },
  'global:re_register_name/2': { name: 0, scope: 'global' },
  'syn:register/2': { name: 0, scope: 'via' },
  'syn:register/3': { name: 1, scope: 'via' },
  'syn:register/4': { name: 1, scope: 'via' },
  'syn:register_name/2': { name: 0, scope: 'via' },
  'Registry:register/3': { name: 1, scope: 'via' },
  'Horde.Registry:register/3': { name: 1, scope: 'via' },
  'Swarm:register_name/2': { name: 0, scope: 'via' },
  'Swarm:register_name/3': { name: 0, scope: 'via' },
  'Swarm:register_name/4': { name: 0, scope: 'via' },
  'Swarm:register_name/5': { name: 0, scope: 'via' },
  'gproc:reg/1': { name: 0, scope: 'via' },
  'gproc:reg/2': { name: 0, scope: 'via' },
  'gproc:add_local_name/1': { name: 0, scope: 'via' },
}

const projectOwn = /^(?:\w+_)?(?:gen_server|gen_statem|supervisor)\d?$/

/** Every start of a server, by what `starts.ts` knows, in the order of files. */
export const starts = facet((program): readonly Start[] => {
  const found: Start[] = []
  const names = new Set(startNames)
  for (const file of program.files)
    for (const { name } of file.form.modules)
      if (projectOwn.test(name))
        for (const start of ['start', 'start_link', 'start_monitor']) names.add(`${name}:${start}`)
  for (const key of names) {
    const colon = key.lastIndexOf(':')
    for (const site of program.callsOf(key.slice(0, colon), key.slice(colon + 1))) {
      const shape = startShape(site.expr)
      if (!shape) continue
      const { args } = site.expr
      const given = shape.name === null ? undefined : args[shape.name]
      const option =
        shape.options === null ? null : optionOf(program, args[shape.options], 'name', site.frame)
      const named: Site | null = given ? { expr: given, frame: site.frame } : option
      const name = named ? registeredName(program, named) : null
      const own = site.frame.module?.name
      const modules = shape.module === null ? [] : startedModules(program, site.expr, site.frame)
      for (const module of modules.length > 0 ? modules : own ? [own] : []) found.push({ site, module, name })
    }
  }
  return found
})

/** Every registration by call, in the order of the table. */
export const registrations = facet((program): readonly Registration[] => {
  const found: Registration[] = []
  for (const [key, { name: at, scope }] of Object.entries(registering)) {
    const [, module = '', fn = '', arity] = /^(.+):(.+)\/(\d+)$/.exec(key) ?? []
    for (const site of program.callsOf(module, fn)) {
      const expr = site.expr.args[at]
      if (site.expr.args.length !== Number(arity) || !expr) continue
      const name = atomOf(program, expr, site.frame) ?? (expr.kind === 'text' ? expr.value : null)
      const registry = scope === 'local' ? null : module
      found.push({
        site,
        by: `${module}:${fn}`,
        name: { scope, registry, name, site: { expr, frame: site.frame } },
      })
    }
  }
  return found
})

const named = facet((program): ReadonlyMap<string, ReadonlySet<string>> => {
  const byName = new Map<string, Set<string>>()
  const add = (name: RegisteredName | null, module: string) => {
    if (!name || name.name === null) return
    const key = `${name.scope === 'local' ? 'local' : 'wide'}:${name.name}`
    const known = byName.get(key)
    if (known) known.add(module)
    else byName.set(key, new Set([module]))
  }
  for (const { name, module } of starts(program)) add(name, module)
  for (const { name, site } of registrations(program))
    if (site.frame.module) add(name, site.frame.module.name)
  return byName
})

/** The modules whose processes are seen to take a name. */
export function modulesUnder(
  program: Program,
  name: string,
  scope: RegisteredName['scope'],
): ReadonlySet<string> {
  return named(program).get(`${scope === 'local' ? 'local' : 'wide'}:${name}`) ?? new Set()
}
