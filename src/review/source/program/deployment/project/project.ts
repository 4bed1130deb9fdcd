import { results } from '../../../walk.ts'
import { facet } from '../../facet.ts'
import type { Site, SourceFile } from '../../program.ts'
import { append } from '../append.ts'
import { textAt } from '../literal.ts'
import { siteAt } from '../placed.ts'
import { type Dependency, mixDependencies, rebarDependencies } from './dependencies.ts'
import { withLocks } from './locks.ts'
import { type Release, releasesOf } from './releases.ts'

/** The folder of a mix.exs or rebar.config, '' for the root. */
interface Project {
  readonly folder: string
  readonly tool: 'mix' | 'rebar'
  /** The application's name; null where the file names none (an umbrella's root, rebar.config). */
  readonly app: string | null
  readonly site: Site
}

/** What is built, released and depended on. */
export interface Projects {
  readonly projects: readonly Project[]
  readonly releases: readonly Release[]
  /** Declared ones first, then those that only a lock file knows. */
  readonly dependencies: readonly Dependency[]
}

export const projects = facet((program): Projects => {
  const found: Project[] = []
  const releases: Release[] = []
  const declared: Dependency[] = []
  for (const file of program.files) {
    const folder = folderOf(file.path)
    if (/(^|\/)mix\.exs$/.test(file.path)) {
      for (const site of mixProject(file)) {
        const app = textAt(site, 'app')
        found.push({ folder, tool: 'mix', app: app?.value ?? null, site: app?.site ?? site })
        append(releases, releasesOf(program, site))
        append(declared, mixDependencies(program, site, folder))
      }
    } else if (/(^|\/)rebar\.config(\.script)?$/.test(file.path)) {
      const site = siteAt(file, 0, 0)
      found.push({ folder, tool: 'rebar', app: null, site })
      append(releases, releasesOf(program, site))
      append(declared, rebarDependencies(file, folder))
    }
  }
  return { projects: found, releases, dependencies: withLocks(program, declared) }
})

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** The keyword lists that `project/0` of a mix.exs may give. */
function mixProject(file: SourceFile): Site[] {
  const found: Site[] = []
  for (const module of file.form.modules) {
    const fn = module.functions.find(({ name, arity }) => name === 'project' && arity === 0)
    for (const clause of fn?.clauses ?? []) {
      for (const expr of results(clause.body))
        found.push({ expr, frame: { file, module, fn: fn ?? null, clause, caller: null } })
    }
  }
  return found
}
