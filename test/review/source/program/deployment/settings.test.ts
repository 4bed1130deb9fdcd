import { expect, test } from 'vitest'
import {
  config,
  deployment,
  kernelSettings,
} from '../../../../../src/review/source/program/deployment/index.ts'
import type { Program } from '../../../../../src/review/source/program/program.ts'
import { programOf, shown } from '../build.ts'
import { dockerfile, environmentScript } from './fixtures.ts'
import { line } from './printed.ts'
import { shop, store } from './project.fixtures.ts'

const entries = (program: Program) =>
  config(program).entries.map(
    (e) => `${e.app} ${e.keys.join('.')}, ${e.of}, ${e.environment}: ${shown(e.value)}`,
  )
const readers = (program: Program) =>
  config(program).readers.map(
    (r) =>
      `${r.app} ${r.keys.join('.')}, ${r.when}: ${shown(r.site)}${r.fallback ? `, else ${shown(r.fallback)}` : ''}`,
  )
const flags = (program: Program) =>
  deployment(program).flags.map(
    (x) =>
      `${[x.flag, x.key, x.value].filter(Boolean).join(' ')}${x.literal ? '' : ', filled in'}, ${x.via}, ${x.environment}, ${line(x.site)}`,
  )

test('settings of scripts carry their application, keys and environment', () => {
  expect(entries(programOf(shop))).toEqual([
    'shop Shop.Lease, all, production: config/config.exs:3 ttl: 5_000, renew: [every: 4_000]',
    'shop pool, all, production: config/config.exs:4 5',
    'shop region, all, production: config/config.exs:4 "eu"',
    'shop pool, dev, development: config/dev.exs:2 1',
    'shop pool, prod, production: config/runtime.exs:4 String.to_integer(System.get_env("POOL"))',
    'libcluster topologies, prod, production: config/runtime.exs:7 [ gossip: [ strategy: Cluster.Strategy.Gossip, config: [port: 45_892, secret: "sesame"], connect: {Shop.Mesh, :connect, []} ], local: [strategy: Cluster.Strategy.Epmd, config: [hosts: [:"a@127.0.0.1", :"b@127.0.0.1"]]] ]',
    'shop pool, test, test: config/runtime.exs:18 2',
    'shop started, code, production: lib/shop/application.ex:10 true',
  ])
})

test('settings of sys.config and app.src do too', () => {
  expect(entries(programOf(store))).toEqual([
    'store retries, all, production: src/store.app.src:1 3',
    "kernel sync_nodes_mandatory, all, production: config/sys.config:1 ['a@db1', 'b@db2', 'c@db3']",
    'kernel net_ticktime, all, production: config/sys.config:1 30',
    "ekka cluster_discovery, all, production: config/sys.config:2 {static, [{seeds, ['a@db1', 'b@db2']}]}",
    'rabbit cluster_formation, all, production: config/sys.config:3 [{peer_discovery_backend, rabbit_peer_discovery_dns}]',
    'partisan peer_service_manager, all, production: config/sys.config:4 partisan_hyparview_peer_service_manager',
    'partisan tls, all, production: config/sys.config:4 true',
  ])
})

test('readers are found down to the key that they take out', () => {
  expect(readers(programOf(shop))).toEqual([
    'libcluster topologies, run: lib/shop/application.ex:5 Application.get_env(:libcluster, :topologies, []), else lib/shop/application.ex:5 []',
    'shop dns_query, run: lib/shop/application.ex:8 Application.get_env(:shop, :dns_query)',
    'shop pool, run: lib/shop/lease.ex:11 Application.get_env(:shop, :pool, 10), else lib/shop/lease.ex:11 10',
    'shop Shop.Lease, run: lib/shop/lease.ex:7 Application.fetch_env!(:shop, __MODULE__)',
    'shop Shop.Lease.ttl, compile: lib/shop/lease.ex:2 Application.compile_env!(:shop, [Shop.Lease, :ttl])',
    'shop Shop.Lease.renew, run: lib/shop/lease.ex:8 settings[:renew]',
  ])
  expect(readers(programOf(store))).toEqual([
    'store options, run: src/store.erl:4 application:get_env(store, options)',
    'store retries, run: src/store.erl:5 application:get_env(retries)',
    'store options.depth, run: src/store.erl:5 proplists:get_value(depth, Options, 2), else src/store.erl:5 2',
  ])
})

test('the value that wins in production comes first, and keys reach into keyword lists', () => {
  const settings = config(programOf(shop))
  expect(settings.valueOf('shop', 'pool').map(({ site, entry }) => `${entry.of}: ${shown(site)}`)).toEqual([
    'prod: config/runtime.exs:4 String.to_integer(System.get_env("POOL"))',
    'all: config/config.exs:4 5',
    'dev: config/dev.exs:2 1',
    'test: config/runtime.exs:18 2',
  ])
  expect(settings.valueOf('shop', 'Shop.Lease', 'renew', 'every').map(({ site }) => shown(site))).toEqual([
    'config/config.exs:3 4_000',
  ])
  expect(settings.valueOf('shop', 'absent')).toEqual([])
  expect(settings.readersOf('shop', 'Shop.Lease', 'ttl').map(({ site }) => line(site))).toEqual([
    'lib/shop/lease.ex:7',
    'lib/shop/lease.ex:2',
  ])
})

test('flags of vm.args have keys and values, and commented lines none', () => {
  expect(flags(programOf(store))).toEqual([
    '-name store@db1, vm.args, production, config/vm.args:1',
    '-setcookie biscuit, vm.args, production, config/vm.args:2',
    '-kernel prevent_overlapping_partitions false, vm.args, production, config/vm.args:4',
    '-kernel inet_dist_listen_min 9100, vm.args, production, config/vm.args:4',
    '-connect_all false, vm.args, production, config/vm.args:5',
    '+zdbbl 8192, vm.args, production, config/vm.args:6',
    `-proto_dist \${PROTO}, filled in, vm.args, production, config/vm.args:7`,
  ])
})

test('a kernel setting is the same from a flag and from sys.config', () => {
  const program = programOf(store)
  const shownOf = (key: string) =>
    kernelSettings(program, key).map((s) => `${s.value}, ${s.via}, ${s.environment}, ${line(s.site)}`)
  expect(shownOf('net_ticktime')).toEqual(['30, config, production, config/sys.config:1'])
  expect(shownOf('prevent_overlapping_partitions')).toEqual(['false, flag, production, config/vm.args:4'])
  expect(shownOf('connect_all')).toEqual(['false, flag, production, config/vm.args:5'])
})

test('images and env.sh set variables and hand flags to the emulator', () => {
  const program = programOf({ Dockerfile: dockerfile, 'rel/env.sh.eex': environmentScript })
  const { images, variables } = deployment(program)
  expect(
    variables.map((x) => `${x.name}=${x.text}${x.literal ? '' : ', filled in'}, ${x.via}, ${line(x.site)}`),
  ).toEqual([
    'RELEASE_DISTRIBUTION=name, env.sh, rel/env.sh.eex:3',
    `RELEASE_NODE=shop@\${POD_IP}, filled in, env.sh, rel/env.sh.eex:4`,
    'ELIXIR_ERL_OPTIONS=-kernel inet_dist_listen_min 9100 inet_dist_listen_max 9105, env.sh, rel/env.sh.eex:5',
    'MIX_ENV=prod, dockerfile, Dockerfile:3',
    'RELEASE_COOKIE=crumble, dockerfile, Dockerfile:5',
    'ERL_AFLAGS=-proto_dist inet6_tcp, dockerfile, Dockerfile:7',
    'LANG=C.UTF-8, dockerfile, Dockerfile:8',
  ])
  expect(flags(program)).toEqual([
    '-kernel inet_dist_listen_min 9100, variable, production, rel/env.sh.eex:5',
    '-kernel inet_dist_listen_max 9105, variable, production, rel/env.sh.eex:5',
    '-proto_dist inet6_tcp, variable, production, Dockerfile:7',
    '-sname shop, command, production, Dockerfile:10',
    '-setcookie crumble, command, production, Dockerfile:10',
  ])
  expect(
    images.map(({ bases, commands, exposes }) =>
      [bases, commands, exposes].map((all) => all.map(({ value, site }) => `${value} (${line(site)})`)),
    ),
  ).toEqual([
    [
      ['elixir:1.16 (Dockerfile:2)', 'debian:bookworm-slim (Dockerfile:4)'],
      ['["elixir", "--sname", "shop", "--cookie", "crumble", "-S", "mix", "run"] (Dockerfile:10)'],
      ['4000 (Dockerfile:9)', '4369 (Dockerfile:9)'],
    ],
  ])
})

test('a committed cookie and the versions of tools are read', () => {
  const { cookies, tools } = deployment(
    programOf({
      'deploy/.erlang.cookie': 'CRUMBLE\n',
      '.tool-versions': '# beam\nerlang 26.2.1\nelixir 1.16.0-otp-26\n',
    }),
  )
  expect(cookies.map(({ value, site, environment }) => [value, line(site), environment])).toEqual([
    ['CRUMBLE', 'deploy/.erlang.cookie:1', 'production'],
  ])
  expect([...tools].map(([tool, { value, site }]) => [tool, value, line(site)])).toEqual([
    ['erlang', '26.2.1', '.tool-versions:2'],
    ['elixir', '1.16.0-otp-26', '.tool-versions:3'],
  ])
})
