import type { Language } from '../../source/form.ts'
import type { Snippet } from '../shape.ts'

interface Written {
  readonly elixir: string
  readonly erlang: string
  readonly fillIn: readonly string[]
}

/** Each runs with the standard library alone, unless it names the library that it watches. */
export const snippets = {
  membershipMargin: {
    elixir: `defmodule MembershipMargin do
  @doc "Voters that this node sees, less the quorum of all voters: 0 means that the next loss stops the majority."
  def margin(voters) do
    reachable = Enum.count(voters, &(&1 in [node() | Node.list()]))
    reachable - (div(length(voters), 2) + 1)
  end
end`,
    erlang: `-module(membership_margin).
-export([margin/1]).

%% Voters that this node sees, less the quorum of all voters: 0 means that the next loss stops the majority.
margin(Voters) ->
    Visible = [node() | nodes()],
    Reachable = length([Voter || Voter <- Voters, lists:member(Voter, Visible)]),
    Reachable - (length(Voters) div 2 + 1).`,
    fillIn: ['the list of voters: take it from configuration, never from the nodes that are visible'],
  },
  nodeLoss: {
    elixir: `defmodule NodeLoss do
  use GenServer

  def start_link(count), do: GenServer.start_link(__MODULE__, count, name: __MODULE__)

  @impl true
  def init(count) do
    :ok = :net_kernel.monitor_nodes(true, [:nodedown_reason])
    {:ok, count}
  end

  @impl true
  def handle_info({:nodedown, node, info}, count) do
    count.(:nodedown, node, Keyword.get(info, :nodedown_reason))
    {:noreply, count}
  end

  def handle_info({:nodeup, node, _info}, count) do
    count.(:nodeup, node, nil)
    {:noreply, count}
  end
end`,
    erlang: `-module(node_loss).
-behaviour(gen_server).
-export([start_link/1, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link(Count) -> gen_server:start_link({local, ?MODULE}, ?MODULE, Count, []).

init(Count) ->
    ok = net_kernel:monitor_nodes(true, [nodedown_reason]),
    {ok, Count}.

handle_call(_Request, _From, Count) -> {reply, {error, unknown}, Count}.

handle_cast(_Message, Count) -> {noreply, Count}.

handle_info({nodedown, Node, Info}, Count) ->
    Count(nodedown, Node, proplists:get_value(nodedown_reason, Info)),
    {noreply, Count};
handle_info({nodeup, Node, _Info}, Count) ->
    Count(nodeup, Node, undefined),
    {noreply, Count}.`,
    fillIn: ['the fun that counts: it is given the event, the node and the reason'],
  },
  mnesiaEvents: {
    elixir: `defmodule MnesiaEvents do
  use GenServer

  def start_link(count), do: GenServer.start_link(__MODULE__, count, name: __MODULE__)

  @impl true
  def init(count) do
    {:ok, _node} = :mnesia.subscribe(:system)
    {:ok, count}
  end

  @impl true
  def handle_info({:mnesia_system_event, {:inconsistent_database, context, node}}, count) do
    count.(context, node)
    {:noreply, count}
  end

  def handle_info({:mnesia_system_event, _event}, count), do: {:noreply, count}
end`,
    erlang: `-module(mnesia_events).
-behaviour(gen_server).
-export([start_link/1, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link(Count) -> gen_server:start_link({local, ?MODULE}, ?MODULE, Count, []).

init(Count) ->
    {ok, _Node} = mnesia:subscribe(system),
    {ok, Count}.

handle_call(_Request, _From, Count) -> {reply, {error, unknown}, Count}.

handle_cast(_Message, Count) -> {noreply, Count}.

handle_info({mnesia_system_event, {inconsistent_database, Context, Node}}, Count) ->
    Count(Context, Node),
    {noreply, Count};
handle_info({mnesia_system_event, _Event}, Count) ->
    {noreply, Count}.`,
    fillIn: ['the fun that counts: it is given the context and the other node'],
  },
  raMetrics: {
    elixir: `defmodule RaMetrics do
  @doc "State, indexes and term of one member, given as {name, node}; ra 2.8 and later."
  def read(server_id) do
    Map.take(:ra.key_metrics(server_id), [:state, :last_applied, :commit_index, :last_written_index, :snapshot_index, :term])
  end
end`,
    erlang: `-module(ra_metrics_reader).
-export([read/1]).

%% State, indexes and term of one member, given as {Name, Node}; ra 2.8 and later.
read(ServerId) ->
    Wanted = [state, last_applied, commit_index, last_written_index, snapshot_index, term],
    maps:with(Wanted, ra:key_metrics(ServerId)).`,
    fillIn: ['the ids of the members, as {name, node}'],
  },
  busyDistPort: {
    elixir: `defmodule BusyDistPort do
  use GenServer

  def start_link(count), do: GenServer.start_link(__MODULE__, count, name: __MODULE__)

  @impl true
  def init(count) do
    # A node has one receiver of these: a second call replaces the first.
    :erlang.system_monitor(self(), [:busy_dist_port])
    {:ok, count}
  end

  @impl true
  def handle_info({:monitor, pid, :busy_dist_port, port}, count) do
    count.(pid, port)
    {:noreply, count}
  end
end`,
    erlang: `-module(busy_dist_port).
-behaviour(gen_server).
-export([start_link/1, init/1, handle_call/3, handle_cast/2, handle_info/2]).

start_link(Count) -> gen_server:start_link({local, ?MODULE}, ?MODULE, Count, []).

init(Count) ->
    %% A node has one receiver of these: a second call replaces the first.
    erlang:system_monitor(self(), [busy_dist_port]),
    {ok, Count}.

handle_call(_Request, _From, Count) -> {reply, {error, unknown}, Count}.

handle_cast(_Message, Count) -> {noreply, Count}.

handle_info({monitor, Pid, busy_dist_port, Port}, Count) ->
    Count(Pid, Port),
    {noreply, Count}.`,
    fillIn: ['the fun that counts: it is given the suspended process and the port'],
  },
  mailbox: {
    elixir: `defmodule Mailbox do
  @doc "Messages that wait for a registered process of this node; nil where there is none."
  def waiting(name) do
    with pid when is_pid(pid) <- Process.whereis(name),
         {:message_queue_len, length} <- Process.info(pid, :message_queue_len) do
      length
    else
      _ -> nil
    end
  end
end`,
    erlang: `-module(mailbox).
-export([waiting/1]).

%% Messages that wait for a registered process of this node; undefined where there is none.
waiting(Name) ->
    case whereis(Name) of
        Pid when is_pid(Pid) ->
            case process_info(Pid, message_queue_len) of
                {message_queue_len, Length} -> Length;
                undefined -> undefined
            end;
        _ ->
            undefined
    end.`,
    fillIn: ['the registered names of the servers'],
  },
  clockError: {
    elixir: `defmodule ClockError do
  @doc "Bound of the error of this host's clock in seconds, of a line that \`chronyc -c tracking\` prints."
  def bound(line) do
    fields = line |> String.trim() |> String.split(",")
    [offset, delay, dispersion] = for at <- [4, 10, 11], do: fields |> Enum.at(at) |> String.to_float()
    abs(offset) + dispersion + delay / 2
  end
end`,
    erlang: `-module(clock_error).
-export([bound/1]).

%% Bound of the error of this host's clock in seconds, of a line that \`chronyc -c tracking\` prints.
bound(Line) ->
    Fields = string:split(string:trim(Line), ",", all),
    [Offset, Delay, Dispersion] = [list_to_float(lists:nth(At, Fields)) || At <- [5, 11, 12]],
    abs(Offset) + Dispersion + Delay / 2.`,
    fillIn: [],
  },
  discovery: {
    elixir: `defmodule DiscoveryEvents do
  @events for action <- [:connect_node, :disconnect_node], result <- [:ok, :error], do: [:libcluster, action, result]

  def attach(count) do
    :telemetry.attach_many("discovery-events", @events, &__MODULE__.handle/4, count)
  end

  def handle(event, _measurements, metadata, count), do: count.(event, metadata)
end`,
    erlang: `-module(discovery_events).
-export([attach/1, handle/4]).

attach(Count) ->
    Events = [[libcluster, Action, Result] || Action <- [connect_node, disconnect_node], Result <- [ok, error]],
    telemetry:attach_many(<<"discovery-events">>, Events, fun ?MODULE:handle/4, Count).

handle(Event, _Measurements, Metadata, Count) ->
    Count(Event, Metadata).`,
    fillIn: ['the fun that counts: it is given the event and its metadata'],
  },
  nameConflicts: {
    elixir: `defmodule NameConflicts do
  @doc "A resolver for :global.register_name/3: it counts, keeps the first process and tells the other to stop."
  def resolve(name, kept, stopped) do
    :logger.warning("two processes under ~p: ~p is kept, ~p is told to stop", [name, kept, stopped])
    Process.exit(stopped, :shutdown)
    kept
  end
end`,
    erlang: `-module(name_conflicts).
-export([resolve/3]).

%% A resolver for global:register_name/3: it counts, keeps the first process and tells the other to stop.
resolve(Name, Kept, Stopped) ->
    logger:warning("two processes under ~p: ~p is kept, ~p is told to stop", [Name, Kept, Stopped]),
    exit(Stopped, shutdown),
    Kept.`,
    fillIn: ['which of the two has the state that must be kept'],
  },
} satisfies Record<string, Written>

export type SnippetName = keyof typeof snippets

export function snippet(name: SnippetName, language: Language): Snippet {
  const written: Written = snippets[name]
  return { language, code: written[language], fillIn: [...written.fillIn] }
}
