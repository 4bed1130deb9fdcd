import type { Implementations } from '../implementation.ts'

const elixir = `defmodule Register do
  @moduledoc """
  A replicated register per key: the larger version wins, and a version is {counter, node}, no wall clock. Of two
  writes at once one vanishes. Changes travel by :pg; whoever missed some compares everything from time to time.
  """
  use GenServer

  @scope :register_scope
  @compare_every :timer.seconds(30)

  def start_link(options \\\\ []), do: GenServer.start_link(__MODULE__, options, name: __MODULE__)
  def put(key, value), do: GenServer.call(__MODULE__, {:put, key, value})
  def get(key), do: GenServer.call(__MODULE__, {:get, key})

  @impl true
  def init(options) do
    {:ok, _} = ensure_scope()
    :ok = :pg.join(@scope, __MODULE__, self())
    :ok = :net_kernel.monitor_nodes(true)
    every = Keyword.get(options, :compare_every, @compare_every)
    Process.send_after(self(), :compare, every)
    {:ok, %{entries: %{}, every: every}}
  end

  @impl true
  def handle_call({:put, key, value}, _from, state) do
    {counter, _} = state.entries |> Map.get(key, {{0, nil}, nil}) |> elem(0)
    entry = {{counter + 1, node()}, value}
    tell({:entries, %{key => entry}})
    {:reply, :ok, put_in(state.entries[key], entry)}
  end

  def handle_call({:get, key}, _from, state) do
    case state.entries do
      %{^key => {version, value}} -> {:reply, {:ok, value, version}, state}
      _ -> {:reply, {:error, :not_found}, state}
    end
  end

  @impl true
  def handle_info({:entries, theirs}, state) do
    {:noreply, %{state | entries: Map.merge(state.entries, theirs, fn _key, mine, other -> max(mine, other) end)}}
  end

  def handle_info({:nodeup, _node}, state) do
    tell({:entries, state.entries})
    {:noreply, state}
  end

  def handle_info(:compare, state) do
    tell({:entries, state.entries})
    Process.send_after(self(), :compare, state.every)
    {:noreply, state}
  end

  def handle_info(_other, state), do: {:noreply, state}

  defp tell(message) do
    for pid <- :pg.get_members(@scope, __MODULE__), pid != self(), do: send(pid, message)
  end

  defp ensure_scope do
    case :pg.start(@scope) do
      {:ok, pid} -> {:ok, pid}
      {:error, {:already_started, pid}} -> {:ok, pid}
    end
  end
end
`
const elixirTest = `ExUnit.start()

defmodule RegisterTest do
  use ExUnit.Case, async: false

  test "both sides of a cut accept, and agree on one value after it heals" do
    [a, b] = peers = Peers.start([:register_a, :register_b])
    options = [[compare_every: 200]]
    for peer <- peers, do: {:ok, _} = Peers.call(peer, GenServer, :start, [Register | options] ++ [[name: Register]])
    :ok = Peers.call(a, Register, :put, [:theme, :light])
    assert :ok = Peers.until(fn -> value(b) == :light end)

    Peers.cut([a], [b])
    :ok = Peers.call(a, Register, :put, [:theme, :dark])
    :ok = Peers.call(b, Register, :put, [:theme, :blue])
    assert {value(a), value(b)} == {:dark, :blue}

    Peers.heal(peers)
    # The versions are {2, a} and {2, b}: the larger node name wins on both sides, and one write is gone.
    assert :ok = Peers.until(fn -> {value(a), value(b)} == {:blue, :blue} end)
    Peers.stop(peers)
  end

  defp value(peer), do: peer |> Peers.call(Register, :get, [:theme]) |> shown()
  defp shown({:ok, value, _version}), do: value
  defp shown(other), do: other
end
`
const erlang = `-module(register_lww).
-behaviour(gen_server).
-export([start_link/1, put/2, get/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

%% A replicated register per key: the larger version wins, and a version is {Counter, Node}, no wall clock. Of two
%% writes at once one vanishes. Changes travel by pg; whoever missed some compares everything from time to time.
-define(SCOPE, register_scope).

start_link(Options) -> gen_server:start_link({local, ?MODULE}, ?MODULE, Options, []).

put(Key, Value) -> gen_server:call(?MODULE, {put, Key, Value}).

get(Key) -> gen_server:call(?MODULE, {get, Key}).

init(Options) ->
    case pg:start(?SCOPE) of
        {ok, _} -> ok;
        {error, {already_started, _}} -> ok
    end,
    ok = pg:join(?SCOPE, ?MODULE, self()),
    ok = net_kernel:monitor_nodes(true),
    Every = maps:get(compare_every, Options, 30000),
    erlang:send_after(Every, self(), compare),
    {ok, #{entries => #{}, every => Every}}.

handle_call({put, Key, Value}, _From, #{entries := Entries} = State) ->
    {{Counter, _}, _} = maps:get(Key, Entries, {{0, none}, none}),
    Entry = {{Counter + 1, node()}, Value},
    tell({entries, #{Key => Entry}}),
    {reply, ok, State#{entries := Entries#{Key => Entry}}};
handle_call({get, Key}, _From, #{entries := Entries} = State) ->
    case Entries of
        #{Key := {Version, Value}} -> {reply, {ok, Value, Version}, State};
        _ -> {reply, {error, not_found}, State}
    end.

handle_cast(_Message, State) -> {noreply, State}.

handle_info({entries, Theirs}, #{entries := Mine} = State) ->
    Newer = fun(Key, Entry, All) -> All#{Key => max(Entry, maps:get(Key, All, Entry))} end,
    {noreply, State#{entries := maps:fold(Newer, Mine, Theirs)}};
handle_info({nodeup, _Node}, #{entries := Entries} = State) ->
    tell({entries, Entries}),
    {noreply, State};
handle_info(compare, #{entries := Entries, every := Every} = State) ->
    tell({entries, Entries}),
    erlang:send_after(Every, self(), compare),
    {noreply, State};
handle_info(_Other, State) ->
    {noreply, State}.

tell(Message) ->
    [Pid ! Message || Pid <- pg:get_members(?SCOPE, ?MODULE), Pid =/= self()],
    ok.
`
const erlangTest = `-module(register_lww_tests).
-include_lib("eunit/include/eunit.hrl").

one_value_after_a_cut_test_() ->
    {timeout, 60, fun() ->
        [A, B] = Peers = peers:start([lww_a, lww_b]),
        [{ok, _} = peers:call(Peer, gen_server, start, [{local, register_lww}, register_lww, #{compare_every => 200}, []])
         || Peer <- Peers],
        ok = peers:call(A, register_lww, put, [theme, light]),
        ok = peers:until(fun() -> value(B) =:= light end),
        peers:cut([A], [B]),
        ok = peers:call(A, register_lww, put, [theme, dark]),
        ok = peers:call(B, register_lww, put, [theme, blue]),
        ?assertEqual({dark, blue}, {value(A), value(B)}),
        peers:heal(Peers),
        %% The versions are {2, a} and {2, b}: the larger node name wins on both sides, and one write is gone.
        ok = peers:until(fun() -> {value(A), value(B)} =:= {blue, blue} end),
        peers:stop(Peers)
    end}.

value(Peer) ->
    case peers:call(Peer, register_lww, get, [theme]) of
        {ok, Value, _Version} -> Value;
        Other -> Other
    end.
`

export const lww: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/register.ex', language: 'elixir', code: elixir },
      { file: 'test/register_test.exs', language: 'elixir', code: elixirTest },
    ],
    erlang: [
      { file: 'src/register_lww.erl', language: 'erlang', code: erlang },
      { file: 'test/register_lww_tests.erl', language: 'erlang', code: erlangTest },
    ],
    missing: null,
    packages: [],
    configuration: [],
    signals: [
      {
        what: 'writes that were overwritten',
        from: 'a counter in the merge: both sides changed since they last agreed',
        alert: 'more than the business accepts',
      },
      {
        what: 'members',
        from: '`pg:get_members(register_scope, Group)` on each node',
        alert: 'the sets differ between nodes for longer than the tick',
      },
      {
        what: 'how far copies differ',
        from: 'the number of keys that a comparison changed',
        alert: 'it stays above 0 while all nodes see each other',
      },
    ],
    prepare:
      'somebody who knows the business has agreed that one of two writes may vanish; what must survive a full restart is written to disk as well',
    back: 'read from the old store, which is written as well until the last phase',
  },
}
