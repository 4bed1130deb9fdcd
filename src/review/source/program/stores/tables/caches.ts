import type { Expr } from '../../../form.ts'
import { visitClause } from '../../../walk.ts'
import { facet } from '../../facet.ts'
import type { Program, Site } from '../../program.ts'
import { keyword, onlyName } from '../literals.ts'

/** A cache that the program starts or defines. */
export interface CacheTable {
  readonly id: string
  readonly store: 'cachex' | 'concache' | 'nebulex'
  readonly name: string
  /** What limits the age of an entry; null where nothing in the options does. */
  readonly expiration: Site | null
  readonly site: Site
}

const ages = ['expiration', 'default_ttl', 'ttl', 'global_ttl', 'ttl_check_interval', 'gc_interval']

/** Cachex and ConCache by their child specifications and start calls, Nebulex by the modules that use it. */
export const cacheTables = facet((program): readonly CacheTable[] => {
  const found: CacheTable[] = []
  const add = (store: CacheTable['store'], name: string | null, options: Expr | undefined, site: Site) => {
    if (name === null) return
    const age = ages.map((key) => keyword(options, key)).find((value) => value !== null)
    const expiration = age ? { expr: age, frame: site.frame } : null
    found.push({ id: `${store}:${name}`, store, name, expiration, site })
  }
  const named = (site: Site, options: Expr | undefined) => {
    const name = options?.kind === 'list' ? keyword(options, 'name') : options
    return name ? onlyName(program, { expr: name, frame: site.frame }) : null
  }
  for (const [module, store] of [
    ['Cachex', 'cachex'],
    ['ConCache', 'concache'],
  ] as const) {
    for (const call of ['start_link', 'start', 'child_spec']) {
      for (const site of program.callsOf(module, call)) {
        const [first, second] = site.expr.args
        add(store, named(site, first), second ?? first, site)
      }
    }
    // `{Cachex, name: :x}` among the children of a supervisor.
    for (const site of childTuples(program, module)) {
      const options = site.expr.kind === 'tuple' ? site.expr.items[1] : undefined
      add(store, named(site, options), options, site)
    }
  }
  for (const file of program.files) {
    for (const module of file.form.modules) {
      const use = module.uses.find((used) => used.module === 'Nebulex.Cache')
      if (!use) continue
      const body: Expr = use.options ?? {
        kind: 'list',
        items: [],
        tail: null,
        start: use.start,
        end: use.end,
      }
      const clause = { patterns: [], guard: null, body: [body], start: use.start, end: use.end }
      const frame = { file, module, fn: null, clause, caller: null }
      add('nebulex', module.name, use.options ?? undefined, { expr: body, frame })
    }
  }
  return found
})

/** `{module, options}` in the modules that start a supervisor. */
function childTuples(program: Program, module: string): readonly Site[] {
  const found: Site[] = []
  const seen = new Set<object>()
  for (const call of ['start_link', 'init']) {
    for (const { frame } of program.callsOf('Supervisor', call)) {
      if (!frame.module || seen.has(frame.module)) continue
      seen.add(frame.module)
      for (const fn of frame.module.functions) {
        for (const clause of fn.clauses) {
          visitClause(clause, (expr) => {
            const [head] = expr.kind === 'tuple' && expr.items.length === 2 ? expr.items : []
            if (head?.kind === 'atom' && head.name === module)
              found.push({ expr, frame: { ...frame, fn, clause, caller: null } })
          })
        }
      }
    }
  }
  return found
}
