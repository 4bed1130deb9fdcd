import type { SourceFile } from '../../program.ts'
import type { YamlNode } from '../documents/yaml.ts'
import { environmentOf } from '../environment.ts'
import type { Placed } from '../placed.ts'
import {
  isLiteral,
  type Port,
  type Replicas,
  type Variable,
  type Volume,
  type Workload,
  workload,
} from './workload.ts'

const templated = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'] as const)
type Templated = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'ReplicaSet' | 'Job'

function isTemplated(kind: string): kind is Templated {
  return (templated as ReadonlySet<string>).has(kind)
}

/** A workload with the labels of its pods, which services and disruption budgets select by. */
export interface Labelled {
  readonly workload: Workload
  readonly labels: ReadonlyMap<string, string>
}

/** The workload that one object of Kubernetes describes; null for objects that run nothing. */
export function kubernetesWorkload(file: SourceFile, object: YamlNode): Labelled | null {
  const kind = object.get('kind')?.text()?.value ?? ''
  const spec = object.get('spec')
  if (!spec) return null
  if (kind === 'Pod') return described(file, kind, object, spec, object.get('metadata'))
  const holder = kind === 'CronJob' ? spec.get('jobTemplate', 'spec') : spec
  const pod = holder?.get('template', 'spec')
  if (!pod || !(kind === 'CronJob' || isTemplated(kind))) return null
  return described(file, kind, object, pod, holder?.get('template', 'metadata') ?? null)
}

function described(
  file: SourceFile,
  kind: Templated | 'Pod' | 'CronJob',
  object: YamlNode,
  pod: YamlNode,
  metadata: YamlNode | null,
): Labelled {
  const spec = object.get('spec')
  const name = object.get('metadata', 'name')?.text()?.value ?? ''
  const containers = pod.get('containers')?.items() ?? []
  const [first] = containers
  return {
    labels: labelsOf(metadata?.get('labels') ?? null),
    workload: workload({
      kind,
      name,
      environment: environmentOf(file, 'production'),
      image: first?.get('image')?.text() ?? null,
      command: commandOf(first ?? null),
      replicas: replicasOf(kind, object),
      volumes: [...(pod.get('volumes')?.items() ?? []).flatMap(volumeOf), ...claims(spec)],
      ports: containers.flatMap(containerPorts),
      variables: containers.flatMap((container) => variablesOf(file, container)),
      podManagementPolicy: spec?.get('podManagementPolicy')?.text() ?? null,
      serviceName: spec?.get('serviceName')?.text() ?? null,
      gracePeriod: pod.get('terminationGracePeriodSeconds')?.number() ?? null,
      preStop: containers.map((container) => container.get('lifecycle')?.entry('preStop')?.site)[0] ?? null,
      site: object.entry('kind')?.site ?? object.site,
    }),
  }
}

/** Kubernetes runs one copy where `replicas` is left out. */
function replicasOf(kind: string, object: YamlNode): Replicas | null {
  if (kind === 'DaemonSet' || kind === 'CronJob' || kind === 'Job') return null
  const written = object.get('spec')?.entry('replicas')
  if (!written || kind === 'Pod')
    return { min: 1, max: 1, declared: false, site: object.entry('kind')?.site ?? object.site }
  const count = written.value?.number() ?? null
  return {
    min: count?.value ?? null,
    max: count?.value ?? null,
    declared: true,
    site: count?.site ?? written.site,
  }
}

export function labelsOf(labels: YamlNode | null): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { key, value } of labels?.entries() ?? []) {
    const text = value?.text()
    if (text) found.set(key.value, text.value)
  }
  return found
}

/** Command and arguments as one line. */
function commandOf(container: YamlNode | null): Placed<string> | null {
  const parts = ['command', 'args'].flatMap((key) => container?.get(key)?.items() ?? [])
  const words = parts.flatMap((part) => part.text()?.value ?? [])
  const site = parts[0]?.site
  return site ? { value: words.join(' '), site } : null
}

function volumeOf(volume: YamlNode): Volume[] {
  const name = volume.get('name')?.text()?.value ?? ''
  for (const { key, site } of volume.entries()) {
    if (key.value === 'emptyDir' || key.value === 'ephemeral') return [{ name, kind: 'ephemeral', site }]
    if (['persistentVolumeClaim', 'hostPath', 'csi', 'nfs'].includes(key.value))
      return [{ name, kind: 'persistent', site }]
  }
  return []
}

function claims(spec: YamlNode | null): Volume[] {
  return (spec?.get('volumeClaimTemplates')?.items() ?? []).map((claim) => ({
    name: claim.get('metadata', 'name')?.text()?.value ?? '',
    kind: 'persistent',
    site: claim.get('metadata', 'name')?.site ?? claim.site,
  }))
}

function containerPorts(container: YamlNode): Port[] {
  return (container.get('ports')?.items() ?? []).flatMap((port) => {
    const number = port.get('containerPort')?.number()
    const host = port.get('hostPort')?.number()
    return number
      ? [{ number: number.value, published: host !== undefined && host !== null, site: number.site }]
      : []
  })
}

function variablesOf(file: SourceFile, container: YamlNode): Variable[] {
  return (container.get('env')?.items() ?? []).flatMap((item) => {
    const name = item.get('name')?.text()
    if (!name) return []
    const value = item.get('value')
    const text = value?.text() ?? null
    const place = item.site
    // A chart's value stands in another file, where this range means nothing.
    const here = text && text.site.frame.file === file && value
    return [
      {
        name: name.value,
        text: text?.value ?? null,
        literal: text !== null && isLiteral(text.value) && !/\$\(/.test(text.value),
        secret: Boolean(item.get('valueFrom', 'secretKeyRef')),
        site: text && text.site.frame.file !== file ? text.site : place,
        value: here ? value.content : null,
      },
    ]
  })
}
