import type { SourceFile } from '../../program.ts'
import { type HclBlock, readHcl } from '../documents/hcl.ts'
import { type Environment, environmentOf } from '../environment.ts'
import type { Placed } from '../placed.ts'
import {
  isLiteral,
  type Replicas,
  seconds,
  type Variable,
  type Volume,
  type Workload,
  workload,
} from './workload.ts'

/** Where a resource says how many copies it keeps: attributes for an exact number, or for its bounds. */
const counted: Readonly<
  Record<string, { readonly exact?: string; readonly min?: string; readonly max?: string }>
> = {
  aws_ecs_service: { exact: 'desired_count' },
  aws_autoscaling_group: { min: 'min_size', max: 'max_size', exact: 'desired_capacity' },
  aws_appautoscaling_target: { min: 'min_capacity', max: 'max_capacity' },
  aws_instance: { exact: 'count' },
  azurerm_linux_virtual_machine: { exact: 'count' },
  azurerm_linux_virtual_machine_scale_set: { exact: 'instances' },
  digitalocean_droplet: { exact: 'count' },
  fly_machine: { exact: 'count' },
  google_compute_autoscaler: { min: 'min_replicas', max: 'max_replicas' },
  google_compute_instance: { exact: 'count' },
  google_compute_instance_group_manager: { exact: 'target_size' },
  google_compute_region_autoscaler: { min: 'min_replicas', max: 'max_replicas' },
  google_compute_region_instance_group_manager: { exact: 'target_size' },
  hcloud_server: { exact: 'count' },
  kubernetes_deployment: { exact: 'replicas' },
  kubernetes_deployment_v1: { exact: 'replicas' },
  kubernetes_stateful_set: { exact: 'replicas' },
  kubernetes_stateful_set_v1: { exact: 'replicas' },
  linode_instance: { exact: 'count' },
}

/** Jobs of Nomad (one workload for each group) and resources of Terraform that keep copies running. */
export function hclWorkloads(file: SourceFile): Workload[] {
  const environment = environmentOf(file, 'production')
  return readHcl(file).flatMap((block) => {
    if (block.type === 'job')
      return block.blocks
        .filter(({ type }) => type === 'group')
        .map((group) => ofGroup(block, group, environment))
    const [type, name] = block.labels
    return block.type === 'resource' && type && counted[type]
      ? [ofResource(block, type, name ?? '', environment)]
      : []
  })
}

function ofResource(block: HclBlock, type: string, name: string, environment: Environment): Workload {
  const { exact, min, max } = counted[type] ?? {}
  const bounds = [min, max].map((key) => (key ? number(find(block, key)) : null))
  const one = exact ? number(find(block, exact)) : null
  // A group that is scaled between bounds starts at its desired size and does not stay there.
  const [low = null, high = null] = bounds[0] || bounds[1] ? bounds : [one, one]
  const site = high?.site ?? low?.site
  const replicas: Replicas | null = site
    ? { min: low?.value ?? null, max: high?.value ?? null, declared: true, site }
    : null
  const image = string(find(block, 'image'))
  return workload({
    kind: 'terraform',
    name: `${type}.${name}`,
    environment,
    image,
    replicas,
    site: block.site,
  })
}

function ofGroup(job: HclBlock, group: HclBlock, environment: Environment): Workload {
  const count = number(group.attributes.get('count') ?? null)
  const tasks = group.blocks.filter(({ type }) => type === 'task')
  const configured = tasks.flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'config'))
  const grace = string(tasks.flatMap(({ attributes }) => attributes.get('kill_timeout') ?? [])[0] ?? null)
  const after = grace ? seconds(grace.value) : null
  return workload({
    kind: 'nomad',
    name: [job.labels[0] ?? '', group.labels[0] ?? ''].join('.'),
    environment,
    image: string(configured.flatMap(({ attributes }) => attributes.get('image') ?? [])[0] ?? null),
    command: string(configured.flatMap(({ attributes }) => attributes.get('command') ?? [])[0] ?? null),
    replicas: count
      ? { min: count.value, max: count.value, declared: true, site: count.site }
      : group.computed.has('count')
        ? null
        : { min: 1, max: 1, declared: false, site: group.site },
    volumes: group.blocks.flatMap(volumeOf),
    variables: tasks.flatMap(({ blocks }) =>
      blocks.filter(({ type }) => type === 'env').flatMap(variablesOf),
    ),
    gracePeriod: grace && after !== null ? { value: after, site: grace.site } : null,
    site: group.site,
  })
}

function volumeOf({ type, labels, site }: HclBlock): Volume[] {
  if (type === 'volume') return [{ name: labels[0] ?? '', kind: 'persistent', site }]
  return type === 'ephemeral_disk' ? [{ name: type, kind: 'ephemeral', site }] : []
}

function variablesOf({ attributes }: HclBlock): Variable[] {
  return [...attributes].map(([name, { value, site }]) => {
    const { start, end } = site.expr
    const source = site.frame.file.text.slice(start, end)
    const from = start + source.search(/=\s*"/) + (/=\s*"/.exec(source)?.[0].length ?? 0)
    return {
      name,
      text: String(value),
      literal: isLiteral(String(value)),
      secret: false,
      site,
      value: typeof value === 'string' ? { start: from, end: end - 1 } : null,
    }
  })
}

/** An attribute of a block or of the blocks in it, the nearest first. */
function find(block: HclBlock, name: string): Placed<string | number | boolean> | null {
  const own = block.attributes.get(name)
  if (own) return own
  for (const inner of block.blocks) {
    const found = find(inner, name)
    if (found) return found
  }
  return null
}

function number(found: Placed<string | number | boolean> | null): Placed<number> | null {
  // Some providers take numbers as text: `replicas = "3"`.
  const value =
    typeof found?.value === 'string' && /^\d{1,9}$/.test(found.value) ? Number(found.value) : found?.value
  return found && typeof value === 'number' ? { value, site: found.site } : null
}

function string(found: Placed<string | number | boolean> | null): Placed<string> | null {
  return typeof found?.value === 'string' ? { value: found.value, site: found.site } : null
}
