import { libraries } from '../../architecture/libraries.ts'
import type { Location } from '../../report.ts'
import { environmentOf } from '../../source/program/deployment/environment.ts'
import { deployment, nodes, projects } from '../../source/program/deployment/index.ts'
import { locationOf, placeOf } from '../../source/program/place.ts'
import type { Program, SourceFile } from '../../source/program/program.ts'
import type { ShownFacts } from './shown.ts'

const orchestrated: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Pod',
  'Job',
  'CronJob',
])

/** What a program's project files and deployment documents say, for `shownBy`. Tests and examples do not count. */
export function shownFacts(program: Program): ShownFacts {
  const { workloads } = deployment(program)
  const counted = workloads.filter(({ environment }) => environment !== 'test')
  const declared = projects(program).dependencies.map(({ name, site }) => ({ name, place: locationOf(site) }))
  const known = new Set(declared.map(({ name }) => name))
  const locked = libraries(program).filter(({ name }) => !known.has(name))
  const count = nodes(program)
  return {
    libraries: [...declared, ...locked.map(({ name }) => ({ name, place: null }))],
    images: counted.flatMap(({ image }) =>
      image === null ? [] : [{ image: image.value, place: locationOf(image.site) }],
    ),
    kubernetes: counted.filter(({ kind }) => orchestrated.has(kind)).map(({ site }) => locationOf(site)),
    nodes: count === null ? null : { min: count.min, max: count.max, place: locationOf(count.from) },
    regions: program.documents
      .filter((file) => environmentOf(file, 'production') === 'production')
      .flatMap(regionsIn),
  }
}

/** Regions that a fly.toml, Terraform or a manifest names. */
const regionNames =
  /(?:primary_region|backup_regions|regions?|topology\.kubernetes\.io\/region)["']?\s*[:=]\s*((?:\[[^\]]*\])|(?:["']?[a-z0-9-]+["']?))/g

function regionsIn(file: SourceFile): { name: string; place: Location }[] {
  const found: { name: string; place: Location }[] = []
  for (const match of file.text.matchAll(regionNames)) {
    const span = { start: match.index, end: match.index + match[0].length }
    for (const [name] of (match[1] ?? '').matchAll(/[a-z]{3}(?![a-z0-9-])|[a-z]{2}-[a-z]+-\d/g)) {
      found.push({ name, place: placeOf(file, span, null) })
    }
  }
  return found
}
