import type { Implementations } from '../implementation.ts'

const elixir = `defmodule Store.Machine do
  @moduledoc "Keys with versions. Deterministic: no clock, no randomness, no messages but effects."
  @behaviour :ra_machine

  @impl true
  def init(_config), do: %{entries: %{}, seen: %{}}

  # A request id makes a command that was sent again after a time-out harmless.
  @impl true
  def apply(%{index: index}, {request, {:put, key, expected, value}}, state) do
    case state.seen do
      %{^request => reply} ->
        {state, reply}

      _ ->
        {reply, entries} = put(state.entries, key, expected, value)
        state = %{state | entries: entries, seen: Map.put(state.seen, request, reply)}
        {state, reply, if(rem(index, 4096) == 0, do: [{:release_cursor, index, state}], else: [])}
    end
  end

  def apply(_meta, {:forget, requests}, state), do: {%{state | seen: Map.drop(state.seen, requests)}, :ok}
  # ra sends commands of its own: {:machine_version, _, _}, {:down, _, _}, {:nodeup, _}.
  def apply(_meta, _other, state), do: {state, {:error, :unknown_command}}

  def get(key, state), do: Map.get(state.entries, key, {0, nil})

  defp put(entries, key, expected, value) do
    case Map.get(entries, key, {0, nil}) do
      {^expected, _} -> {{:ok, expected + 1}, Map.put(entries, key, {expected + 1, value})}
      {version, _} -> {{:error, {:version, version}}, entries}
    end
  end
end

defmodule Store do
  @moduledoc "Three, five or seven named voters; every other node is a client."
  def start(voters) do
    members = for node <- voters, do: {:store, node}
    :ra.start_or_restart_cluster(:default, :store, {:module, Store.Machine, %{}}, members)
  end

  @doc "{:error, :unknown} may have been applied, or will be: send it again with the same request id."
  def put(voters, request, key, expected, value) do
    case :ra.process_command(members(voters), {request, {:put, key, expected, value}}, 5_000) do
      {:ok, reply, _leader} -> reply
      {:timeout, _member} -> {:error, :unknown}
      {:error, reason} -> {:error, reason}
    end
  end

  @doc "Linearizable: refused without a majority, unlike local_query and leader_query."
  def get(voters, key) do
    case :ra.consistent_query(hd(members(voters)), {Store.Machine, :get, [key]}, 5_000) do
      {:ok, entry, _leader} -> {:ok, entry}
      other -> {:error, other}
    end
  end

  defp members(voters), do: for(node <- voters, do: {:store, node})
end
`
const elixirTest = `ExUnit.start()

defmodule StoreTest do
  use ExUnit.Case, async: false

  test "the minority refuses, the majority goes on, a command sent twice counts once" do
    [a, b, c] = peers = Peers.start([:store_a, :store_b, :store_c])
    voters = for {_, node} <- peers, do: node
    folder = Path.join(System.tmp_dir!(), "store-test")

    for {_, node} = peer <- peers do
      {:ok, _} = Peers.call(peer, :ra, :start_in, [String.to_charlist(Path.join(folder, Atom.to_string(node)))])
    end

    {:ok, _, []} = Peers.call(a, Store, :start, [voters])
    assert {:ok, 1} = Peers.call(b, Store, :put, [voters, "r1", :k, 0, :first])
    assert {:ok, 1} = Peers.call(b, Store, :put, [voters, "r1", :k, 0, :first])

    Peers.cut([a], [b, c])
    assert {:error, _} = Peers.call(a, Store, :get, [voters, :k])
    assert :ok = Peers.until(fn -> Peers.call(b, Store, :put, [tl(voters), "r2", :k, 1, :second]) == {:ok, 2} end)

    Peers.heal(peers)
    assert :ok = Peers.until(fn -> Peers.call(a, Store, :get, [voters, :k]) == {:ok, {2, :second}} end)
    Peers.stop(peers)
    File.rm_rf!(folder)
  end
end
`
const erlang = `-module(store_machine).
-behaviour(ra_machine).
-export([init/1, apply/3, get/2]).

%% Keys with versions. Deterministic: no clock, no randomness, no messages but effects.
init(_Config) -> #{entries => #{}, seen => #{}}.

%% A request id makes a command that was sent again after a time-out harmless.
apply(#{index := Index}, {Request, {put, Key, Expected, Value}}, #{entries := Entries, seen := Seen} = State) ->
    case Seen of
        #{Request := Reply} ->
            {State, Reply};
        _ ->
            {Reply, Next} = put(Entries, Key, Expected, Value),
            New = State#{entries := Next, seen := Seen#{Request => Reply}},
            Effects = case Index rem 4096 of 0 -> [{release_cursor, Index, New}]; _ -> [] end,
            {New, Reply, Effects}
    end;
apply(_Meta, {forget, Requests}, #{seen := Seen} = State) ->
    {State#{seen := maps:without(Requests, Seen)}, ok};
%% ra sends commands of its own: {machine_version, _, _}, {down, _, _}, {nodeup, _}.
apply(_Meta, _Other, State) ->
    {State, {error, unknown_command}}.

get(Key, #{entries := Entries}) -> maps:get(Key, Entries, {0, undefined}).

put(Entries, Key, Expected, Value) ->
    case maps:get(Key, Entries, {0, undefined}) of
        {Expected, _} -> {{ok, Expected + 1}, Entries#{Key => {Expected + 1, Value}}};
        {Version, _} -> {{error, {version, Version}}, Entries}
    end.
`
const erlangStore = `-module(store).
-export([start/1, put/5, get/2]).

%% Three, five or seven named voters; every other node is a client.
start(Voters) ->
    ra:start_or_restart_cluster(default, store, {module, store_machine, #{}}, members(Voters)).

%% {error, unknown} may have been applied, or will be: send it again with the same request id.
put(Voters, Request, Key, Expected, Value) ->
    case ra:process_command(members(Voters), {Request, {put, Key, Expected, Value}}, 5000) of
        {ok, Reply, _Leader} -> Reply;
        {timeout, _Member} -> {error, unknown};
        {error, Reason} -> {error, Reason}
    end.

%% Linearizable: refused without a majority, unlike local_query and leader_query.
get(Voters, Key) ->
    case ra:consistent_query(hd(members(Voters)), {store_machine, get, [Key]}, 5000) of
        {ok, Entry, _Leader} -> {ok, Entry};
        Other -> {error, Other}
    end.

members(Voters) -> [{store, Node} || Node <- Voters].
`
const elixirLock = `defmodule Lock.Machine do
  @moduledoc "Locks with fencing tokens: a token only grows, and the resource refuses a smaller one."
  @behaviour :ra_machine

  @impl true
  def init(_config), do: %{holders: %{}, token: 0}

  @impl true
  def apply(_meta, {:acquire, name, pid}, state) do
    case state.holders do
      %{^name => {^pid, token}} ->
        {state, {:ok, token}}

      %{^name => {holder, _}} ->
        {state, {:error, {:held, holder}}}

      _ ->
        token = state.token + 1
        state = %{state | token: token, holders: Map.put(state.holders, name, {pid, token})}
        {state, {:ok, token}, [{:monitor, :process, pid}]}
    end
  end

  def apply(_meta, {:release, name, token}, state) do
    case state.holders do
      %{^name => {_pid, ^token}} -> {%{state | holders: Map.delete(state.holders, name)}, :ok}
      _ -> {state, {:error, :not_held}}
    end
  end

  # A holder behind a cut is reported like a dead one: it may still be at work, which is why the token is compared.
  def apply(_meta, {:down, pid, _reason}, state) do
    {%{state | holders: Map.reject(state.holders, fn {_name, {holder, _}} -> holder == pid end)}, :ok}
  end

  def apply(_meta, _other, state), do: {state, {:error, :unknown_command}}

  # Monitors are gone with the old leader; the new one sets them again.
  @impl true
  def state_enter(:leader, state), do: for({_name, {pid, _}} <- state.holders, do: {:monitor, :process, pid})
  def state_enter(_role, _state), do: []
end
`
const erlangLock = `-module(lock_machine).
-behaviour(ra_machine).
-export([init/1, apply/3, state_enter/2]).

%% Locks with fencing tokens: a token only grows, and the resource refuses a smaller one.
init(_Config) -> #{holders => #{}, token => 0}.

apply(_Meta, {acquire, Name, Pid}, #{holders := Holders, token := Last} = State) ->
    case Holders of
        #{Name := {Pid, Token}} -> {State, {ok, Token}};
        #{Name := {Holder, _}} -> {State, {error, {held, Holder}}};
        _ ->
            Token = Last + 1,
            {State#{token := Token, holders := Holders#{Name => {Pid, Token}}}, {ok, Token}, [{monitor, process, Pid}]}
    end;
apply(_Meta, {release, Name, Token}, #{holders := Holders} = State) ->
    case Holders of
        #{Name := {_Pid, Token}} -> {State#{holders := maps:remove(Name, Holders)}, ok};
        _ -> {State, {error, not_held}}
    end;
%% A holder behind a cut is reported like a dead one: it may still be at work, which is why the token is compared.
apply(_Meta, {down, Pid, _Reason}, #{holders := Holders} = State) ->
    {State#{holders := maps:filter(fun(_Name, {Holder, _}) -> Holder =/= Pid end, Holders)}, ok};
apply(_Meta, _Other, State) ->
    {State, {error, unknown_command}}.

%% Monitors are gone with the old leader; the new one sets them again.
state_enter(leader, #{holders := Holders}) -> [{monitor, process, Pid} || {Pid, _} <- maps:values(Holders)];
state_enter(_Role, _State) -> [].
`
const lock = {
  elixir: [{ file: 'lib/lock/machine.ex', language: 'elixir', code: elixirLock }],
  erlang: [{ file: 'src/lock_machine.erl', language: 'erlang', code: erlangLock }],
} as const

export const ra: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/store.ex', language: 'elixir', code: elixir },
      { file: 'test/store_test.exs', language: 'elixir', code: elixirTest },
    ],
    erlang: [
      { file: 'src/store_machine.erl', language: 'erlang', code: erlang },
      { file: 'src/store.erl', language: 'erlang', code: erlangStore },
    ],
    missing: null,
    packages: ['ra ~> 3.1 (OTP 26 or later)'],
    configuration: [
      {
        file: 'config/runtime.exs',
        language: 'elixir',
        code: 'import Config\n\n# Read by ra before it starts; on a disk that survives the node.\nconfig :ra, data_dir: ~c"/var/lib/app/ra"\n',
      },
      { file: 'config/sys.config', language: 'erlang', code: '[{ra, [{data_dir, "/var/lib/app/ra"}]}].\n' },
    ],
    signals: [
      {
        what: 'elections',
        from: '`elections` and `pre_vote_elections` of `ra:key_metrics/1` and the counters of ra',
        alert: 'more than planned restarts explain',
      },
      {
        what: 'time without a leader',
        from: '`ra:members/1` asked from a client every second',
        alert: 'longer than two failure detections',
      },
      { what: 'lag of a voter', from: '`commit_index` less `last_applied`', alert: 'it grows' },
      {
        what: 'margin',
        from: 'voters that answer, less the majority',
        alert: '0, seen from outside the cluster: the next loss stops writes',
      },
    ],
    prepare:
      'three, five or seven voters with stable names and disks are chosen, and every command carries a request id',
    back: 'read from the old store again; what was written only here is copied back by request id first',
  },
  of: { lock, leader: lock },
}
