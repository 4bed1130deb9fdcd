import type { Implementations } from '../implementation.ts'

const elixir = `defmodule Settings do
  @moduledoc "A replicated tree of settings. Writes go through Raft; reads are local, fresh after a fence."

  @doc "On the first start of a node that is to belong to the cluster; what it held before is discarded."
  def join(node), do: :khepri_cluster.join(node)

  def put(name, value), do: :khepri.put([:settings, name], value)

  @doc "Only if nobody changed it since it was read."
  def replace(name, known, value), do: :khepri.compare_and_swap([:settings, name], known, value)

  @doc "What this node has applied: may be behind."
  def get(name), do: :khepri.get([:settings, name])

  @doc "After all that was committed before the call; blocks without a majority, so it has a time limit."
  def get_fresh(name) do
    with :ok <- :khepri.fence(5_000), do: :khepri.get([:settings, name])
  end
end
`
const erlang = `-module(settings).
-export([join/1, put/2, replace/3, get/1, get_fresh/1]).

%% A replicated tree of settings. Writes go through Raft; reads are local, fresh after a fence.

%% On the first start of a node that is to belong to the cluster; what it held before is discarded.
join(Node) -> khepri_cluster:join(Node).

put(Name, Value) -> khepri:put([settings, Name], Value).

%% Only if nobody changed it since it was read.
replace(Name, Known, Value) -> khepri:compare_and_swap([settings, Name], Known, Value).

%% What this node has applied: may be behind.
get(Name) -> khepri:get([settings, Name]).

%% After all that was committed before the call; blocks without a majority, so it has a time limit.
get_fresh(Name) ->
    case khepri:fence(5000) of
        ok -> khepri:get([settings, Name]);
        Error -> Error
    end.
`
const test = `ExUnit.start()

defmodule SettingsTest do
  use ExUnit.Case, async: false

  test "the minority refuses a write and the majority takes it" do
    [a, b, c] = peers = Peers.start([:settings_a, :settings_b, :settings_c])
    folder = Path.join(System.tmp_dir!(), "settings-test")

    for {_, node} = peer <- peers do
      {:ok, _} = Peers.call(peer, :khepri, :start, [Path.join(folder, Atom.to_string(node))])
    end

    {_, first} = a
    for peer <- [b, c], do: :ok = Peers.call(peer, Settings, :join, [first])
    assert :ok = Peers.call(b, Settings, :put, [:theme, :light])
    assert {:ok, :light} = Peers.call(c, Settings, :get_fresh, [:theme])

    Peers.cut([a], [b, c])
    assert {:error, _} = Peers.call(a, Settings, :get_fresh, [:theme])
    assert :ok = Peers.until(fn -> Peers.call(b, Settings, :put, [:theme, :dark]) == :ok end)

    Peers.heal(peers)
    assert :ok = Peers.until(fn -> Peers.call(a, Settings, :get, [:theme]) == {:ok, :dark} end)
    Peers.stop(peers)
    File.rm_rf!(folder)
  end
end
`

export const khepri: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/settings.ex', language: 'elixir', code: elixir },
      { file: 'test/settings_test.exs', language: 'elixir', code: test },
    ],
    erlang: [{ file: 'src/settings.erl', language: 'erlang', code: erlang }],
    missing: null,
    packages: ['khepri ~> 0.18 (OTP 26 or later; its interface may change before 1.0)'],
    configuration: [
      {
        file: 'lib/app/application.ex',
        language: 'elixir',
        code: '# In start/2, before the supervisor: the folder must survive the node, and its name must stay.\n{:ok, _store} = :khepri.start("/var/lib/app/khepri")\n',
      },
      {
        file: 'src/app_app.erl',
        language: 'erlang',
        code: '-module(app_app).\n-behaviour(application).\n-export([start/2, stop/1]).\n\nstart(_Type, _Args) ->\n    {ok, _Store} = khepri:start("/var/lib/app/khepri"),\n    app_sup:start_link().\n\nstop(_State) -> ok.\n',
      },
    ],
    signals: [
      {
        what: 'elections',
        from: '`elections` of the counters of ra, on which Khepri stands',
        alert: 'more than planned restarts explain',
      },
      { what: 'members', from: '`khepri_cluster:members/0` on each node', alert: 'the answers differ' },
      {
        what: 'writes that timed out',
        from: 'counts of `{error, timeout}` from `khepri:put/2`',
        alert: 'any outside a deploy',
      },
    ],
    prepare:
      'three, five or seven nodes with stable names and disks are members; the whole tree fits in memory',
    back: 'read from the old store, which is written as well until the last phase',
  },
}
