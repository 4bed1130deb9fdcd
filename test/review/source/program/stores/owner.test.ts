import { expect, test } from 'vitest'
import { accesses, isWrite, ownerOf } from '../../../../../src/review/source/program/stores/index.ts'
import { programOf } from '../build.ts'
import { writtenOwner } from './written.ts'

function owners(texts: Record<string, string>): Record<string, string> {
  const program = programOf(texts)
  const found: Record<string, string> = {}
  for (const access of accesses(program)) {
    if (access.table && isWrite(access)) found[access.table.id] = writtenOwner(ownerOf(program, access))
  }
  return found
}

test('a table has one writer where its protection says so or only callbacks of one server write it', () => {
  expect(
    owners({
      'src/owner.erl': `-module(owner).
-behaviour(gen_server).
-export([init/1, handle_call/3, handle_cast/2, put/2, hit/1]).
init([]) ->
  ets:new(shut, [named_table, protected]),
  ets:new(shared, [named_table, public]),
  ets:new(mine, [named_table, public]),
  ets:new(spawned, [named_table, public]),
  {ok, []}.
handle_call({put, K}, _From, S) -> store(K), ets:insert(shut, {K, 1}), {reply, ok, S}.
handle_cast({later, K}, S) -> spawn(fun() -> ets:insert(spawned, {K, 1}) end), {noreply, S}.
store(K) -> deeper(K).
deeper(K) -> ets:insert(mine, {K, 2}).
put(K, V) -> ets:insert(shared, {K, V}).
hit(K) -> gen_server:call(owner, {put, K}).
`,
    }),
  ).toEqual({
    'ets:shut': 'one-process | owner | ets:new(shut, [named_table, protected])',
    'ets:shared': 'many | - | ets:insert(shared, {K, V})',
    'ets:mine': 'one-process | owner | ets:insert(mine, {K, 2})',
    'ets:spawned': 'many | - | ets:insert(spawned, {K, 1})',
  })
})

test('what nobody is seen to run is unknown; tests do not count', () => {
  expect(
    owners({
      'lib/counts.ex': `defmodule Counts do
  use GenServer
  def init(_), do: {:ok, :ets.new(:counts, [:named_table, :public])}
  def handle_info(:tick, state) do
    :ets.insert(:counts, {:tick, 1})
    {:noreply, state}
  end
  defp never(k), do: :ets.insert(:orphan, {k, 1})
end`,
      'test/counts_test.exs': `defmodule CountsTest do
  def reset, do: :ets.insert(:counts, {:tick, 0})
end`,
    }),
  ).toEqual({
    'ets:counts': 'one-process | Counts | :ets.insert(:counts, {:tick, 1})',
    'ets:orphan': 'unknown | -',
  })
})
