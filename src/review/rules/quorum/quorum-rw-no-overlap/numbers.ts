import type { Expr } from '../../../source/form.ts'
import { config } from '../../../source/program/deployment/index.ts'
import { pairsOf } from '../../../source/program/deployment/literal.ts'
import type { Program, Site } from '../../../source/program/program.ts'
import { keyword } from '../../../source/program/stores/literals.ts'

/** N replicas, of which a read asks R and a write waits for W. */
export interface Numbers {
  readonly nodes: number
  readonly read: number
  readonly write: number
  /** Where R, W and N are spelled out; N is null where the store's default holds. */
  readonly places: { readonly read: Site; readonly write: Site; readonly nodes: Site | null }
  /** `settings` and `options` are read by what they are given to; `constants` are used by the program's own code. */
  readonly from: 'settings' | 'options' | 'constants'
  /** For constants: the places where R or W limits what is asked or counted. */
  readonly used: readonly Site[]
}

type Part = 'nodes' | 'read' | 'write'

const partNames: readonly (readonly [Part, RegExp])[] = [
  ['nodes', /^(?:default_)?(?:n|n_val|replicas|replica_count|num_replicas|replication_factor)$/],
  ['read', /^(?:default_)?(?:r|r_val|read_quorum|quorum_read|read_replicas|r_quorum)$/],
  ['write', /^(?:default_)?(?:w|w_val|write_quorum|quorum_write|write_replicas|w_quorum)$/],
]

function partOf(name: string): Part | null {
  const plain = name.toLowerCase()
  return partNames.find(([, words]) => words.test(plain))?.[0] ?? null
}

/** Every group of N, R and W that the code or its configuration spells out together. */
export function numbers(program: Program): readonly Numbers[] {
  return [...ofConstants(program), ...ofDefaults(program), ...ofSettings(program), ...ofRiak(program)]
}

class Group {
  readonly #values = new Map<Part, { value: number; site: Site }>()

  /** The first that is said counts: later ones are overrides of something else. */
  add(name: string, site: Site): void {
    const part = partOf(name)
    if (part && site.expr.kind === 'integer' && !this.#values.has(part))
      this.#values.set(part, { value: site.expr.value, site })
  }

  numbers(from: Numbers['from'], used: readonly Site[] = []): Numbers | null {
    const [nodes, read, write] = [
      this.#values.get('nodes'),
      this.#values.get('read'),
      this.#values.get('write'),
    ]
    if (!nodes || !read || !write) return null
    return {
      nodes: nodes.value,
      read: read.value,
      write: write.value,
      places: { nodes: nodes.site, read: read.site, write: write.site },
      from,
      used,
    }
  }
}

/** `@n 3`, `@r 1`, `@w 1` in one module; `-define(N, 3)` and so on in one module or header. */
function ofConstants(program: Program): Numbers[] {
  const byOwner = new Map<unknown, Group>()
  const add = (owner: unknown, name: string, site: Site) => {
    const group = byOwner.get(owner) ?? new Group()
    byOwner.set(owner, group)
    group.add(name, site)
  }
  for (const { constant, frame } of program.constants())
    if (partOf(constant.name)) add(frame.module, constant.name, { expr: constant.value, frame })
  const found: Numbers[] = []
  for (const group of byOwner.values()) {
    const all = group.numbers('constants')
    if (all) found.push({ ...all, used: usesIn(program, all.places.read.frame.module) })
  }
  return found
}

const takes = [
  ['Enum', 'take'],
  ['Enum', 'take_random'],
  ['lists', 'sublist'],
] as const

function usesIn(program: Program, module: Site['frame']['module']): Site[] {
  const isPart = (expr: Expr | undefined) =>
    expr?.kind === 'constant' && ['read', 'write'].includes(partOf(expr.name) ?? '')
  const sites: Site[] = program.comparisons().filter(({ expr }) => expr.args.some(isPart))
  for (const [owner, name] of takes)
    sites.push(...program.callsOf(owner, name).filter(({ expr }) => expr.args.some(isPart)))
  return sites.filter(({ frame }) => frame.module === module)
}

const defaults = [
  ['Keyword', 'get', 1, 2],
  ['Map', 'get', 1, 2],
  ['proplists', 'get_value', 0, 2],
  ['maps', 'get', 0, 2],
  ['application', 'get_env', 1, 2],
  ['Application', 'get_env', 1, 2],
] as const

/** `Keyword.get(opts, :r, 1)`, the like for n and w, in one module. */
function ofDefaults(program: Program): Numbers[] {
  const byModule = new Map<unknown, Group>()
  for (const [owner, name, key, value] of defaults) {
    for (const { expr, frame } of program.callsOf(owner, name)) {
      const [word, given] = [expr.args[key], expr.args[value]]
      if (word?.kind !== 'atom' || !given || !partOf(word.name)) continue
      const group = byModule.get(frame.module) ?? new Group()
      byModule.set(frame.module, group)
      group.add(word.name, { expr: given, frame })
    }
  }
  return [...byModule.values()].flatMap((group) => group.numbers('options') ?? [])
}

/** Settings of one application: side by side, or within one value. */
function ofSettings(program: Program): Numbers[] {
  const byOwner = new Map<string, Group>()
  for (const { app, keys, value, environment } of config(program).entries) {
    if (environment !== 'production') continue
    const last = keys.at(-1) ?? ''
    const parent = [value.frame.file.path, app, ...keys.slice(0, -1)].join(' ')
    if (partOf(last)) {
      const group = byOwner.get(parent) ?? new Group()
      byOwner.set(parent, group)
      group.add(last, value)
      continue
    }
    const inner = new Group()
    for (const { key, value: expr } of pairsOf(value.expr)) inner.add(key, { expr, frame: value.frame })
    byOwner.set(`${parent} ${last} ${value.expr.start}`, inner)
  }
  return [...byOwner.values()].flatMap((group) => group.numbers('settings') ?? [])
}

/** Riak's own number of replicas where a bucket sets none: https://docs.riak.com/riak/kv/latest/developing/app-guide/replication-properties/ */
const riakReplicas = 3
const riakClients = ['riakc_pb_socket', 'Riak', 'Riak.Object'] as const

/** Reads with `{r, R}` and writes with `{w, W}` of Riak's client in one module. */
function ofRiak(program: Program): Numbers[] {
  const found: Numbers[] = []
  for (const client of riakClients) {
    const writes = program.callsOf(client, 'put').flatMap((site) => optionOf(site, 'w'))
    for (const read of program.callsOf(client, 'get').flatMap((site) => optionOf(site, 'r'))) {
      const write = writes.find(({ frame }) => frame.module === read.frame.module)
      if (!write || read.expr.kind !== 'integer' || write.expr.kind !== 'integer') continue
      const { value: r } = read.expr
      const { value: w } = write.expr
      const places = { read, write, nodes: null }
      found.push({ nodes: riakReplicas, read: r, write: w, places, from: 'options', used: [] })
    }
  }
  return found
}

function optionOf({ expr, frame }: Site, name: string): Site[] {
  const options = expr.kind === 'call' ? expr.args.at(-1) : undefined
  const value = keyword(options, name)
  return value ? [{ expr: value, frame }] : []
}
