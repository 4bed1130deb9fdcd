import { expect, test } from 'vitest'
import { processes, processOf } from '../../../../../src/review/source/program/processes/processes.ts'
import { roleOf } from '../../../../../src/review/source/program/processes/role.ts'
import { shown, siteOf } from '../build.ts'
import { shop } from './fixture.ts'

test('each server module is known by kind, names, how many a node has, timers and state', () => {
  const seen = processes(shop).map(({ module, kind, multiplicity, names, timers, state }) => ({
    module: module.name,
    kind,
    multiplicity,
    names: names.map(({ scope, registry, name }) => `${scope} ${registry} ${name}`),
    timers: timers.map((timer) => `${timer.kind} ${timer.tag?.name} ${shown(timer.period)}`),
    struct: state.struct,
    fields: state.fields.map(({ name, reads, writes }) => `${name} ${reads.length} ${writes.length}`),
  }))
  expect(seen).toEqual([
    {
      module: 'Shop.Stock',
      kind: 'gen_server',
      multiplicity: 'per-node',
      names: ['global global stock'],
      timers: ['re-armed sweep lib/stock.ex:22 5_000'],
      struct: 'Shop.Stock',
      fields: ['items 2 2', 'ref 0 1'],
    },
    {
      module: 'Shop.Cart',
      kind: 'gen_server',
      multiplicity: 'per-key',
      names: ['via Registry null'],
      timers: [],
      struct: null,
      fields: ['id 0 1', 'items 1 2'],
    },
    {
      module: 'shop_sup',
      kind: 'supervisor',
      multiplicity: 'per-node',
      names: ['local null shop_sup'],
      timers: [],
      struct: null,
      fields: [],
    },
    {
      module: 'shop_clock',
      kind: 'gen_statem',
      multiplicity: 'per-node',
      names: ['local null shop_clock'],
      timers: ['interval tick src/shop_clock.erl:9 1000'],
      struct: 'data',
      fields: ['ticks 2 2'],
    },
    {
      module: 'shop_loop',
      kind: 'loop',
      multiplicity: 'unknown',
      names: ['local null shop_loop'],
      timers: [],
      struct: null,
      fields: [],
    },
  ])
})

test.each([
  ['drop(state, node)', 'callback handle_info/2 Shop.Stock'],
  ['Map.delete(state.items, id)', 'callback handle_call/3 Shop.Stock'],
  ['GenServer.cast(via(id), {:add, item})', 'api'],
  ['GenServer.start_link(__MODULE__, id, name: via(id))', 'start'],
  ['IO.puts(id)', 'task'],
  ['Data#data.ticks + 1', 'callback on/3 shop_clock'],
  ['N + M', 'callback loop/1 shop_loop'],
])('%s is run by whom', (code, expected) => {
  const { expr, frame } = siteOf(shop, code)
  const role = roleOf(shop, frame, expr)
  expect(role.kind === 'callback' ? `callback ${role.callback} ${role.module}` : role.kind).toBe(expected)
})

test('a module is asked for by itself, and one that is no server has no process', () => {
  const { module } = siteOf(shop, 'make_ref()').frame
  expect(processOf(shop, module)?.starts.map(({ site }) => shown(site))).toEqual([
    'lib/stock.ex:5 GenServer.start_link(__MODULE__, arg, name: {:global, :stock})',
  ])
  expect(
    processOf(
      shop,
      siteOf(
        shop,
        'Supervisor.start_link(children, strategy: :one_for_one, max_restarts: 7, max_seconds: 60)',
      ).frame.module,
    ),
  ).toBeNull()
})
