import type { SourceFile } from '../../program.ts'
import type { YamlNode } from '../documents/yaml.ts'
import { environmentOf } from '../environment.ts'
import { type Placed, siteAt } from '../placed.ts'
import {
  isLiteral,
  type Port,
  type Replicas,
  seconds,
  type Variable,
  type Volume,
  type Workload,
  workload,
} from './workload.ts'

/** Whether a YAML document is a compose file: services that have an image or are built. */
export function isCompose(document: YamlNode): boolean {
  const services = document.get('services')?.entries() ?? []
  return services.some(({ value }) => value?.get('image') ?? value?.get('build') ?? value?.get('extends'))
}

/** The services of a compose file. Compose is for one host unless its name says production. */
export function composeWorkloads(file: SourceFile, document: YamlNode): Workload[] {
  return (document.get('services')?.entries() ?? []).flatMap(({ key, value }) => {
    if (!value?.isMap()) return []
    const grace = value.get('stop_grace_period')?.text()
    const after = grace ? seconds(grace.value) : null
    return [
      workload({
        kind: 'compose',
        name: key.value,
        environment: environmentOf(file, 'development'),
        image: value.get('image')?.text() ?? null,
        build: buildOf(file, value),
        command: lineOf(value.get('command')) ?? lineOf(value.get('entrypoint')),
        replicas: replicasOf(value, key),
        volumes: (value.get('volumes')?.items() ?? []).flatMap(volumeOf),
        ports: (value.get('ports')?.items() ?? []).flatMap(portOf),
        variables: variablesOf(file, value.get('environment')),
        gracePeriod: grace && after !== null ? { value: after, site: grace.site } : null,
        site: key.site,
      }),
    ]
  })
}

function replicasOf(service: YamlNode, key: Placed<string>): Replicas {
  const written = service.get('deploy')?.entry('replicas') ?? service.entry('scale')
  if (!written) return { min: 1, max: 1, declared: false, site: key.site }
  const count = written.value?.number()?.value ?? null
  return { min: count, max: count, declared: true, site: written.site }
}

function lineOf(node: YamlNode | null): Placed<string> | null {
  if (!node) return null
  if (!node.isList()) return node.text()
  return {
    value: node
      .items()
      .flatMap((part) => part.text()?.value ?? [])
      .join(' '),
    site: node.site,
  }
}

/** The folder that is built, from the root of the repository. */
function buildOf(file: SourceFile, service: YamlNode): Placed<string> | null {
  const build = service.get('build')
  const context = build?.isMap() ? (build.get('context') ?? build) : build
  if (!context) return null
  const path = context.isMap() ? '.' : context.text()?.value
  if (path === undefined || !isLiteral(path)) return null
  const parts = file.path.split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return { value: parts.join('/'), site: context.site }
}

function portOf(node: YamlNode): Port[] {
  if (node.isMap()) {
    const target = node.get('target')?.number()
    const published = node.get('published')?.number()
    return target
      ? [{ number: published?.value ?? target.value, published: published !== undefined, site: node.site }]
      : []
  }
  // `[address:][published:]target[/protocol]`; a range publishes from its first port on.
  const parts = node
    .text()
    ?.value.replace(/\/\w+$/, '')
    .match(/^(?:(.*):)?(\d+)(?:-\d+)?$/)
  if (!parts?.[2]) return []
  const host = /(?:^|:)(\d+)(?:-\d+)?$/.exec(parts[1] ?? '')?.[1]
  return [{ number: Number(host ?? parts[2]), published: parts[1] !== undefined, site: node.site }]
}

function volumeOf(node: YamlNode): Volume[] {
  if (node.isMap()) {
    const name = node.get('source')?.text()?.value ?? node.get('target')?.text()?.value ?? ''
    const kind = node.get('type')?.text()?.value === 'tmpfs' ? 'ephemeral' : 'persistent'
    return [{ name, kind, site: node.site }]
  }
  const [source, target] = node.text()?.value.split(':') ?? []
  if (source === undefined) return []
  return [{ name: source, kind: target === undefined ? 'ephemeral' : 'persistent', site: node.site }]
}

/** `environment` as a map or as a list of `NAME=value`; a bare name is handed on from the host. */
function variablesOf(file: SourceFile, node: YamlNode | null): Variable[] {
  const fromHost = { text: null, literal: false, secret: false, value: null } as const
  if (node?.isList()) {
    return node.items().flatMap((item): Variable[] => {
      const [, name, text] = /^([\w.]+)(?:=([\s\S]*))?$/.exec(item.text()?.value ?? '') ?? []
      if (name === undefined) return []
      if (text === undefined) return [{ name, ...fromHost, site: item.site }]
      const { start, end } = item.content
      const from = start + file.text.slice(start, end).indexOf('=') + 1
      return [
        {
          name,
          text,
          literal: isLiteral(text),
          secret: false,
          site: item.site,
          value: { start: from, end },
        },
      ]
    })
  }
  return (node?.entries() ?? []).map(({ key, value, site }) => {
    const text = value?.text()
    if (!text || !value) return { name: key.value, ...fromHost, site }
    return {
      name: key.value,
      text: text.value,
      literal: isLiteral(text.value),
      secret: false,
      site: siteAt(file, key.site.expr.start, Math.max(value.end, key.site.expr.end)),
      value: value.content,
    }
  })
}
