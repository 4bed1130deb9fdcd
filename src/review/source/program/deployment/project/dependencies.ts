import type { Expr } from '../../../form.ts'
import type { Program, Site, SourceFile } from '../../program.ts'
import { append } from '../append.ts'
import { itemsOf, nameOf, pairOf, pairsOf } from '../literal.ts'
import { frameOf, type Placed } from '../placed.ts'

/** A package that a project depends on. */
export interface Dependency {
  readonly name: string
  /** As declared, `~> 3.3`; null where any will do or a lock file alone knows it. */
  readonly requirement: string | null
  /** What is locked: a version, or the revision of a repository. */
  readonly locked: Placed<string> | null
  readonly source: 'registry' | 'git' | 'path' | 'umbrella'
  /** Environments or profiles that it is limited to; null for all. */
  readonly only: readonly string[] | null
  /** Declared by a project, or brought in by another dependency. */
  readonly direct: boolean
  /** The folder of the project that declares it, or of the lock file. */
  readonly folder: string
  readonly site: Site
}

/** `deps:` of a mix.exs, through the helpers that it is put together of. */
export function mixDependencies(program: Program, project: Site, folder: string): Dependency[] {
  const deps = pairOf(project.expr, 'deps')
  if (!deps) return []
  const found: Dependency[] = []
  for (const site of itemsOf(program, { expr: deps.value, frame: project.frame })) {
    if (site.expr.kind !== 'tuple') continue
    const [first, second, third] = site.expr.items
    const name = nameOf(first)
    if (name === null) continue
    const requirement = second?.kind === 'text' ? second.value : null
    const options = third ?? (second?.kind === 'list' ? second : null)
    const only = pairOf(options, 'only')?.value
    const keys = new Set(pairsOf(options).map(({ key }) => key))
    found.push({
      name,
      requirement,
      locked: null,
      source: keys.has('in_umbrella')
        ? 'umbrella'
        : keys.has('path')
          ? 'path'
          : keys.has('git') || keys.has('github')
            ? 'git'
            : 'registry',
      only: only ? namesOf(only) : null,
      direct: true,
      folder,
      site,
    })
  }
  return found
}

function namesOf(expr: Expr): readonly string[] {
  const name = nameOf(expr)
  if (name !== null) return [name]
  return expr.kind === 'list' ? expr.items.flatMap((item) => nameOf(item) ?? []) : []
}

/** `{deps, […]}` of a rebar.config, at the top and in profiles. */
export function rebarDependencies(file: SourceFile, folder: string): Dependency[] {
  const found: Dependency[] = []
  for (const term of file.form.body) {
    const [key, value] = term.kind === 'tuple' ? term.items : []
    if (nameOf(key) === 'deps') append(found, listed(file, folder, value, null))
    if (nameOf(key) !== 'profiles') continue
    for (const profile of pairsOf(value))
      append(found, listed(file, folder, pairOf(profile.value, 'deps')?.value, profile.key))
  }
  return found
}

function listed(
  file: SourceFile,
  folder: string,
  list: Expr | undefined,
  profile: string | null,
): Dependency[] {
  if (list?.kind !== 'list') return []
  const frame = frameOf(file)
  return list.items.flatMap((expr): Dependency[] => {
    const [first, second, third] = expr.kind === 'tuple' ? expr.items : [expr]
    const name = nameOf(first)
    if (name === null) return []
    const from = third ?? second
    const kind = from?.kind === 'tuple' ? nameOf(from.items[0]) : null
    const remote = kind !== null && ['git', 'git_subdir', 'hg', 'bzr'].includes(kind)
    return [
      {
        name,
        requirement: second?.kind === 'text' ? second.value : null,
        locked: null,
        source: remote ? 'git' : 'registry',
        only: profile === null ? null : [profile],
        direct: true,
        folder,
        site: { expr, frame },
      },
    ]
  })
}
