defmodule Desk.Strategy do
  @moduledoc "Asks a list of nodes at intervals, and connects those that are new on it."

  use GenServer
  use Cluster.Strategy

  alias Cluster.Strategy
  alias Cluster.Strategy.State

  def start_link([%State{} = state]), do: GenServer.start_link(__MODULE__, %{state | meta: MapSet.new()})

  @impl true
  def init(state), do: {:ok, state, 0}

  @impl true
  def handle_info(_poll, %State{} = state) do
    listed = MapSet.new(Desk.Directory.nodes())
    added = MapSet.difference(listed, state.meta)
    # hazard: discovery-failure-disconnects
    _ = Strategy.connect_nodes(state.topology, state.connect, state.list_nodes, MapSet.to_list(added))
    Process.send_after(self(), :poll, 5_000)
    {:noreply, %{state | meta: listed}}
  end
end
