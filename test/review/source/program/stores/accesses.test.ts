import { expect, test } from 'vitest'
import { accesses } from '../../../../../src/review/source/program/stores/index.ts'
import { programOf } from '../build.ts'
import { written } from './written.ts'

function accessesIn(texts: Record<string, string>): string[] {
  return accesses(programOf(texts))
    .map(written)
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
}

test('ets tables are known by name, by module constant, by what ets:new returned and by the field that holds it', () => {
  const found = accessesIn({
    'lib/seats.ex': `defmodule Seats do
  use GenServer
  @table :seats
  def init(_) do
    :ets.new(@table, [:named_table, :public])
    held = :ets.new(:held, [:set])
    {:ok, %{held: held}}
  end
  def free(id), do: :ets.insert(@table, {id, :free})
  def handle_call({:hold, id}, _from, %{held: held} = state) do
    :ets.insert_new(held, {id, 1})
    {:reply, :ets.lookup(state.held, id), state}
  end
  defp other(tab), do: :ets.delete(tab, :x)
end`,
  })
  expect(found).toEqual([
    '5 ets create-table | ets:seats | - | -',
    '6 ets create-table | ets:Seats#held | - | -',
    '9 ets insert | ets:seats | id | {id, :free}',
    '11 ets insert-new | ets:Seats#held | id | {id, 1}',
    '12 ets read | ets:Seats#held | id | -',
    '14 ets delete | ets:Seats:other/1#tab | :x | -',
  ])
})

test('mnesia: tables out of pairs and records, locks, dirty calls', () => {
  const found = accessesIn({
    'src/stock.erl': `-module(stock).
-export([take/2, put/1, raw/1]).
-record(item, {sku, left = 0}).
-define(LOG, stock_log).
take(Sku, N) ->
  [I] = mnesia:read(item, Sku, write),
  [J] = mnesia:wread({item, Sku}),
  mnesia:write(I#item{left = J#item.left - N}),
  mnesia:dirty_update_counter(?LOG, Sku, 1).
put(Sku) -> mnesia:dirty_write(#item{sku = Sku}).
raw(Sku) -> mnesia:delete({?LOG, Sku}).
keep(#item{sku = Sku} = Item) -> log(Sku), mnesia:dirty_write(Item).
`,
  })
  expect(found).toEqual([
    '6 mnesia read locking | mnesia:item | Sku | -',
    '7 mnesia read locking | mnesia:item | Sku | -',
    '8 mnesia write | mnesia:item | - | I#item{left = J#item.left - N}',
    '9 mnesia update-atomic dirty | mnesia:stock_log | Sku | 1',
    '10 mnesia write dirty | mnesia:item | Sku | #item{sku = Sku}',
    '11 mnesia delete | mnesia:stock_log | Sku | -',
    '12 mnesia write dirty | mnesia:item | Sku | Item',
  ])
})

test('Ecto: the table behind queries, pipes, structs, changesets and raw SQL, through a repository that hands on', () => {
  const found = accessesIn({
    'lib/repo.ex': `defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop
end
defmodule Shop.Order do
  use Ecto.Schema
  schema "orders" do
    field :total, :integer
  end
  def changeset(order, attrs), do: Ecto.Changeset.cast(order, attrs, [:total])
end`,
    'lib/orders.ex': `defmodule Shop.Orders do
  import Ecto.Query
  alias Shop.{Repo, Order}
  def get(id), do: Repo.get!(Order, id)
  def lock(id), do: Repo.one(from(o in Order, where: o.id == ^id, lock: "FOR UPDATE"))
  def open, do: Order |> where([o], is_nil(o.total)) |> Repo.all()
  def new(attrs), do: %Order{} |> Order.changeset(attrs) |> Repo.insert(on_conflict: :nothing)
  def change(%Order{} = order, total), do: order |> Ecto.Changeset.change(total: total) |> Repo.update()
  def raise(id, n), do: Repo.update_all(from(o in Order, where: o.id == ^id), inc: [total: n])
  def close(id), do: Repo.update_all(from(o in Order, where: o.id == ^id), set: [total: 0])
  def log(row), do: Repo.insert_all("order_log", [row])
  def guard(id), do: Repo.query!("SELECT pg_advisory_xact_lock($1)", [id])
  def purge, do: Repo.query("DELETE FROM order_log WHERE true")
end`,
  })
  expect(found).toEqual([
    '4 ecto read | ecto:orders | id | -',
    '5 ecto read locking | ecto:orders | id | -',
    '6 ecto scan | ecto:orders | - | -',
    '7 ecto upsert | ecto:orders | - | Order.changeset(attrs)',
    '8 ecto write | ecto:orders | - | Ecto.Changeset.change(total: total)',
    '9 ecto update-atomic | ecto:orders | id | inc: [total: n]',
    '10 ecto update-all | ecto:orders | id | set: [total: 0]',
    '11 ecto insert | ecto:order_log | - | [row]',
    '12 ecto lock locking | - | - | -',
    '13 ecto delete | ecto:order_log | - | -',
  ])
})

test('Redis: each command of a pipeline, by connection and the literal beginning of its key', () => {
  const found = accessesIn({
    'lib/r.ex': `defmodule R do
  def a(id), do: Redix.command(:cache, ["SET", "lock:#{id}", "1", "NX", "PX", "500"])
  def b(id), do: Redix.pipeline(:cache, [["GET", "n:" <> id], ["SETEX", "n:" <> id, "60", "v"]])
  def c(conn), do: Redix.command!(conn, ["EVAL", "return 1", "1", "lock:x"])
end`,
    'src/r2.erl': `-module(r2).
-export([d/2]).

%% Fourth line on, so that lines differ.
d(C, K) -> eredis:q(C, ["DEL", K]).
`,
  })
  expect(found).toEqual([
    '2 redis insert-new | redis:cache/lock: | "lock:#{id}" | "1"',
    '3 redis read | redis:cache/n: | "n:" <> id | -',
    '3 redis write | redis:cache/n: | "n:" <> id | "v"',
    '4 redis update-atomic | redis:*/lock:x | "lock:x" | -',
    '5 redis delete | redis:*/ | K | -',
  ])
})

test('caches, agents, environment, registries, replicated stores and the process dictionary', () => {
  const found = accessesIn({
    'lib/all.ex': `defmodule My.Cache do
  use Nebulex.Cache, otp_app: :my
end
defmodule All do
  def a(k, v), do: Cachex.put(:sessions, k, v)
  def b(k), do: ConCache.get(:con, k)
  def c(k), do: My.Cache.get!(k)
  def d(f), do: Agent.update(Counter, f)
  def e(v), do: Application.put_env(:my, :limit, v)
  def f(k), do: Registry.lookup(Reg, k)
  def g(c, k), do: DeltaCrdt.put(c, k, 1)
  def h(v), do: Process.put(:seen, v)
  def i(p, v), do: :khepri.put(p, v)
  def j(s), do: :ra.local_query(s, &all/1)
  def k(v), do: :persistent_term.put(:conf, v)
end`,
  })
  expect(found).toEqual([
    '5 cachex write | cachex:sessions | k | v',
    '6 concache read | concache:con | k | -',
    '7 nebulex read | nebulex:My.Cache | k | -',
    '8 agent write | agent:Counter | - | f',
    '9 app-env write | app-env:my | :limit | v',
    '10 registry read | registry:Reg | k | -',
    '11 delta-crdt write | delta-crdt:All:g/2#c | k | 1',
    '12 process-dictionary write | - | :seen | v',
    '13 khepri write | khepri: | p | v',
    '14 ra read dirty | ra:All:j/1#s | - | &all/1',
    '15 persistent_term write | persistent_term: | :conf | v',
  ])
})

test('atomics and counters, and statements of epgsql', () => {
  const found = accessesIn({
    'src/a.erl': `-module(a).
-export([fill/2, lock/2]).
fill(Ref, N) ->
  M = atomics:get(Ref, 1),
  atomics:put(Ref, 1, M + N),
  counters:add(Ref, 2, 1).
lock(C, Id) -> epgsql:equery(C, "SELECT id FROM seats WHERE id = $1 FOR UPDATE", [Id]).
`,
  })
  expect(found).toEqual([
    '4 atomics read | atomics:a:fill/2#Ref | 1 | -',
    '5 atomics write | atomics:a:fill/2#Ref | 1 | M + N',
    '6 atomics update-atomic | atomics:a:fill/2#Ref | 2 | 1',
    '7 ecto scan locking | ecto:seats | - | -',
  ])
})
