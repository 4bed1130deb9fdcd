import { facet } from '../facet.ts'
import type { SourceFile } from '../program.ts'
import { append } from './append.ts'
import { readYaml, type YamlNode } from './documents/yaml.ts'
import { type Environment, environmentOf } from './environment.ts'
import { documentKind } from './paths.ts'
import { decoded, type Placed, siteAt } from './placed.ts'
import { commandFlags, flagsIn, type VmFlag, variableFlags } from './settings/flags.ts'
import {
  type ContainerImage,
  containerImage,
  type EnvironmentVariable,
  shellVariables,
} from './settings/variables.ts'
import { chartValues } from './workloads/chart.ts'
import { composeWorkloads, isCompose } from './workloads/compose.ts'
import { flyWorkload } from './workloads/fly.ts'
import { hclWorkloads } from './workloads/hcl.ts'
import { kubernetesWorkload, type Labelled } from './workloads/kubernetes.ts'
import { joined, type KubernetesObject } from './workloads/kubernetes-joins.ts'
import { procfileWorkloads } from './workloads/procfile.ts'
import type { Variable, Workload, WorkloadKind } from './workloads/workload.ts'

/** What the documents beside the code say about how it runs. */
interface Deployment {
  readonly workloads: readonly Workload[]
  readonly images: readonly ContainerImage[]
  /** Every variable that a document sets, those of workloads and images among them. */
  readonly variables: readonly EnvironmentVariable[]
  /** Every flag that the emulator gets: from vm.args, variables and command lines. */
  readonly flags: readonly VmFlag[]
  /** Committed `.erlang.cookie` files. */
  readonly cookies: readonly (Placed<string> & { readonly environment: Environment })[]
  /** Versions of `.tool-versions`, by tool. */
  readonly tools: ReadonlyMap<string, Placed<string>>
  /** Documents that were left out, and why, for the coverage. */
  readonly notes: readonly string[]
}

/** Read once, when a rule first asks. */
export const deployment = facet((program): Deployment => {
  const found = empty()
  const values = chartValues(program.documents)
  const objects: KubernetesObject[] = []
  for (const file of program.documents) {
    if (documentKind(file.path) !== 'yaml') readDocument(file, found)
    else if (mayRun(file)) {
      const { documents, failed } = readYaml(file, values(file))
      if (failed > 0) found.notes.push(`${file.path} is no YAML that could be read whole.`)
      for (const document of documents) {
        if (isCompose(document)) append(found.workloads, composeWorkloads(file, document))
        else append(objects, objectsOf(file, document))
      }
    }
  }
  const labelled: (Labelled & { file: SourceFile })[] = []
  for (const { file, object } of objects) {
    const one = kubernetesWorkload(file, object)
    if (one) labelled.push({ ...one, file })
  }
  append(found.workloads, joined(labelled, objects))
  for (const workload of found.workloads) addWorkload(found, workload)
  for (const image of found.images) addImage(found, image)
  const { places, ...view } = found
  return view
})

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] }
type Found = Omit<Mutable<Deployment>, 'tools'> & {
  readonly tools: Map<string, Placed<string>>
  readonly places: Set<string>
}

function empty(): Found {
  return {
    workloads: [],
    images: [],
    variables: [],
    flags: [],
    cookies: [],
    tools: new Map(),
    notes: [],
    places: new Set(),
  }
}

/** A manifest or a compose file by its text: parsing every other YAML file would be time for nothing. */
function mayRun({ text }: SourceFile): boolean {
  return (
    (/^(- )?\s{0,2}["']?kind["']?:/m.test(text) && /apiVersion["']?:/.test(text)) || /^services:/m.test(text)
  )
}

function objectsOf(file: SourceFile, document: YamlNode): KubernetesObject[] {
  const list = document.get('kind')?.text()?.value === 'List' ? document.get('items') : null
  const objects = list?.items() ?? (document.isList() ? document.items() : [document])
  return objects.map((object) => ({ file, object }))
}

function readDocument(file: SourceFile, found: Found): void {
  switch (documentKind(file.path)) {
    case 'fly': {
      const app = flyWorkload(file)
      if (app) found.workloads.push(app)
      else found.notes.push(`${file.path} is no fly.toml that can be read.`)
      return
    }
    case 'hcl':
      append(found.workloads, hclWorkloads(file))
      return
    case 'procfile':
      append(found.workloads, procfileWorkloads(file))
      return
    case 'dockerfile':
      found.images.push(containerImage(file, environmentOf(file, 'production')))
      return
    case 'vm-args':
      append(
        found.flags,
        flagsIn(file, { start: 0, end: file.text.length }, 'vm.args', environmentOf(file, 'production')),
      )
      return
    case 'shell-environment':
      addVariables(found, shellVariables(file), environmentOf(file, 'production'), 'env.sh')
      return
    case 'cookie':
      found.cookies.push({
        value: file.text.trim(),
        site: siteAt(file, 0, file.text.trimEnd().length),
        environment: environmentOf(file, 'production'),
      })
      return
    case 'tool-versions':
      for (const { index, 0: line, 1: tool, 2: version } of file.text.matchAll(
        /^[ \t]*([\w.-]+)[ \t]+([^\s#]+)/gm,
      ))
        if (tool && version && !found.tools.has(tool))
          found.tools.set(tool, { value: decoded(version), site: siteAt(file, index, index + line.length) })
  }
}

function addVariables(
  found: Found,
  variables: readonly Variable[],
  environment: Environment,
  via: EnvironmentVariable['via'],
): void {
  for (const variable of variables) {
    // Services of one compose file share variables by a merge key: the place is one.
    const place = `${variable.site.frame.file.path}:${variable.site.expr.start}:${variable.name}`
    if (found.places.has(place)) continue
    found.places.add(place)
    found.variables.push({ ...variable, environment, via })
    append(found.flags, variableFlags(variable, environment))
  }
}

function addImage(found: Found, { environment, variables, commands }: ContainerImage): void {
  addVariables(found, variables, environment, 'dockerfile')
  for (const { site } of commands) append(found.flags, commandFlags(site, environment))
}

const setBy: Partial<Record<WorkloadKind, EnvironmentVariable['via']>> = {
  compose: 'compose',
  fly: 'fly',
  nomad: 'nomad',
}

function addWorkload(found: Found, { kind, environment, variables, command }: Workload): void {
  addVariables(found, variables, environment, setBy[kind] ?? 'kubernetes')
  if (command) append(found.flags, commandFlags(command.site, environment))
}
