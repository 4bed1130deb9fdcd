import { expect, test } from 'vitest'
import { readThenWrite, sameKey } from '../../../../../src/review/source/program/stores/index.ts'
import { programOf, siteOf } from '../build.ts'
import { writtenSequence } from './written.ts'

test('Erlang: computed rows, conditions, rows without a key, and no sequence over other keys or branches', () => {
  const program = programOf({
    'src/s.erl': `-module(s).
-export([inc/1, once/1, row/1, other/2, either/1, atomic/1, far/1]).
-record(item, {sku, left}).
inc(K) -> [{_, N}] = ets:lookup(t, K), ets:insert(t, {K, N + 1}).
once(K) -> case ets:lookup(t, K) of [] -> ets:insert(t, {K, new}); _ -> ok end.
row(K) -> [R] = mnesia:dirty_read(item, K), mnesia:dirty_write(R#item{left = 0}).
other(A, B) -> ets:lookup(t, A), ets:insert(t, {B, 1}).
either(K) -> case K of 1 -> ets:lookup(t, K); _ -> ets:insert(t, {K, 1}) end.
atomic(K) -> ets:lookup(t, K), ets:update_counter(t, K, 1).
far(K) -> [{_, Next}] = ets:lookup(t, K), ets:delete(t, Next).
`,
  })
  expect(readThenWrite(program).map(writtenSequence)).toEqual([
    'ets:lookup(t, K) -> ets:insert(t, {K, N + 1}) computed',
    'ets:lookup(t, K) -> ets:insert(t, {K, new}) if ets:lookup(t, K)',
    'mnesia:dirty_read(item, K) -> mnesia:dirty_write(R#item{left = 0}) computed',
  ])
})

test('Elixir: of a changeset only what changes counts; helpers that get and put; check, then insert; max plus one', () => {
  const program = programOf({
    'lib/s.ex': `defmodule S.Repo do
  use Ecto.Repo, otp_app: :s
end
defmodule S.Stock do
  use Ecto.Schema
  schema "stock" do
    field :qty, :integer
  end
  def changeset(stock, attrs), do: Ecto.Changeset.cast(stock, attrs, [:qty])
end
defmodule S do
  alias S.{Repo, Stock}
  def take(id, n) do
    stock = Repo.get!(Stock, id)
    stock |> Ecto.Changeset.change(qty: stock.qty - n) |> Repo.update()
  end
  def edit(id, attrs) do
    stock = Repo.get!(Stock, id)
    stock |> Stock.changeset(attrs) |> Repo.update()
  end
  def ensure(sku) do
    case Repo.get_by(Stock, sku: sku) do
      nil -> Repo.insert(%Stock{qty: 0})
      stock -> {:ok, stock}
    end
  end
  def next do
    top = Repo.aggregate(Stock, :max, :qty)
    Repo.insert(%Stock{qty: top + 1})
  end
  def bump(k), do: put(k, get(k) + 1)
  defp get(k), do: Cachex.get!(:cache, k)
  defp put(k, v), do: Cachex.put(:cache, k, v)
end`,
  })
  expect(readThenWrite(program).map(writtenSequence).sort()).toEqual([
    'Cachex.get!(:cache, k) -> Cachex.put(:cache, k, v) computed',
    'Repo.aggregate(Stock, :max, :qty) -> Repo.insert(%Stock{qty: top + 1}) computed',
    'Repo.get!(Stock, id) -> Repo.update()',
    'Repo.get!(Stock, id) -> Repo.update() computed',
    'Repo.get_by(Stock, sku: sku) -> Repo.insert(%Stock{qty: 0}) if Repo.get_by(Stock, sku: sku)',
  ])
})

test('the same key: equal literals, the same binding, put together alike; not a name that was bound anew', () => {
  const program = programOf({
    'lib/k.ex': `defmodule K do
  @root :root
  def f(id, other) do
    a = {:user, id}
    use_it(a, {:user, id}, {:user, other}, @root, :root)
    id = other
    {:user, id, 1}
  end
  def g(id), do: {:user, id, 2}
end`,
  })
  const same = (a: string, b: string) => sameKey(program, siteOf(program, a), siteOf(program, b))
  expect([
    same('a', '{:user, id}'),
    same('{:user, id}', '{:user, other}'),
    same('@root', ':root'),
    same('id', 'other'),
    same('{:user, id, 1}', '{:user, id, 2}'),
  ]).toEqual([true, false, true, false, false])
})

test('Elixir: a pinned name is compared and not bound, so the key that was read is the one that is written', () => {
  const program = programOf({
    'lib/p.ex': `defmodule P do
  def hit(ip, limit) do
    case :ets.lookup(:hits, ip) do
      [{^ip, n}] when n >= limit -> :deny
      [{^ip, n}] -> :ets.insert(:hits, {ip, n + 1})
      [] -> :ets.insert_new(:hits, {ip, 1})
    end
  end
end`,
  })
  expect(readThenWrite(program).map(writtenSequence)).toEqual([
    ':ets.lookup(:hits, ip) -> :ets.insert(:hits, {ip, n + 1}) computed if :ets.lookup(:hits, ip)',
  ])
})

test('the key of a record is the first field of its definition, in a header too, whatever a pattern names first', () => {
  const program = programOf({
    'include/parcel.hrl': '-record(parcel, {id, holder, weight}).\n',
    'src/desk.erl': `-module(desk).
-export([lighten/1, other/2]).
-include("parcel.hrl").
lighten(#parcel{holder = H, id = Id} = New) -> [_] = mnesia:dirty_read(parcel, Id), mnesia:dirty_write(New).
other(#parcel{holder = H} = New, Id) -> [_] = mnesia:dirty_read(parcel, Id), mnesia:dirty_write(New).
`,
  })
  expect(readThenWrite(program).map(writtenSequence)).toEqual([
    'mnesia:dirty_read(parcel, Id) -> mnesia:dirty_write(New)',
  ])
})
