import { facet } from '../facet.ts'
import type { Program, Site } from '../program.ts'
import { deployment } from './deployment.ts'
import { type Projects, projects } from './project/project.ts'
import { topologies } from './topology/index.ts'
import type { Workload } from './workloads/workload.ts'

/** How many nodes of the program run in production; a bound is null where nothing says it. */
interface NodeCount {
  readonly min: number
  readonly max: number | null
  readonly from: Site
}

/** Variables that only a program on the BEAM is given. */
const ofTheBeam =
  /^(RELEASE_\w+|ERL_(A|Z)?FLAGS|ELIXIR_ERL_OPTIONS|ERLANG_COOKIE|PHX_\w+|MIX_ENV|SECRET_KEY_BASE)$/

/** The workloads that run this repository's own releases, not a database beside them. */
export const ownWorkloads = facet((program): readonly Workload[] => {
  const known = projects(program)
  const names = namesOf(known)
  return deployment(program).workloads.filter((workload) => runsProject(workload, known, names))
})

function namesOf({ projects: all, releases }: Projects): ReadonlySet<string> {
  const names = new Set<string>()
  for (const name of [...all.map(({ app }) => app), ...releases.map((release) => release.name)])
    if (name) names.add(plain(name))
  return names
}

function plain(name: string): string {
  return name.toLowerCase().replace(/_/g, '-')
}

function runsProject(
  { kind, name, image, build, command, variables }: Workload,
  { projects: all }: Projects,
  names: ReadonlySet<string>,
): boolean {
  if (variables.some((variable) => ofTheBeam.test(variable.name))) return true
  if (command && runsBeam(command.value, names)) return true
  // A fly.toml lies beside what it deploys or in a folder of it; what compose builds, it names.
  const below = (folder: string) => kind === 'fly' && (folder === '' || build?.value.startsWith(`${folder}/`))
  if (build && all.some(({ folder }) => folder === build.value || below(folder))) return true
  const repository = image?.value
    .split('@')[0]
    ?.replace(/:[^/:]*$/, '')
    .split('/')
    .at(-1)
  if (repository !== undefined && isNamed(repository, names)) return true
  return kind === 'terraform' && names.has(plain(name))
}

/** `shop`, and `shop-web` or `shop-enterprise`, which are built of it. */
function isNamed(repository: string, names: ReadonlySet<string>): boolean {
  const image = plain(repository)
  for (const name of names) if (image === name || image.startsWith(`${name}-`)) return true
  return false
}

function runsBeam(command: string, names: ReadonlySet<string>): boolean {
  if (/(^|[\s"'/])(mix|iex|elixir|erl)(\s|$)/.test(command)) return true
  const started = /(?:^|\/)bin\/([\w-]+)/.exec(command)?.[1]
  return started !== undefined && names.has(plain(started))
}

/**
 * How many nodes production runs: of the workloads that run this program, else of a topology that spells its hosts
 * out. Null where neither says it. Several workloads of one kind may form one cluster or several, so the smallest
 * alone is the lower bound and all together the upper.
 */
export const nodes = facet((program): NodeCount | null => {
  const counted = ownWorkloads(program).filter(
    ({ environment, replicas }) => environment === 'production' && replicas?.min != null && replicas.min > 0,
  )
  return ofWorkloads(counted) ?? ofHosts(program)
})

function ofWorkloads(workloads: readonly Workload[]): NodeCount | null {
  let min = Number.POSITIVE_INFINITY
  let max: number | null = 0
  let from: Site | null = null
  for (const [index, { kind, name, replicas }] of workloads.entries()) {
    if (!replicas || replicas.min === null) continue
    if (replicas.min < min) {
      min = replicas.min
      from = replicas.site
    }
    // The same workload in another folder is another cluster (an overlay, a region).
    const seen = workloads.slice(0, index).some((other) => other.kind === kind && other.name === name)
    // Whoever installs a chart sets his own number: its default bounds nothing from above.
    const chart = /(^|\/)values\.ya?ml$/.test(replicas.site.frame.file.path)
    if (max === null || replicas.max === null || chart) max = null
    else max = seen ? Math.max(max, replicas.max) : max + replicas.max
  }
  return from ? { min, max, from } : null
}

function ofHosts(program: Program): NodeCount | null {
  for (const { hosts, environment, site } of topologies(program)) {
    if (hosts && hosts.length > 1 && environment === 'production')
      return { min: hosts.length, max: hosts.length, from: site }
  }
  return null
}
