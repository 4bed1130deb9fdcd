import type { SourceFile } from '../../program.ts'
import type { YamlNode } from '../documents/yaml.ts'
import { type Labelled, labelsOf } from './kubernetes.ts'
import type { Port, Replicas, Workload } from './workload.ts'

export interface KubernetesObject {
  readonly file: SourceFile
  readonly object: YamlNode
}

/** Workloads joined with the autoscalers, disruption budgets and services that speak of them. */
export function joined(
  found: readonly (Labelled & { file: SourceFile })[],
  objects: readonly KubernetesObject[],
): Workload[] {
  const scalers = objects.filter(({ object }) => isKind(object, 'HorizontalPodAutoscaler', 'ScaledObject'))
  const budgets = objects.filter(({ object }) => isKind(object, 'PodDisruptionBudget'))
  const services = objects.filter(({ object }) => isKind(object, 'Service'))
  return found.map(({ workload, labels, file }) => {
    const near = (one: KubernetesObject) => folderOf(one.file) === folderOf(file)
    const scaler = nearest(
      scalers.filter(({ object }) => targets(object, workload)),
      near,
    )
    const budget = nearest(
      budgets.filter(({ object }) => selects(object.get('spec', 'selector', 'matchLabels'), labels)),
      near,
    )
    const published = services.filter(
      (one) => near(one) && selects(one.object.get('spec', 'selector'), labels),
    )
    return {
      ...workload,
      replicas: scaler ? scaled(scaler.object) : workload.replicas,
      minAvailable: budget?.object.get('spec', 'minAvailable')?.text() ?? null,
      maxUnavailable: budget?.object.get('spec', 'maxUnavailable')?.text() ?? null,
      ports: [...workload.ports, ...published.flatMap(({ object }) => servicePorts(object))],
    }
  })
}

function isKind(object: YamlNode, ...kinds: readonly string[]): boolean {
  return kinds.includes(object.get('kind')?.text()?.value ?? '')
}

function folderOf({ path }: SourceFile): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** The one in the same folder, else the only one there is: overlays may hold others of the same name. */
function nearest(
  found: readonly KubernetesObject[],
  near: (one: KubernetesObject) => boolean,
): KubernetesObject | null {
  return found.find(near) ?? (found.length === 1 ? (found[0] ?? null) : null)
}

function targets(scaler: YamlNode, { kind, name }: Workload): boolean {
  const target = scaler.get('spec', 'scaleTargetRef')
  const named = target?.get('name')?.text()?.value
  const of = target?.get('kind')?.text()?.value ?? 'Deployment'
  return named === name && of === kind
}

/** An autoscaler's `minReplicas` is 1 where it is left out. */
function scaled(scaler: YamlNode): Replicas {
  const spec = scaler.get('spec')
  const min = spec?.get('minReplicas')?.number() ?? spec?.get('minReplicaCount')?.number() ?? null
  const max = spec?.get('maxReplicas')?.number() ?? spec?.get('maxReplicaCount')?.number() ?? null
  const written = spec?.entry('minReplicas') ?? spec?.entry('minReplicaCount')
  return {
    min: written ? (min?.value ?? null) : 1,
    max: max?.value ?? null,
    declared: true,
    site: max?.site ?? min?.site ?? scaler.site,
  }
}

function selects(selector: YamlNode | null, labels: ReadonlyMap<string, string>): boolean {
  const wanted = labelsOf(selector)
  if (wanted.size === 0) return false
  for (const [key, value] of wanted) if (labels.get(key) !== value) return false
  return true
}

function servicePorts(service: YamlNode): Port[] {
  const type = service.get('spec', 'type')?.text()?.value ?? 'ClusterIP'
  if (type !== 'LoadBalancer' && type !== 'NodePort') return []
  return (service.get('spec', 'ports')?.items() ?? []).flatMap((port) => {
    const number = port.get('port')?.number()
    return number ? [{ number: number.value, published: true, site: number.site }] : []
  })
}
