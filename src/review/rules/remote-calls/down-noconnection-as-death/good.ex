defmodule Shop.Watch do
  @moduledoc "A lost connection is told from a death."

  use GenServer

  @impl true
  def init(nodes) do
    for node <- nodes, do: Process.monitor({Shop.Worker, node})
    {:ok, %{nodes: nodes, suspects: []}}
  end

  # The reason is matched, and `:noconnection` waits.
  @impl true
  def handle_info({:DOWN, _ref, :process, {Shop.Worker, node}, :noconnection}, state) do
    {:noreply, %{state | suspects: [node | state.suspects]}}
  end

  def handle_info({:DOWN, _ref, :process, {Shop.Worker, node}, _reason}, state) do
    {:ok, _pid} = DynamicSupervisor.start_child(Shop.Workers, {Shop.Worker, node})
    {:noreply, state}
  end
end

defmodule Shop.Subscribers do
  @moduledoc "Only local bookkeeping about the pid is dropped."

  use GenServer

  @impl true
  def init(nodes) do
    for node <- nodes, do: Process.monitor({Shop.Feed, node})
    {:ok, %{feeds: MapSet.new(nodes)}}
  end

  @impl true
  def handle_info({:DOWN, _ref, :process, {Shop.Feed, node}, _reason}, state) do
    {:noreply, %{state | feeds: MapSet.delete(state.feeds, node)}}
  end
end

defmodule Shop.LocalPool do
  @moduledoc "The worker runs on the own node: it is dead when it is down."

  use GenServer

  @impl true
  def init(_) do
    {:ok, start_worker(%{})}
  end

  @impl true
  def handle_info({:DOWN, _ref, :process, _pid, _reason}, state), do: {:noreply, start_worker(state)}

  defp start_worker(state) do
    {:ok, pid} = DynamicSupervisor.start_child(Shop.Workers, Shop.Worker)
    Map.put(state, Process.monitor(pid), pid)
  end
end

defmodule Shop.Fenced do
  @moduledoc "Whoever takes over asks for a lease first."

  use GenServer

  @impl true
  def init(nodes) do
    for node <- nodes, do: Process.monitor({Shop.Worker, node})
    {:ok, %{}}
  end

  @impl true
  def handle_info({:DOWN, _ref, :process, {Shop.Worker, node}, _reason}, state) do
    with {:ok, token} <- Shop.Store.take_lease(node) do
      {:ok, _pid} = DynamicSupervisor.start_child(Shop.Workers, {Shop.Worker, {node, token}})
    end

    {:noreply, state}
  end
end

defmodule Shop.Links do
  @moduledoc "What is started is a link to that node: nothing is taken over."

  use GenServer

  @impl true
  def init(_) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{}}
  end

  @impl true
  def handle_info({:nodedown, node}, state) do
    {:ok, _pid} = DynamicSupervisor.start_child(Shop.Links.Sup, {Shop.Reconnect, node})
    {:noreply, state}
  end

  def handle_info({:nodeup, _node}, state), do: {:noreply, state}
end
