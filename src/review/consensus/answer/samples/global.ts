import type { Implementations } from '../implementation.ts'

const elixir = `defmodule Leader do
  @moduledoc """
  One process of this name among connected nodes. Each side of a cut has one; on heal :global ends all but one. So
  every effect carries a token that the resource compares, and the work is idempotent.
  """
  use GenServer

  def start_link(args), do: GenServer.start_link(__MODULE__, args, name: __MODULE__)

  @doc "The node that leads as seen from here, or :none."
  def leader do
    case :global.whereis_name(__MODULE__) do
      :undefined -> :none
      pid -> node(pid)
    end
  end

  @impl true
  def init(args) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{args: args, leading: false, watched: nil}, {:continue, :compete}}
  end

  @impl true
  def handle_continue(:compete, state), do: {:noreply, compete(state)}

  @impl true
  def handle_info({:DOWN, watched, :process, _pid, _reason}, %{watched: watched} = state),
    do: {:noreply, compete(%{state | watched: nil})}

  def handle_info({change, _node}, state) when change in [:nodeup, :nodedown], do: {:noreply, compete(state)}
  # This side lost the name in a merge: it stops leading before it does anything else.
  def handle_info({:global_name_conflict, _name}, state), do: {:noreply, compete(%{state | leading: false})}
  def handle_info(_other, state), do: {:noreply, state}

  @impl true
  def handle_call(:leading?, _from, state), do: {:reply, state.leading, state}

  defp compete(state) do
    case :global.register_name(__MODULE__, self(), &:global.random_notify_name/3) do
      :yes -> %{state | leading: true}
      :no -> watch(%{state | leading: :global.whereis_name(__MODULE__) == self()})
    end
  end

  defp watch(%{watched: nil, leading: false} = state) do
    case :global.whereis_name(__MODULE__) do
      :undefined -> state
      pid -> %{state | watched: Process.monitor(pid)}
    end
  end

  defp watch(state), do: state
end
`
const elixirTest = `ExUnit.start()

defmodule LeaderTest do
  use ExUnit.Case, async: false

  test "one leader while connected, one on each side of a cut, one again after it heals" do
    [a, b, c] = peers = Peers.start([:leader_a, :leader_b, :leader_c])
    for peer <- peers, do: {:ok, _} = Peers.call(peer, GenServer, :start, [Leader, [], [name: Leader]])
    assert :ok = Peers.until(fn -> leading(peers) == 1 end)

    Peers.cut([a], [b, c])
    assert :ok = Peers.until(fn -> leading([a]) == 1 and leading([b, c]) == 1 end)

    Peers.heal(peers)
    assert :ok = Peers.until(fn -> leading(peers) == 1 end)
    Peers.stop(peers)
  end

  defp leading(peers), do: Enum.count(peers, &Peers.call(&1, GenServer, :call, [Leader, :leading?]))
end
`
const erlang = `-module(leader).
-behaviour(gen_server).
-export([start_link/1, leader/0]).
-export([init/1, handle_continue/2, handle_call/3, handle_cast/2, handle_info/2]).

%% One process of this name among connected nodes. Each side of a cut has one; on heal global ends all but one. So
%% every effect carries a token that the resource compares, and the work is idempotent.

start_link(Args) -> gen_server:start_link({local, ?MODULE}, ?MODULE, Args, []).

%% The node that leads as seen from here, or none.
leader() ->
    case global:whereis_name(?MODULE) of
        undefined -> none;
        Pid -> node(Pid)
    end.

init(Args) ->
    ok = net_kernel:monitor_nodes(true),
    {ok, #{args => Args, leading => false, watched => none}, {continue, compete}}.

handle_continue(compete, State) -> {noreply, compete(State)}.

handle_call(leading, _From, #{leading := Leading} = State) -> {reply, Leading, State}.

handle_cast(_Message, State) -> {noreply, State}.

handle_info({'DOWN', Watched, process, _Pid, _Reason}, #{watched := Watched} = State) ->
    {noreply, compete(State#{watched := none})};
handle_info({Change, _Node}, State) when Change =:= nodeup; Change =:= nodedown ->
    {noreply, compete(State)};
%% This side lost the name in a merge: it stops leading before it does anything else.
handle_info({global_name_conflict, _Name}, State) ->
    {noreply, compete(State#{leading := false})};
handle_info(_Other, State) ->
    {noreply, State}.

compete(State) ->
    case global:register_name(?MODULE, self(), fun global:random_notify_name/3) of
        yes -> State#{leading := true};
        no -> watch(State#{leading := global:whereis_name(?MODULE) =:= self()})
    end.

watch(#{watched := none, leading := false} = State) ->
    case global:whereis_name(?MODULE) of
        undefined -> State;
        Pid -> State#{watched := erlang:monitor(process, Pid)}
    end;
watch(State) -> State.
`
const erlangTest = `-module(leader_tests).
-include_lib("eunit/include/eunit.hrl").

one_leader_again_after_a_cut_test_() ->
    {timeout, 60, fun() ->
        [A, B, C] = Peers = peers:start([leader_a, leader_b, leader_c]),
        [{ok, _} = peers:call(Peer, gen_server, start, [{local, leader}, leader, [], []]) || Peer <- Peers],
        ok = peers:until(fun() -> leading(Peers) =:= 1 end),
        peers:cut([A], [B, C]),
        ok = peers:until(fun() -> leading([A]) =:= 1 andalso leading([B, C]) =:= 1 end),
        peers:heal(Peers),
        ok = peers:until(fun() -> leading(Peers) =:= 1 end),
        peers:stop(Peers)
    end}.

leading(Peers) ->
    length([Peer || Peer <- Peers, peers:call(Peer, gen_server, call, [leader, leading])]).
`

export const global: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/leader.ex', language: 'elixir', code: elixir },
      { file: 'test/leader_test.exs', language: 'elixir', code: elixirTest },
    ],
    erlang: [
      { file: 'src/leader.erl', language: 'erlang', code: erlang },
      { file: 'test/leader_tests.erl', language: 'erlang', code: erlangTest },
    ],
    missing: null,
    packages: [],
    configuration: [
      {
        file: 'rel/vm.args',
        language: 'ini',
        code: '## The same on every node. A silent node is noticed after 45 to 75 s at 60, 7.5 to 12.5 s at 10.\n-kernel net_ticktime 10\n-kernel prevent_overlapping_partitions true\n',
      },
    ],
    signals: [
      {
        what: 'nodes that lead',
        from: 'a gauge per node: 1 where the process answers that it leads',
        alert: 'the sum over all nodes is not 1 for longer than the tick',
      },
      {
        what: 'nodes that went away',
        from: '`{nodedown, Node, [{nodedown_reason, Reason}]}` of `net_kernel:monitor_nodes(true, [nodedown_reason])`',
        alert: 'reason `net_tick_timeout`',
      },
      {
        what: 'names that collided',
        from: 'the message `{global_name_conflict, Name}`',
        alert: 'any: two led at the same time',
      },
    ],
    prepare: 'the resource compares a token, and the work is idempotent, for two may lead at once',
    back: 'start the process by hand on one node, as before',
  },
}
