import type { Site } from '../../program.ts'
import type { Environment } from '../environment.ts'
import type { Placed } from '../placed.ts'

export type WorkloadKind =
  | 'Deployment'
  | 'StatefulSet'
  | 'DaemonSet'
  | 'ReplicaSet'
  | 'Pod'
  | 'Job'
  | 'CronJob'
  | 'fly'
  | 'compose'
  | 'nomad'
  | 'terraform'
  | 'procfile'

/** How many copies run; null where it is not said (autoscaled without a bound, one for each machine). */
export interface Replicas {
  readonly min: number | null
  readonly max: number | null
  /** Said in the document, or what the platform does by default. */
  readonly declared: boolean
  readonly site: Site
}

export interface Volume {
  readonly name: string
  /** `persistent` outlives the copy (claims, named volumes, host paths); `ephemeral` dies with it. */
  readonly kind: 'ephemeral' | 'persistent'
  readonly site: Site
}

export interface Port {
  readonly number: number
  /** Reachable from outside the cluster or host: a published port, a load balancer, a node port. */
  readonly published: boolean
  readonly site: Site
}

/** A variable of the process's environment. */
export interface Variable {
  readonly name: string
  /** As written; null where a secret store or a field of the platform gives it. */
  readonly text: string | null
  /** Whether `text` is all of it: nothing in it is filled in by a shell, a template or the platform. */
  readonly literal: boolean
  /** Given by a secret store. */
  readonly secret: boolean
  readonly site: Site
  /** Byte range of the value in the site's file; null where it is not written there. */
  readonly value: { readonly start: number; readonly end: number } | null
}

/** Something that a platform keeps running, as its document says. */
export interface Workload {
  readonly kind: WorkloadKind
  readonly name: string
  readonly environment: Environment
  readonly image: Placed<string> | null
  /** Built from this folder of the repository, relative to its root; '' is the root. */
  readonly build: Placed<string> | null
  readonly command: Placed<string> | null
  readonly replicas: Replicas | null
  readonly volumes: readonly Volume[]
  readonly ports: readonly Port[]
  readonly variables: readonly Variable[]
  readonly podManagementPolicy: Placed<string> | null
  /** StatefulSet's headless service, which gives the copies stable names. */
  readonly serviceName: Placed<string> | null
  /** Of the PodDisruptionBudget that selects it: a number or a percentage as written. */
  readonly minAvailable: Placed<string> | null
  readonly maxUnavailable: Placed<string> | null
  /** Seconds between the signal and the kill. */
  readonly gracePeriod: Placed<number> | null
  readonly preStop: Site | null
  readonly site: Site
}

/** A workload of which little is said; the reader of each format fills in what it knows. */
export function workload(
  known: Pick<Workload, 'kind' | 'name' | 'environment' | 'site'> & Partial<Workload>,
): Workload {
  return {
    image: null,
    build: null,
    command: null,
    replicas: null,
    volumes: [],
    ports: [],
    variables: [],
    podManagementPolicy: null,
    serviceName: null,
    minAvailable: null,
    maxUnavailable: null,
    gracePeriod: null,
    preStop: null,
    ...known,
  }
}

/** Whether a shell, a template or a platform fills something in. */
export function isLiteral(text: string): boolean {
  return !/[`]|\$[\w({]|\{\{|<%/.test(text)
}

/** `30s`, `1m30s`, `500ms`, `20` → seconds; null for anything else. */
export function seconds(text: string): number | null {
  const parts = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s?)?$/.exec(text.trim())
  if (text.trim() === '' || !parts) {
    const milliseconds = /^(\d+)ms$/.exec(text.trim())?.[1]
    return milliseconds === undefined ? null : Number(milliseconds) / 1000
  }
  return Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0)
}
