import { describe, expect, it } from 'vitest'
import { sourceOf } from '../../../../../src/review/source/program/flow/derives.ts'
import { usesOf } from '../../../../../src/review/source/program/flow/uses.ts'
import { programOf, shown, siteOf } from '../build.ts'

const lease = {
  'lib/lease.ex': `defmodule Shop.Lease do
  use GenServer
  @ttl 15_000

  def init(key) do
    until = ends(@ttl)
    {:ok, %{key: key, until: until, seen: Node.list()}}
  end

  def handle_call(:held?, _from, %{until: until} = state) do
    {:reply, until > now(), state}
  end

  def handle_info(:renew, state) do
    peers = Enum.sort(state.seen)
    [first | _] = peers
    {:noreply, %{state | until: ends(@ttl), leader: first}}
  end

  defp ends(ttl), do: now() + ttl
  defp now, do: System.system_time(:millisecond)
end
`,
  'src/shop_lock.erl': `-module(shop_lock).
-export([take/2, held/1]).
-record(lock, {key, until}).

take(Key, Ttl) ->
    Until = erlang:monotonic_time(millisecond) + Ttl,
    Lock = #lock{key = Key, until = Until},
    ets:insert(locks, Lock),
    store(Key, Until).

held(#lock{until = Until}) ->
    Until > erlang:monotonic_time(millisecond).

store(Key, Until) ->
    mnesia:dirty_write({lock, Key, Until}).
`,
}
const program = programOf(lease)
const source = (code: string, ...taints: Parameters<typeof sourceOf>[2][]) => {
  const found = sourceOf(program, siteOf(program, code), ...taints)
  return found && shown(found)
}

describe('a value is followed back to what it is made of', () => {
  it('through helpers, arithmetic and a key of the state', () => {
    const clock = 'lib/lease.ex:21 System.system_time(:millisecond)'
    expect(source('until > now()', 'wall-clock')).toBe(clock)
    expect(source('state.seen', 'visible-nodes')).toBe('lib/lease.ex:7 Node.list()')
    expect(source('first', 'visible-nodes')).toBe('lib/lease.ex:7 Node.list()')
    expect(source('until > now()', 'monotonic-clock')).toBe(null)
  })

  it('through a record of Erlang', () => {
    expect(source('Until > erlang:monotonic_time(millisecond)', 'monotonic-clock')).toBe(
      'src/shop_lock.erl:6 erlang:monotonic_time(millisecond)',
    )
  })
})

describe('a value is followed forward to where it goes', () => {
  it('into a table, a helper and a record', () => {
    const uses = usesOf(program, siteOf(program, 'erlang:monotonic_time(millisecond)'))
    expect(uses.map((use) => [use.kind, shown(use.site)])).toEqual([
      ['field', 'src/shop_lock.erl:7 #lock{key = Key, until = Until}'],
      ['argument', 'src/shop_lock.erl:8 ets:insert(locks, Lock)'],
      ['argument', 'src/shop_lock.erl:15 mnesia:dirty_write({lock, Key, Until})'],
    ])
  })

  it('back to the callers of a helper', () => {
    const uses = usesOf(program, siteOf(program, 'System.system_time(:millisecond)'))
    expect(uses.map((use) => [use.kind, shown(use.site)])).toEqual([
      ['compared', 'lib/lease.ex:11 until > now()'],
      ['field', 'lib/lease.ex:7 %{key: key, until: until, seen: Node.list()}'],
      ['field', 'lib/lease.ex:17 %{state | until: ends(@ttl), leader: first}'],
    ])
  })
})
