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

const tested = programOf({
  'test/support/shop_case.ex': `
defmodule Shop.Case do
  use ExUnit.CaseTemplate
  using do
    quote do
      import Phoenix.ConnTest
    end
  end
  setup tags do
    assert tags
  end
  def opened(tags), do: flunk(tags)
end
defmodule Shop.ClusterCase do
  use ExUnit.CaseTemplate
  using do
    quote do
      use Shop.Case
    end
  end
end
`,
  'test/stock_test.exs': `
defmodule Shop.StockTest do
  use Shop.ClusterCase, async: true
  import Phoenix.LiveViewTest
  def checks(conn, view) do
    assert conn
    render_click(view)
    json_response(conn, 200)
    start_supervised!(Shop)
  end
  test "counts", %{conn: conn} do
    refute conn
  end
end
defmodule Shop.GeneratorsTest do
  use ExUnitProperties
  def ids, do: list_of(integer())
end
`,
  'test/types_SUITE.erl': `
-module(types_SUITE).
-include_lib("proper/include/proper.hrl").
-include_lib("typerefl/include/types.hrl").
-export([known/0, other/0]).
known() -> oneof([nonempty_string(), range(1, 2)]).
other() -> nowhere(1).
itself() -> module_info(exports).
run() -> run_commands(?MODULE, []).
`,
  'lib/priced.ex': `
defmodule Shop.Cents do
  def cents(n), do: n
  def rounded(n), do: n
end
defmodule Shop.Rates do
  def rate(n), do: n
end
defmodule Shop.Rounding do
  def rounded(n), do: n
end
defmodule Shop.Priced do
  alias Shop.Rates
  import Shop.{Cents, Rates}
  import Shop.Rounding,
    only: [
      nearest: 1
    ]
  def price(n), do: rate(cents(n))
  def whole(n), do: rounded(n)
end
`,
  'lib/plain.ex': `
defmodule Shop.Plain do
  def macros(x), do: match?({:ok, _}, x)
  def functions(t), do: elem(t, 0)
  def shared(x), do: length(x)
  def fails(x), do: raise(x)
  def again(c, r, s), do: :erlang.raise(c, r, s)
end
`,
})

test.each([
  ['assert conn', 'ExUnit.Assertions:assert/1'],
  ['flunk(tags)', 'ExUnit.Assertions:flunk/1'],
  ['start_supervised!(Shop)', 'ExUnit.Callbacks:start_supervised!/1'],
  ['render_click(view)', 'Phoenix.LiveViewTest:render_click/1'],
  ['json_response(conn, 200)', 'Phoenix.ConnTest:json_response/2'],
  ['list_of(integer())', 'StreamData:list_of/1'],
  ['oneof([nonempty_string(), range(1, 2)])', 'proper_types:oneof/1'],
  ['nonempty_string()', 'typerefl:nonempty_string/0'],
  ['module_info(exports)', 'types_SUITE:module_info/1'],
  ['run_commands(?MODULE, [])', 'proper_statem:run_commands/2'],
  ['nowhere(1)', 'unknown:nowhere/1 perhaps'],
  ['rate(cents(n))', 'Shop.Rates:rate/1'],
  ['cents(n)', 'Shop.Cents:cents/1'],
  ['rounded(n)', 'Shop.Cents:rounded/1'],
  ['match?({:ok, _}, x)', 'Kernel:match?/2'],
  ['elem(t, 0)', 'Kernel:elem/2'],
  ['length(x)', 'erlang:length/1'],
  ['raise(x)', 'Kernel:raise/1'],
  [':erlang.raise(c, r, s)', 'erlang:raise/3'],
])('%s is the function of the module or library that brings it', (code, callee) => {
  const found = callGraph(tested).calleesOf(siteOf(tested, code))
  expect(
    found.map(
      ({ module, name, arity, certain }) =>
        `${module ?? 'unknown'}:${name}/${arity}${certain ? '' : ' perhaps'}`,
    ),
  ).toEqual([callee])
})

test("a test of a case that others wrote is the test library's, not a function of its own module", () => {
  const [site] = tested.callsOf('Shop.StockTest', 'test')
  if (!site) throw new Error('no test is there')
  expect(callGraph(tested).calleesOf(site)).toEqual([
    {
      module: 'ExUnit.Case',
      name: 'test',
      arity: 3,
      definitions: [],
      via: 'call',
      certain: true,
      remote: false,
    },
  ])
})
