import type { Implementations } from '../implementation.ts'

const elixirOnly = (library: string, instead: string): string =>
  `${library} is a library of Elixir and is not made to be built with rebar3. ${instead}`

const deltaElixir = `defmodule Carts do
  @moduledoc """
  One replicated map for many carts. Values under one key are last-write-wins, by the age of the virtual machine, so a
  number has a key for each writer and is summed when it is read. In memory: a durable store stands behind it.
  """
  use Supervisor

  def start_link(options), do: Supervisor.start_link(__MODULE__, options, name: __MODULE__)

  @impl true
  def init(_options) do
    children = [{DeltaCrdt, crdt: DeltaCrdt.AWLWWMap, name: Carts.Crdt, sync_interval: 200}, Carts.Neighbours]
    # A replica that restarts has no neighbours, so both restart together.
    Supervisor.init(children, strategy: :one_for_all)
  end

  def add(cart, item, device, quantity), do: DeltaCrdt.put(Carts.Crdt, {cart, item, device}, quantity)

  @doc "Removes what this replica has seen; an addition made elsewhere at the same time stays."
  def remove(cart, item) do
    for {{^cart, ^item, _device} = key, _} <- DeltaCrdt.to_map(Carts.Crdt), do: DeltaCrdt.delete(Carts.Crdt, key)
    :ok
  end

  def items(cart) do
    for {{^cart, item, _device}, quantity} <- DeltaCrdt.to_map(Carts.Crdt), reduce: %{} do
      items -> Map.update(items, item, quantity, &(&1 + quantity))
    end
  end
end

defmodule Carts.Neighbours do
  @moduledoc "Every replica lists every other: the list replaces the one before, and goes one way only."
  use GenServer

  def start_link(options), do: GenServer.start_link(__MODULE__, options, name: __MODULE__)

  @impl true
  def init(_options) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, connect()}
  end

  @impl true
  def handle_info({change, _node}, _state) when change in [:nodeup, :nodedown], do: {:noreply, connect()}
  def handle_info(_other, state), do: {:noreply, state}

  defp connect do
    DeltaCrdt.set_neighbours(Carts.Crdt, for(node <- Node.list(), do: {Carts.Crdt, node}))
  end
end
`
const deltaTest = `ExUnit.start()

defmodule CartsTest do
  use ExUnit.Case, async: false

  test "what both sides of a cut add is summed after it heals" do
    [a, b] = peers = Peers.start([:carts_a, :carts_b])

    for peer <- peers do
      {:ok, _} = Peers.call(peer, :application, :ensure_all_started, [:delta_crdt])
      {:ok, pid} = Peers.call(peer, Carts, :start_link, [[]])
      true = Peers.call(peer, Process, :unlink, [pid])
    end

    Peers.cut([a], [b])
    Peers.call(a, Carts, :add, ["c1", "tea", "phone", 1])
    Peers.call(b, Carts, :add, ["c1", "tea", "tablet", 2])
    Peers.heal(peers)
    assert :ok = Peers.until(fn -> for(p <- peers, do: Peers.call(p, Carts, :items, ["c1"])) == [%{"tea" => 3}, %{"tea" => 3}] end)
    Peers.stop(peers)
  end
end
`

export const deltaCrdt: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/carts.ex', language: 'elixir', code: deltaElixir },
      { file: 'test/carts_test.exs', language: 'elixir', code: deltaTest },
    ],
    erlang: [],
    missing: elixirOnly(
      'delta_crdt',
      'In Erlang the code of `client_crdt` merges the same way, with OTP alone.',
    ),
    packages: ['delta_crdt ~> 0.6'],
    configuration: [
      {
        file: 'lib/app/application.ex',
        language: 'elixir',
        code: '# In the list of children. sync_interval, max_sync_size and storage_module are options of DeltaCrdt, not of config.\nchildren = [Carts]\n',
      },
    ],
    signals: [
      {
        what: 'keys in the map',
        from: '`[:delta_crdt, :sync, :done]`, the only event that it sends: `keys_updated_count`',
        alert: 'it stays 0 on a node that others write to',
      },
      {
        what: 'whether replicas agree',
        from: 'a hash of `DeltaCrdt.to_map/1` from every node, compared',
        alert: 'they differ for longer than ten intervals',
      },
      {
        what: 'the queue of a replica',
        from: '`Process.info(pid, :message_queue_len)`',
        alert: 'it grows: too many keys or neighbours',
      },
    ],
    prepare: 'numbers have a key for each writer, and a durable store is written as well',
    back: 'read from the durable store',
  },
}

const hordeElixir = `defmodule Games do
  @moduledoc """
  A process for each game, somewhere among connected nodes. Both sides of a cut may have one; on heal the registry ends
  one of them, with its state. So it is never the only guard of anything.
  """
  use Supervisor

  def start_link(options), do: Supervisor.start_link(__MODULE__, options, name: __MODULE__)

  @impl true
  def init(_options) do
    children = [
      {Horde.Registry, name: Games.Registry, keys: :unique, members: :auto},
      {Horde.DynamicSupervisor, name: Games.Supervisor, strategy: :one_for_one, members: :auto}
    ]

    Supervisor.init(children, strategy: :one_for_one)
  end

  @doc "The game, started where it is not running."
  def ensure(code) do
    case Horde.DynamicSupervisor.start_child(Games.Supervisor, {Games.Game, code}) do
      {:ok, pid} -> {:ok, pid}
      {:error, {:already_started, pid}} -> {:ok, pid}
      :ignore -> whereis(code)
      {:error, reason} -> {:error, reason}
    end
  end

  def whereis(code) do
    case Horde.Registry.lookup(Games.Registry, code) do
      [{pid, _}] -> {:ok, pid}
      [] -> {:error, :not_found}
    end
  end
end

defmodule Games.Game do
  use GenServer, restart: :transient

  def start_link(code) do
    case GenServer.start_link(__MODULE__, code, name: {:via, Horde.Registry, {Games.Registry, code}}) do
      {:ok, pid} -> {:ok, pid}
      # Another node was first: the supervisor keeps no child here.
      {:error, {:already_started, _pid}} -> :ignore
    end
  end

  @impl true
  def init(code) do
    # Else the end that the registry gives to one of two would not be seen here.
    Process.flag(:trap_exit, true)
    {:ok, %{code: code, moves: []}}
  end

  @impl true
  def handle_call({:move, move}, _from, state), do: {:reply, :ok, %{state | moves: [move | state.moves]}}

  @impl true
  def handle_info({:EXIT, _from, {:name_conflict, _name, _registry, winner}}, state) do
    # Two ran. What this one knew goes to the other before it ends.
    for move <- Enum.reverse(state.moves), do: GenServer.call(winner, {:move, move})
    {:stop, :normal, state}
  end
end
`
const hordeTest = `ExUnit.start()

defmodule GamesTest do
  use ExUnit.Case, async: false

  test "one game while connected, one again after a cut heals" do
    [a, b] = peers = Peers.start([:games_a, :games_b])

    for peer <- peers do
      {:ok, _} = Peers.call(peer, :application, :ensure_all_started, [:horde])
      {:ok, pid} = Peers.call(peer, Games, :start_link, [[]])
      true = Peers.call(peer, Process, :unlink, [pid])
    end

    Peers.cut([a], [b])
    {:ok, left} = Peers.call(a, Games, :ensure, ["g1"])
    {:ok, right} = Peers.call(b, Games, :ensure, ["g1"])
    assert left != right
    Peers.heal(peers)

    assert :ok = Peers.until(fn ->
             found = for peer <- peers, do: Peers.call(peer, Games, :whereis, ["g1"])
             match?([{:ok, pid}, {:ok, pid}], found)
           end)

    Peers.stop(peers)
  end
end
`

export const horde: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/games.ex', language: 'elixir', code: hordeElixir },
      { file: 'test/games_test.exs', language: 'elixir', code: hordeTest },
    ],
    erlang: [],
    missing: elixirOnly(
      'Horde',
      'In Erlang `syn` registers names across nodes with the same promises: `syn:register(Scope, Name, Pid)`, `syn:lookup(Scope, Name)`.',
    ),
    packages: ['horde ~> 0.9'],
    configuration: [
      {
        file: 'lib/app/application.ex',
        language: 'elixir',
        code: '# In the list of children, after the one that connects the nodes.\nchildren = [{Cluster.Supervisor, [topologies, [name: App.ClusterSupervisor]]}, Games]\n',
      },
    ],
    signals: [
      {
        what: 'names that collided',
        from: 'exits with `{:name_conflict, …}`',
        alert: 'any outside a cut: two ran at the same time',
      },
      {
        what: 'processes per node',
        from: '`Horde.DynamicSupervisor.count_children/1`',
        alert: 'one node has far more than its share',
      },
      {
        what: 'members',
        from: '`Horde.Cluster.members/1` on each node',
        alert: 'the sets differ for longer than the tick',
      },
    ],
    prepare: 'a game that runs twice or starts anew does no harm',
    back: 'start the processes under a plain supervisor on the node that routing picks',
  },
}

const trackerElixir = `defmodule RoomPresence do
  @moduledoc "Who is in which room, replicated by heartbeats. A node that vanished is seen as gone after 30 s at most."
  use Phoenix.Tracker

  def start_link(options) do
    options = Keyword.merge([name: __MODULE__], options)
    Phoenix.Tracker.start_link(__MODULE__, options, options)
  end

  @impl true
  def init(options) do
    server = Keyword.fetch!(options, :pubsub_server)
    {:ok, %{pubsub_server: server, node_name: Phoenix.PubSub.node_name(server)}}
  end

  @doc "Runs in the tracker's process: nothing here may wait or crash."
  @impl true
  def handle_diff(diff, state) do
    for {room, {joins, leaves}} <- diff do
      message = {:presence, room, Enum.map(joins, &elem(&1, 0)), Enum.map(leaves, &elem(&1, 0))}
      Phoenix.PubSub.direct_broadcast!(state.node_name, state.pubsub_server, room, message)
    end

    {:ok, state}
  end

  def enter(room, user), do: Phoenix.Tracker.track(__MODULE__, self(), room, user, %{})
  def leave(room, user), do: Phoenix.Tracker.untrack(__MODULE__, self(), room, user)

  @doc "A user with two devices is one user."
  def users(room), do: __MODULE__ |> Phoenix.Tracker.list(room) |> Enum.map(&elem(&1, 0)) |> Enum.uniq()
end
`
const trackerTest = `ExUnit.start()

defmodule RoomPresenceTest do
  use ExUnit.Case, async: false

  test "each side of a cut sees its own, and all are seen again after it heals" do
    [a, b] = peers = Peers.start([:presence_a, :presence_b])
    for peer <- peers, do: start(peer)
    enter(a, "ana")
    enter(b, "ben")
    assert :ok = Peers.until(fn -> Enum.all?(peers, &(seen(&1) == ["ana", "ben"])) end)
    Peers.cut([a], [b])
    assert :ok = Peers.until(fn -> seen(a) == ["ana"] and seen(b) == ["ben"] end, 2_000)
    Peers.heal(peers)
    assert :ok = Peers.until(fn -> Enum.all?(peers, &(seen(&1) == ["ana", "ben"])) end, 2_000)
    Peers.stop(peers)
  end

  defp start(peer) do
    {:ok, _} = Peers.call(peer, :application, :ensure_all_started, [:phoenix_pubsub])
    children = [{Phoenix.PubSub, name: Room.PubSub}, {RoomPresence, pubsub_server: Room.PubSub, broadcast_period: 50}]
    {:ok, pid} = Peers.call(peer, Supervisor, :start_link, [children, [strategy: :one_for_one]])
    true = Peers.call(peer, Process, :unlink, [pid])
  end

  # The process that is tracked must outlive the call that starts it.
  defp enter(peer, user) do
    {:ok, pid} = Peers.call(peer, Agent, :start, [Map, :new, []])
    {:ok, _} = Peers.call(peer, Phoenix.Tracker, :track, [RoomPresence, pid, "lobby", user, %{}])
  end

  defp seen(peer), do: peer |> Peers.call(RoomPresence, :users, ["lobby"]) |> Enum.sort()
end
`
const pgErlang = `-module(room_presence).
-export([start_link/0, enter/2, leave/2, pids/1]).

%% Who is in which room, by process groups: each node lists its own processes, and the others see them while they are
%% connected. No heartbeats of its own: a silent node is noticed by the tick of distribution.
start_link() -> pg:start_link(?MODULE).

enter(Room, Pid) when node(Pid) =:= node() -> pg:join(?MODULE, Room, Pid).

leave(Room, Pid) when node(Pid) =:= node() -> pg:leave(?MODULE, Room, Pid).

pids(Room) -> pg:get_members(?MODULE, Room).
`
const pgTest = `-module(room_presence_tests).
-include_lib("eunit/include/eunit.hrl").

each_side_sees_its_own_test_() ->
    {timeout, 60, fun() ->
        [A, B] = Peers = peers:start([room_a, room_b]),
        [{ok, _} = peers:call(Peer, pg, start, [room_presence]) || Peer <- Peers],
        [ok = peers:call(Peer, room_presence, enter, [lobby, peers:call(Peer, erlang, whereis, [init])]) || Peer <- Peers],
        ok = peers:until(fun() -> seen(A) =:= 2 andalso seen(B) =:= 2 end),
        peers:cut([A], [B]),
        ok = peers:until(fun() -> seen(A) =:= 1 andalso seen(B) =:= 1 end),
        peers:heal(Peers),
        ok = peers:until(fun() -> seen(A) =:= 2 andalso seen(B) =:= 2 end),
        peers:stop(Peers)
    end}.

seen(Peer) -> length(peers:call(Peer, room_presence, pids, [lobby])).
`

export const tracker: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/room_presence.ex', language: 'elixir', code: trackerElixir },
      { file: 'test/room_presence_test.exs', language: 'elixir', code: trackerTest },
    ],
    erlang: [
      { file: 'src/room_presence.erl', language: 'erlang', code: pgErlang },
      { file: 'test/room_presence_tests.erl', language: 'erlang', code: pgTest },
    ],
    missing: null,
    packages: ['phoenix_pubsub ~> 2.1; the Erlang code stands on pg of OTP instead'],
    configuration: [
      {
        file: 'lib/app/application.ex',
        language: 'elixir',
        code: '# In the list of children. Options of Phoenix.Tracker; the same on every node.\nchildren = [\n  {Phoenix.PubSub, name: Room.PubSub},\n  {RoomPresence, pubsub_server: Room.PubSub, broadcast_period: 1_500, permdown_on_shutdown: true}\n]\n',
      },
    ],
    signals: [
      {
        what: 'presences per node',
        from: '`Phoenix.Tracker.list/2` for a known room, asked on every node',
        alert: 'the answers differ for longer than 30 s',
      },
      {
        what: 'the queue of a shard',
        from: '`Process.info(shard, :message_queue_len)`',
        alert: 'it grows: raise pool_size, equal on all nodes',
      },
      {
        what: 'joins and leaves',
        from: 'counts in `handle_diff/2`',
        alert: 'many of both at once: nodes flap',
      },
    ],
    prepare: 'nothing is gated by it: no seat, no bill',
    back: 'hide the list by a flag; nothing else depends on it',
  },
}
