defmodule Shop.Watch do
  @moduledoc "Watches the workers of other nodes and takes over what they did."

  use GenServer

  @impl true
  def init(nodes) do
    for node <- nodes, do: Process.monitor({Shop.Worker, node})
    {:ok, %{nodes: nodes}}
  end

  # The worker may live behind a cut: a second one is started.
  @impl true
  def handle_info({:DOWN, _ref, :process, {Shop.Worker, node}, _reason}, state) do
    # hazard: down-noconnection-as-death
    {:ok, _pid} = DynamicSupervisor.start_child(Shop.Workers, {Shop.Worker, node})
    {:noreply, state}
  end
end

defmodule Shop.Leases do
  @moduledoc "Frees what a process of any node had taken."

  use GenServer

  @impl true
  def init(holders) do
    for {:ok, pid} <- holders, do: Process.monitor(pid)
    {:ok, %{}}
  end

  # Which node it was on is logged, why it is gone is not asked.
  @impl true
  def handle_info({:DOWN, _ref, :process, pid, _reason}, state) do
    IO.puts("holder on #{node(pid)} is gone")
    # hazard: down-noconnection-as-death
    release(pid)
    {:noreply, state}
  end

  defp release(pid), do: {:ok, _} = Redix.command(:redix, ["DEL", "held:#{inspect(pid)}"])
end

defmodule Shop.Failover do
  @moduledoc "Runs the shelves of a node that is not seen."

  use GenServer

  @impl true
  def init(_) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{}}
  end

  @impl true
  def handle_info({:nodedown, node}, state) do
    for shelf <- Shop.Ring.shelves_of(node) do
      # hazard: down-noconnection-as-death
      {:ok, _pid} = DynamicSupervisor.start_child(Shop.Shelves, {Shop.Shelf, shelf})
    end

    {:noreply, state}
  end

  def handle_info({:nodeup, _node}, state), do: {:noreply, state}
end
