import type { TomlTable, TomlValue } from 'smol-toml'
import type { SourceFile } from '../../program.ts'
import { isTable, readToml, type Toml, tables } from '../documents/toml.ts'
import { environmentOf } from '../environment.ts'
import type { Placed } from '../placed.ts'
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

/**
 * The app of a fly.toml. How many machines run is decided outside of the file: `min_machines_running` is a lower
 * bound, and nothing is an upper one. Null where the file does not parse.
 */
export function flyWorkload(file: SourceFile): Workload | null {
  const toml = readToml(file)
  if (!toml) return null
  const { root } = toml
  const name = text(root['app'])
  if (name === null && !isTable(root['build']) && services(root).length === 0) return null
  const grace =
    typeof root['kill_timeout'] === 'number'
      ? root['kill_timeout']
      : seconds(text(root['kill_timeout']) ?? '')
  const build = isTable(root['build']) ? root['build'] : {}
  const image = text(build['image'])
  const folder = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')))
  return workload({
    kind: 'fly',
    name: name ?? '',
    environment: environmentOf(file, 'production'),
    image: image === null ? null : { value: image, site: toml.site('build', 'image') },
    build: image === null ? { value: folder, site: toml.site('app') } : null,
    command: command(toml),
    replicas: replicas(toml),
    volumes: volumes(toml),
    ports: services(root).flatMap(({ table, path }) => ports(toml, table, path)),
    variables: variables(toml),
    gracePeriod: grace === null ? null : { value: grace, site: toml.site('kill_timeout') },
    site: toml.site('app'),
  })
}

function services(root: TomlTable) {
  return [...tables(root, 'http_service'), ...tables(root, 'services')]
}

function text(value: TomlValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function replicas(toml: Toml): Replicas | null {
  for (const { table, path } of services(toml.root)) {
    const min = table['min_machines_running']
    if (typeof min === 'number')
      return { min, max: null, declared: true, site: toml.site(...path, 'min_machines_running') }
  }
  return null
}

function command({ root, site }: Toml): Placed<string> | null {
  const { processes, experimental } = root
  if (isTable(processes)) {
    for (const [name, value] of Object.entries(processes))
      if (typeof value === 'string') return { value, site: site('processes', name) }
  }
  const cmd = isTable(experimental) ? experimental['cmd'] : undefined
  if (Array.isArray(cmd)) return { value: cmd.join(' '), site: site('experimental', 'cmd') }
  return typeof cmd === 'string' ? { value: cmd, site: site('experimental', 'cmd') } : null
}

/** A mount is a volume of its own for each machine. */
function volumes({ root, site }: Toml): Volume[] {
  return [...tables(root, 'mounts'), ...tables(root, 'mount')].map(({ table, path }) => ({
    name: text(table['source']) ?? '',
    kind: 'persistent',
    site: site(...path, 'source'),
  }))
}

function ports({ site }: Toml, service: TomlTable, path: readonly (string | number)[]): Port[] {
  const found: Port[] = []
  const inner = service['internal_port']
  if (typeof inner === 'number')
    found.push({ number: inner, published: false, site: site(...path, 'internal_port') })
  for (const { table, path: below } of tables(service, 'ports')) {
    const number = table['port']
    if (typeof number === 'number')
      found.push({ number, published: true, site: site(...path, ...below, 'port') })
  }
  return found
}

function variables({ root, site }: Toml): Variable[] {
  const { env } = root
  if (!isTable(env)) return []
  return Object.entries(env).map(([name, value]) => {
    const place = site('env', name)
    const written = String(value)
    const { start, end } = place.expr
    const source = place.frame.file.text.slice(start, end)
    const from = start + source.indexOf('=') + 1
    const lead = /^\s*["']?/.exec(source.slice(from - start))?.[0] ?? ''
    return {
      name,
      text: written,
      literal: isLiteral(written),
      secret: false,
      site: place,
      value: {
        start: from + lead.length,
        end: /["']$/.test(lead) ? start + Math.max(source.lastIndexOf('"'), source.lastIndexOf("'")) : end,
      },
    }
  })
}
