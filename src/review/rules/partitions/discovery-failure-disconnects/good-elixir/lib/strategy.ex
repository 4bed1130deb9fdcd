defmodule Desk.Strategy do
  @moduledoc "Hands in the whole list: who is connected is left out by libcluster, who was lost is connected again."

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
    _ = Strategy.connect_nodes(state.topology, state.connect, state.list_nodes, MapSet.to_list(listed))
    Process.send_after(self(), :poll, 5_000)
    {:noreply, %{state | meta: listed}}
  end
end

defmodule Desk.SeenStrategy do
  @moduledoc "What is taken away is who is connected now."

  use GenServer

  @impl true
  def init(state), do: {:ok, %{state | meta: MapSet.new(Node.list())}}

  @impl true
  def handle_info(:poll, state) do
    missing = MapSet.difference(MapSet.new(Desk.Directory.nodes()), MapSet.new(Node.list()))
    Cluster.Strategy.connect_nodes(state.topology, state.connect, state.list_nodes, MapSet.to_list(missing))
    Process.send_after(self(), :poll, 5_000)
    {:noreply, state}
  end
end
