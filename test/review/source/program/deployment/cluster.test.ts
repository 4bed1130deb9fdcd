import { expect, test } from 'vitest'
import {
  clusterEvidence,
  nodes,
  ownWorkloads,
  topologies,
} from '../../../../../src/review/source/program/deployment/index.ts'
import type { Program } from '../../../../../src/review/source/program/program.ts'
import { programOf, shown } from '../build.ts'
import { chart, compose, fly, kubernetes } from './fixtures.ts'
import { line } from './printed.ts'
import { shop, store } from './project.fixtures.ts'

const found = (program: Program) =>
  topologies(program).map((t) => ({
    what: [t.library, t.name, t.strategy, t.environment, line(t.site)].join(' | '),
    settings: t.settings.map(({ key, site }) => `${key}: ${shown(site)}`),
    overrides: t.overrides.map(({ key, site }) => `${key}: ${shown(site)}`),
    secret: line(t.secret),
    hosts: t.hosts,
  }))
const evidence = (program: Program) =>
  clusterEvidence(program).map(({ reason, site }) => `${reason}: ${line(site)}`)
const count = (texts: Record<string, string>) => {
  const known = nodes(programOf(texts))
  return known ? [known.min, known.max, line(known.from)] : null
}

test('topologies of libcluster and dns_cluster', () => {
  expect(found(programOf(shop))).toEqual([
    {
      what: 'libcluster | gossip | Cluster.Strategy.Gossip | production | config/runtime.exs:8',
      settings: ['port: config/runtime.exs:10 45_892', 'secret: config/runtime.exs:10 "sesame"'],
      overrides: ['connect: config/runtime.exs:11 {Shop.Mesh, :connect, []}'],
      secret: 'config/runtime.exs:10',
      hosts: null,
    },
    {
      what: 'libcluster | local | Cluster.Strategy.Epmd | development | config/runtime.exs:13',
      settings: ['hosts: config/runtime.exs:13 [:"a@127.0.0.1", :"b@127.0.0.1"]'],
      overrides: [],
      secret: '-',
      hosts: ['a@127.0.0.1', 'b@127.0.0.1'],
    },
    {
      what: 'dns_cluster |  |  | unknown | lib/shop/application.ex:8',
      settings: ['query: lib/shop/application.ex:8 Application.get_env(:shop, :dns_query) || :ignore'],
      overrides: [],
      secret: '-',
      hosts: null,
    },
  ])
})

test('a query that configuration sets belongs to the topology', () => {
  const texts = { ...shop, 'config/prod.exs': 'import Config\nconfig :shop, dns_query: "shop.internal"\n' }
  expect(found(programOf(texts)).at(-1)).toEqual({
    what: 'dns_cluster |  |  | production | lib/shop/application.ex:8',
    settings: [
      'query: lib/shop/application.ex:8 Application.get_env(:shop, :dns_query) || :ignore',
      'query: config/prod.exs:2 "shop.internal"',
    ],
    overrides: [],
    secret: '-',
    hosts: null,
  })
})

test('a strategy that code reads from a setting is looked up; a computed one stays unknown', () => {
  const code = (strategy: string) => `defmodule Shop.Cluster do
  def children do
    settings = Application.fetch_env!(:shop, Shop.Cluster)
    strategy = ${strategy}
    [{Cluster.Supervisor, [[main: [strategy: strategy, config: []]], []]}]
  end
end
`
  const settings = 'import Config\nconfig :shop, Shop.Cluster, adapter: Cluster.Strategy.DNSPoll\n'
  const strategies = (strategy: string) =>
    topologies(programOf({ 'lib/cluster.ex': code(strategy), 'config/config.exs': settings })).map((one) => [
      one.name,
      one.strategy,
    ])
  expect(strategies('Keyword.fetch!(settings, :adapter)')).toEqual([['main', 'Cluster.Strategy.DNSPoll']])
  expect(strategies('choose()')).toEqual([['main', null]])
})

test('topologies of the Erlang libraries', () => {
  expect(found(programOf(store))).toEqual([
    {
      what: 'kernel |  | sync_nodes_mandatory | production | config/sys.config:1',
      settings: [],
      overrides: [],
      secret: '-',
      hosts: ['a@db1', 'b@db2', 'c@db3'],
    },
    {
      what: 'ekka |  | static | production | config/sys.config:2',
      settings: ["seeds: config/sys.config:2 ['a@db1', 'b@db2']"],
      overrides: [],
      secret: '-',
      hosts: ['a@db1', 'b@db2'],
    },
    {
      what: 'rabbit |  | rabbit_peer_discovery_dns | production | config/sys.config:3',
      settings: ['peer_discovery_backend: config/sys.config:3 rabbit_peer_discovery_dns'],
      overrides: [],
      secret: '-',
      hosts: null,
    },
    {
      what: 'partisan |  | partisan_hyparview_peer_service_manager | production | config/sys.config:4',
      settings: [
        'peer_service_manager: config/sys.config:4 partisan_hyparview_peer_service_manager',
        'tls: config/sys.config:4 true',
      ],
      overrides: [],
      secret: '-',
      hosts: null,
    },
  ])
})

test('nodes are counted on the workloads that run the program', () => {
  expect(count({ ...shop, ...kubernetes })).toEqual([3, 9, 'deploy/shop.yaml:59'])
  expect(count({ ...shop, ...chart })).toEqual([2, null, 'chart/values.yaml:1'])
  expect(count({ ...shop, ...fly })).toEqual([2, null, 'fly.toml:13'])
})

test('without such a workload, hosts that are spelled out are counted, and nothing is guessed', () => {
  expect(count(store)).toEqual([3, 3, 'config/sys.config:1'])
  expect(count(shop)).toBe(null)
  expect(count({ ...shop, ...compose })).toBe(null)
})

test('a database beside the program is no workload of its own', () => {
  expect(ownWorkloads(programOf({ ...shop, ...compose })).map(({ name }) => name)).toEqual(['web'])
})

test('evidence of a cluster', () => {
  expect(evidence(programOf(shop))).toEqual([
    'topology: config/runtime.exs:8',
    'cluster library started: lib/shop/application.ex:7',
  ])
  expect(evidence(programOf(store))).toEqual([
    'topology: config/sys.config:1',
    'topology: config/sys.config:2',
    'topology: config/sys.config:3',
    'topology: config/sys.config:4',
    'nodes are connected in code: src/store.erl:6',
  ])
  expect(evidence(programOf({ 'mix.exs': shop['mix.exs'], ...kubernetes }))).toEqual([
    'named replicas: deploy/shop.yaml:59',
  ])
  expect(evidence(programOf({ 'mix.exs': shop['mix.exs'], ...compose }))).toEqual([])
})
