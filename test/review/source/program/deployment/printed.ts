import type { Placed } from '../../../../../src/review/source/program/deployment/placed.ts'
import type { Workload } from '../../../../../src/review/source/program/deployment/workloads/workload.ts'
import { lineAt } from '../../../../../src/review/source/program/place.ts'
import type { Site } from '../../../../../src/review/source/program/program.ts'

/** `path:line`. */
export function line(site: Site | null): string {
  return site ? `${site.frame.file.path}:${lineAt(site.frame.file, site.expr.start)}` : '-'
}

function placed(value: Placed<unknown> | null): string | undefined {
  return value ? `${value.value} (${line(value.site)})` : undefined
}

/** A workload as plain values with lines, without what is not said. */
export function printed(workload: Workload): Record<string, unknown> {
  const { kind, name, environment, replicas, volumes, ports, variables, preStop, site } = workload
  const all = {
    what: `${kind} ${name}, ${environment}, ${line(site)}`,
    replicas: replicas
      ? `${replicas.min}..${replicas.max}${replicas.declared ? '' : ' by default'} (${line(replicas.site)})`
      : undefined,
    image: placed(workload.image),
    build: placed(workload.build),
    command: placed(workload.command),
    volumes: volumes.map((volume) => `${volume.kind} ${volume.name} (${line(volume.site)})`),
    ports: ports.map((port) => `${port.number}${port.published ? ' published' : ''} (${line(port.site)})`),
    variables: variables.map(
      (one) =>
        `${one.name}=${one.text}${one.literal ? '' : ', filled in'}${one.secret ? ', secret' : ''} (${line(one.site)})`,
    ),
    policy: placed(workload.podManagementPolicy),
    service: placed(workload.serviceName),
    minAvailable: placed(workload.minAvailable),
    maxUnavailable: placed(workload.maxUnavailable),
    grace: placed(workload.gracePeriod),
    preStop: preStop ? line(preStop) : undefined,
  }
  return Object.fromEntries(
    Object.entries(all).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  )
}
