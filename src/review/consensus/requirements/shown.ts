import type { Location } from '../../report.ts'
import type { Service } from '../profile.ts'

/** What the files of a repository say about the use case's surroundings, each with its places. */
export interface ShownFacts {
  readonly libraries: readonly { readonly name: string; readonly place: Location | null }[]
  /** Images of what runs beside the program: `postgres:16`, `redis`. */
  readonly images: readonly { readonly image: string; readonly place: Location }[]
  /** Manifests of Kubernetes. */
  readonly kubernetes: readonly Location[]
  /** Copies of the program in production; `max` is null where nothing bounds it. */
  readonly nodes: { readonly min: number; readonly max: number | null; readonly place: Location } | null
  /** Names of the regions that the documents give, such as `fra` and `iad`. */
  readonly regions: readonly { readonly name: string; readonly place: Location }[]
}

export interface Shown {
  readonly key: 'infra' | 'nodes' | 'regions'
  readonly value: readonly Service[] | number
  readonly because: string
  readonly places: readonly Location[]
}

/** A client library that is of no use without its service. */
const ofLibrary: Readonly<Record<string, Service>> = {
  postgrex: 'postgres',
  epgsql: 'postgres',
  pgo: 'postgres',
  myxql: 'mysql',
  mariaex: 'mysql',
  mysql: 'mysql',
  ecto_sqlite3: 'sqlite',
  exqlite: 'sqlite',
  esqlite: 'sqlite',
  redix: 'redis',
  eredis: 'redis',
  eredis_cluster: 'redis',
  phoenix_pubsub_redis: 'redis',
  eetcd: 'etcd',
  etcdex: 'etcd',
  consul: 'consul',
  consulex: 'consul',
  eventstore: 'eventstore',
  spear: 'eventstore',
  commanded_eventstore_adapter: 'eventstore',
}
const ofImage: readonly (readonly [RegExp, Service])[] = [
  [/(?:^|\/)(?:postgres|postgresql|postgis|timescaledb(?:-ha)?|cloudnative-pg)(?::|@|$)/, 'postgres'],
  [/(?:^|\/)(?:mysql|mariadb|percona(?:-server)?)(?::|@|$)/, 'mysql'],
  [/(?:^|\/)(?:redis|valkey|redis-stack(?:-server)?|keydb)(?::|@|$)/, 'redis'],
  [/(?:^|\/)etcd(?::|@|$)/, 'etcd'],
  [/(?:^|\/)consul(?::|@|$)/, 'consul'],
  [/(?:^|\/)(?:eventstore|kurrentdb)(?::|@|$)/, 'eventstore'],
]
const mostPlaces = 5

/** The dimensions that a repository can answer: services that it uses, nodes, regions. It never proves that there is none. */
export function shownBy(facts: ShownFacts): Shown[] {
  return [infraOf(facts), nodesOf(facts), regionsOf(facts)].filter((each): each is Shown => each !== null)
}

function infraOf({ libraries, images, kubernetes }: ShownFacts): Shown | null {
  const found = new Map<Service, { by: string; places: Location[] }>()
  const add = (service: Service, by: string, place: Location | null) => {
    const known = found.get(service) ?? { by, places: [] }
    if (place !== null) known.places.push(place)
    found.set(service, known)
  }
  for (const { name, place } of libraries) {
    const service = ofLibrary[name]
    if (service !== undefined) add(service, `the library ${name}`, place)
  }
  for (const { image, place } of images) {
    const service = ofImage.find(([pattern]) => pattern.test(image))?.[1]
    if (service !== undefined) add(service, `the image ${image}`, place)
  }
  const [manifest] = kubernetes
  if (manifest !== undefined) add('k8s', 'its manifests', manifest)
  if (found.size === 0) return null
  const reasons = [...found].map(([service, { by }]) => `${service} by ${by}`)
  return {
    key: 'infra',
    value: [...found.keys()],
    because: `the repository uses ${reasons.join(', ')}`,
    places: [...found.values()].flatMap(({ places }) => places.slice(0, 1)).slice(0, mostPlaces),
  }
}

function nodesOf({ nodes }: ShownFacts): Shown | null {
  if (nodes === null) return null
  const most = nodes.max ?? nodes.min
  const range =
    nodes.max === nodes.min
      ? `${nodes.min}`
      : nodes.max === null
        ? `at least ${nodes.min}`
        : `${nodes.min} to ${nodes.max}`
  return {
    key: 'nodes',
    value: Math.max(1, most),
    because: `production runs ${range} copies`,
    places: [nodes.place],
  }
}

function regionsOf({ regions }: ShownFacts): Shown | null {
  const names = [...new Set(regions.map(({ name }) => name))]
  if (names.length < 2) return null
  return {
    key: 'regions',
    value: 2,
    because: `the documents name ${names.length} regions: ${names.join(', ')}`,
    places: regions.slice(0, mostPlaces).map(({ place }) => place),
  }
}
