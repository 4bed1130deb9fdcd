import type { Implementations } from '../implementation.ts'

const elixir = `defmodule Table do
  @moduledoc """
  A Mnesia table whose transactions need a majority of its copies. Only transactions: dirty operations go through
  without one. After a cut heals, nodes do not rejoin by themselves; TableHealer restarts the smaller side.
  """
  @table :entries

  def create(nodes) do
    {:atomic, :ok} =
      :mnesia.create_table(@table, attributes: [:key, :value], majority: true, ram_copies: nodes)

    :ok = :mnesia.wait_for_tables([@table], 15_000)
  end

  def put(key, value) do
    case :mnesia.sync_transaction(fn -> :mnesia.write({@table, key, value}) end) do
      {:atomic, :ok} -> :ok
      {:aborted, reason} -> {:error, reason}
    end
  end

  @doc "A read inside a transaction: it waits for whoever writes the key."
  def get(key) do
    case :mnesia.transaction(fn -> :mnesia.read(@table, key) end) do
      {:atomic, [{@table, ^key, value}]} -> {:ok, value}
      {:atomic, []} -> {:error, :not_found}
      {:aborted, reason} -> {:error, reason}
    end
  end
end

defmodule TableHealer do
  @moduledoc "Brings the smaller side of a cut back: what it could not write is not lost, for it could write nothing."
  use GenServer

  def start_link(voters), do: GenServer.start_link(__MODULE__, voters, name: __MODULE__)

  @impl true
  def init(voters) do
    {:ok, _node} = :mnesia.subscribe(:system)
    {:ok, voters}
  end

  @impl true
  def handle_info({:mnesia_system_event, {:inconsistent_database, _context, other}}, voters) do
    if smaller_side?(voters), do: rejoin(other)
    {:noreply, voters}
  end

  def handle_info({:mnesia_system_event, _event}, voters), do: {:noreply, voters}
  def handle_info(_other, voters), do: {:noreply, voters}

  @doc "Loads the tables from the other side. What this side holds is given up."
  def rejoin(master) do
    {:ok, _node} = :mnesia.unsubscribe(:system)
    :ok = :mnesia.set_master_nodes([master])
    :stopped = :mnesia.stop()
    :ok = :mnesia.start()
    # A schema in memory knows nobody after a restart; one on disk does already.
    {:ok, _nodes} = :mnesia.change_config(:extra_db_nodes, [master])
    :ok = :mnesia.wait_for_tables([:entries], 15_000)
    :ok = :mnesia.set_master_nodes([])
    {:ok, _node} = :mnesia.subscribe(:system)
    :ok
  end

  # Of configured voters, not of those one can see.
  defp smaller_side?(voters) do
    here = Enum.count(:mnesia.system_info(:running_db_nodes), &(&1 in voters))
    here * 2 < length(voters)
  end
end
`
const elixirTest = `ExUnit.start()

defmodule TableTest do
  use ExUnit.Case, async: false

  test "the smaller side of a cut refuses, the larger goes on, and all agree after it heals" do
    [a, b, c] = peers = Peers.start([:table_a, :table_b, :table_c])
    nodes = for {_, node} <- peers, do: node
    for peer <- peers, do: :ok = Peers.call(peer, :mnesia, :start, [])
    {:ok, _} = Peers.call(a, :mnesia, :change_config, [:extra_db_nodes, nodes])
    :ok = Peers.call(a, Table, :create, [nodes])
    for peer <- peers, do: {:ok, _} = Peers.call(peer, GenServer, :start, [TableHealer, nodes, [name: TableHealer]])
    assert :ok = Peers.call(a, Table, :put, [:k, 1])

    Peers.cut([a], [b, c])
    assert :ok = Peers.until(fn -> match?({:error, {:no_majority, _}}, Peers.call(a, Table, :put, [:k, :small])) end)
    assert :ok = Peers.until(fn -> Peers.call(b, Table, :put, [:k, 2]) == :ok end)

    Peers.heal(peers)
    # Mnesia notices the cut when it hears of the other side again.
    assert :ok = Peers.until(fn -> Peers.call(a, Table, :get, [:k]) == {:ok, 2} end)
    assert :ok = Peers.until(fn -> Peers.call(a, Table, :put, [:k, 3]) == :ok end)
    assert :ok = Peers.until(fn -> Peers.call(c, Table, :get, [:k]) == {:ok, 3} end)
    Peers.stop(peers)
  end
end
`
const erlang = `-module(table).
-export([create/1, put/2, get/1]).

%% A Mnesia table whose transactions need a majority of its copies. Only transactions: dirty operations go through
%% without one. After a cut heals, nodes do not rejoin by themselves; table_healer restarts the smaller side.

create(Nodes) ->
    {atomic, ok} = mnesia:create_table(entries, [{attributes, [key, value]}, {majority, true}, {ram_copies, Nodes}]),
    ok = mnesia:wait_for_tables([entries], 15000).

put(Key, Value) ->
    case mnesia:sync_transaction(fun() -> mnesia:write({entries, Key, Value}) end) of
        {atomic, ok} -> ok;
        {aborted, Reason} -> {error, Reason}
    end.

%% A read inside a transaction: it waits for whoever writes the key.
get(Key) ->
    case mnesia:transaction(fun() -> mnesia:read(entries, Key) end) of
        {atomic, [{entries, Key, Value}]} -> {ok, Value};
        {atomic, []} -> {error, not_found};
        {aborted, Reason} -> {error, Reason}
    end.
`
const erlangHealer = `-module(table_healer).
-behaviour(gen_server).
-export([start_link/1, rejoin/1, init/1, handle_call/3, handle_cast/2, handle_info/2]).

%% Brings the smaller side of a cut back: what it could not write is not lost, for it could write nothing.

start_link(Voters) -> gen_server:start_link({local, ?MODULE}, ?MODULE, Voters, []).

init(Voters) ->
    {ok, _Node} = mnesia:subscribe(system),
    {ok, Voters}.

handle_call(_Request, _From, Voters) -> {reply, {error, unknown}, Voters}.

handle_cast(_Message, Voters) -> {noreply, Voters}.

handle_info({mnesia_system_event, {inconsistent_database, _Context, Other}}, Voters) ->
    case smaller_side(Voters) of
        true -> rejoin(Other);
        false -> ok
    end,
    {noreply, Voters};
handle_info(_Other, Voters) ->
    {noreply, Voters}.

%% Loads the tables from the other side. What this side holds is given up.
rejoin(Master) ->
    {ok, _Node} = mnesia:unsubscribe(system),
    ok = mnesia:set_master_nodes([Master]),
    stopped = mnesia:stop(),
    ok = mnesia:start(),
    %% A schema in memory knows nobody after a restart; one on disk does already.
    {ok, _Nodes} = mnesia:change_config(extra_db_nodes, [Master]),
    ok = mnesia:wait_for_tables([entries], 15000),
    ok = mnesia:set_master_nodes([]),
    {ok, _} = mnesia:subscribe(system),
    ok.

%% Of configured voters, not of those one can see.
smaller_side(Voters) ->
    Here = [Node || Node <- mnesia:system_info(running_db_nodes), lists:member(Node, Voters)],
    length(Here) * 2 < length(Voters).
`
const erlangTest = `-module(table_tests).
-include_lib("eunit/include/eunit.hrl").

the_smaller_side_refuses_test_() ->
    {timeout, 60, fun() ->
        [A, B, C] = Peers = peers:start([table_a, table_b, table_c]),
        Nodes = [Node || {_, Node} <- Peers],
        [ok = peers:call(Peer, mnesia, start, []) || Peer <- Peers],
        {ok, _} = peers:call(A, mnesia, change_config, [extra_db_nodes, Nodes]),
        ok = peers:call(A, table, create, [Nodes]),
        [{ok, _} = peers:call(Peer, gen_server, start, [{local, table_healer}, table_healer, Nodes, []]) || Peer <- Peers],
        ok = peers:call(A, table, put, [k, 1]),
        peers:cut([A], [B, C]),
        ok = peers:until(fun() ->
                             case peers:call(A, table, put, [k, small]) of
                                 {error, {no_majority, _}} -> true;
                                 _ -> false
                             end
                         end),
        ok = peers:until(fun() -> peers:call(B, table, put, [k, 2]) =:= ok end),
        peers:heal(Peers),
        ok = peers:until(fun() -> peers:call(A, table, get, [k]) =:= {ok, 2} end),
        ok = peers:until(fun() -> peers:call(A, table, put, [k, 3]) =:= ok end),
        ok = peers:until(fun() -> peers:call(C, table, get, [k]) =:= {ok, 3} end),
        peers:stop(Peers)
    end}.
`

export const mnesiaMajority: Implementations = {
  usual: {
    elixir: [
      { file: 'lib/table.ex', language: 'elixir', code: elixir },
      { file: 'test/table_test.exs', language: 'elixir', code: elixirTest },
    ],
    erlang: [
      { file: 'src/table.erl', language: 'erlang', code: erlang },
      { file: 'src/table_healer.erl', language: 'erlang', code: erlangHealer },
      { file: 'test/table_tests.erl', language: 'erlang', code: erlangTest },
    ],
    missing: null,
    packages: [],
    configuration: [
      {
        file: 'config/runtime.exs',
        language: 'elixir',
        code: 'import Config\n\n# Read by Mnesia itself. disc_copies and a schema on disk (:mnesia.create_schema/1) survive a full restart.\nconfig :mnesia, dir: ~c"/var/lib/app/mnesia"\n',
      },
      {
        file: 'config/sys.config',
        language: 'erlang',
        code: '[{mnesia, [{dir, "/var/lib/app/mnesia"}]}].\n',
      },
    ],
    signals: [
      {
        what: 'sides that parted',
        from: 'the system event `{inconsistent_database, Context, Node}`',
        alert: 'any',
      },
      {
        what: 'writes refused for want of a majority',
        from: 'counts of `{aborted, {no_majority, Table}}`',
        alert: 'any outside a deploy',
      },
      {
        what: 'copies that run',
        from: '`mnesia:table_info(entries, active_replicas)`',
        alert: 'no more than a majority of them',
      },
    ],
    prepare: 'the schema is on disk on every voter, and something handles `inconsistent_database`',
    back: 'read from the old store; Mnesia keeps what was written, for a comparison',
  },
}
