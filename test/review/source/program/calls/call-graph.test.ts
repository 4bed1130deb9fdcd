import { expect, test } from 'vitest'
import { callGraph } from '../../../../../src/review/source/program/calls/call-graph.ts'
import type { Definition, Program } from '../../../../../src/review/source/program/program.ts'
import { programOf, shown, siteOf } from '../build.ts'

const shop = programOf({
  'lib/stock.ex': `
defmodule Shop.Stock do
  import Shop.Money
  alias Shop.Ledger
  def reserve(id, n \\\\ 1), do: Ledger.write(id, cents(n))
  def remote(node, id), do: :rpc.call(node, __MODULE__, :reserve, [id, 2])
  def later(id), do: Task.start(fn -> reserve(id) end)
  def elsewhere(node), do: :erpc.call(node, fn -> reserve(:far) end)
  def all(ids), do: Enum.map(ids, &reserve/1)
  def erl(id), do: :ledger_erl.append(id)
  def stored(adapter, id), do: adapter.save(id)
  defdelegate total(id), to: Ledger, as: :sum
end
defmodule Shop.Money do
  def cents(n), do: n * 100
end
defmodule Shop.Ledger do
  def write(_id, _n), do: :ok
  def sum(id), do: id
end
defmodule Shop.Adapter do
  @callback save(term) :: :ok
end
defmodule Shop.Adapter.Disk do
  @behaviour Shop.Adapter
  def save(_), do: :ok
end
defmodule Shop.Adapter.Net do
  @behaviour Shop.Adapter
  def save(_), do: :ok
end
`,
  'lib/worker.ex': `
defmodule Shop.Base do
  defmacro __using__(_) do
    quote do
      use GenServer
      import Shop.Money
      def ping(pid), do: send(pid, :ping)
    end
  end
end
defmodule Shop.Worker do
  use Shop.Base
  def start_link(arg), do: GenServer.start_link(__MODULE__, arg)
  def init(arg), do: {:ok, price(arg)}
  def check(me), do: ping(me)
  defp price(n), do: cents(n)
end
`,
  'src/ledger_erl.erl': `
-module(ledger_erl).
-export([append/1, spawned/0, each/1]).
append(Id) -> 'Elixir.Shop.Ledger':write(Id, 1).
spawned() -> spawn_link(?MODULE, append, [1]).
each(Ids) -> lists:foreach(fun append/1, Ids).
`,
  'test/stock_test.exs': `
defmodule Shop.StockTest do
  def check, do: Shop.Stock.reserve(1)
end
`,
})

test.each([
  ['Ledger.write(id, cents(n))', ['Shop.Ledger:write/2 call']],
  ['cents(n)', ['Shop.Money:cents/1 call']],
  [':rpc.call(node, __MODULE__, :reserve, [id, 2])', ['Shop.Stock:reserve/2 apply remote']],
  ['reserve(id)', ['Shop.Stock:reserve/2 call']],
  ['reserve(:far)', ['Shop.Stock:reserve/2 call remote']],
  ['&reserve/1', ['Shop.Stock:reserve/2 reference']],
  [':ledger_erl.append(id)', ['ledger_erl:append/1 call']],
  [
    'adapter.save(id)',
    ['Shop.Adapter.Disk:save/1 behaviour perhaps', 'Shop.Adapter.Net:save/1 behaviour perhaps'],
  ],
  ['defdelegate total(id), to: Ledger, as: :sum', ['Shop.Ledger:sum/1 call']],
  ['GenServer.start_link(__MODULE__, arg)', ['Shop.Worker:init/1 start']],
  ['ping(me)', ['Shop.Base:ping/1 injected']],
  ["'Elixir.Shop.Ledger':write(Id, 1)", ['Shop.Ledger:write/2 call']],
  ['spawn_link(?MODULE, append, [1])', ['ledger_erl:append/1 apply']],
  ['fun append/1', ['ledger_erl:append/1 reference']],
])('%s leads to its definitions', (code, targets) => {
  const found = callGraph(shop).targetsOf(siteOf(shop, code))
  expect(
    found.map(
      ({ module, fn, via, certain, remote }) =>
        `${module.name}:${fn.name}/${fn.arity} ${via}${certain ? '' : ' perhaps'}${remote ? ' remote' : ''}`,
    ),
  ).toEqual(targets)
})

function definition(program: Program, module: string, name: string, arity: number): Definition {
  const [found] = program.definitions(module, name, arity)
  if (!found) throw new Error(`${module}:${name}/${arity} is not defined`)
  return found
}

test('callers are found through references and M, F, A, up to a depth, and tests are left out', () => {
  const found = callGraph(shop).callersOf(definition(shop, 'Shop.Ledger', 'write', 2), 2)
  expect(found.map(({ site, depth, remote }) => `${depth}${remote ? ' remote' : ''} ${shown(site)}`)).toEqual(
    [
      '1 lib/stock.ex:5 Ledger.write(id, cents(n))',
      "1 src/ledger_erl.erl:4 'Elixir.Shop.Ledger':write(Id, 1)",
      '2 lib/stock.ex:7 reserve(id)',
      '2 remote lib/stock.ex:8 reserve(:far)',
      '2 remote lib/stock.ex:6 :rpc.call(node, __MODULE__, :reserve, [id, 2])',
      '2 lib/stock.ex:9 &reserve/1',
      '2 lib/stock.ex:10 :ledger_erl.append(id)',
      '2 src/ledger_erl.erl:5 spawn_link(?MODULE, append, [1])',
      '2 src/ledger_erl.erl:6 fun append/1',
    ],
  )
})

test('a path of calls leads to the first call that is looked for, or there is none within the depth', () => {
  const graph = callGraph(shop)
  const from = definition(shop, 'ledger_erl', 'spawned', 0)
  const isWrite = (name: string) =>
    graph.reaches(from, ({ expr }) => expr.kind === 'call' && expr.name === name)
  expect(isWrite('write')?.map(shown)).toEqual([
    'src/ledger_erl.erl:5 spawn_link(?MODULE, append, [1])',
    "src/ledger_erl.erl:4 'Elixir.Shop.Ledger':write(Id, 1)",
  ])
  expect(isWrite('cents')).toBeNull()
})
