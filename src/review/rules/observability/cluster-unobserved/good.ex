defmodule Shop.Cluster do
  @moduledoc "Connects the nodes, and counts those that are lost."

  use GenServer

  @impl true
  def init(nodes) do
    :ok = :net_kernel.monitor_nodes(true, [:nodedown_reason])
    {:ok, for(node <- nodes, true <- [Node.connect(node)], do: node)}
  end

  @impl true
  def handle_info({:nodedown, node, info}, state) do
    :telemetry.execute([:shop, :nodedown], %{count: 1}, %{node: node, reason: info[:nodedown_reason]})
    {:noreply, state}
  end

  def handle_info({:nodeup, node, _info}, state) do
    :telemetry.execute([:shop, :nodeup], %{count: 1}, %{node: node})
    {:noreply, state}
  end
end
