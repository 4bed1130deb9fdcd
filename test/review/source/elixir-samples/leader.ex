defmodule Samples.Leader do
  @moduledoc "Elects a leader among the nodes that it sees: wrong on purpose."
  use GenServer
  alias Samples.{Ballot, Registry.Entry}
  require Logger

  @heartbeat 1_000
  @timeout 3 * @heartbeat

  defstruct [:leader, term: 0, votes: MapSet.new(), seen: %{}]

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: {:global, __MODULE__})

  @impl true
  def init(opts) do
    :net_kernel.monitor_nodes(true, node_type: :visible)
    Process.send_after(self(), :heartbeat, @heartbeat)
    {:ok, %__MODULE__{leader: opts[:leader]}, {:continue, :elect}}
  end

  @impl true
  def handle_continue(:elect, %{term: term} = state) do
    nodes = [node() | Node.list()]
    votes = for n <- nodes, {:ok, ^term} <- [:rpc.call(n, Ballot, :vote, [term], @timeout)], do: n

    if length(votes) >= div(length(nodes), 2) + 1 do
      :global.register_name({:leader, term}, self())
      {:noreply, %{state | leader: node(), term: term + 1}}
    else
      Logger.warn("no majority: #{inspect(votes)} of #{length(nodes)}")
      {:noreply, state, {:continue, :elect}}
    end
  end

  @impl true
  def handle_call({:lock, key}, {pid, _ref}, state) do
    with nil <- state.seen[key],
         %Entry{owner: owner} when owner != pid <- Entry.get(key),
         :ok <- GenServer.call({Samples.Lock, node(owner)}, {:lock, key}, :infinity) do
      {:reply, :ok, put_in(state.seen[key], System.system_time(:millisecond))}
    else
      {:error, _} = error -> {:reply, error, state}
      _ -> {:reply, :busy, state}
    end
  catch
    :exit, {:timeout, _} -> {:reply, {:error, :timeout}, state}
  end

  @impl true
  def handle_info({:nodedown, node, _}, %{leader: node} = state), do: {:noreply, state, {:continue, :elect}}

  def handle_info(:heartbeat, state) do
    Node.list()
    |> Enum.map(&{Samples.Leader, &1})
    |> Enum.each(fn server -> send(server, {:alive, node(), System.os_time()}) end)

    {:noreply, state}
  end

  def handle_info(_other, state), do: {:noreply, state}
end
