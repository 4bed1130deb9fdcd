defmodule Shop.Members do
  use GenServer

  # Whoever joins between the two lines is never seen.
  @impl true
  def init(_) do
    # hazard: nodes-listed-before-monitor
    members = MapSet.new(Node.list())
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, members}
  end

  @impl true
  def handle_info({:nodeup, node}, members), do: {:noreply, MapSet.put(members, node)}
  def handle_info({:nodedown, node}, members), do: {:noreply, MapSet.delete(members, node)}
end

defmodule Shop.Everybody do
  use GenServer

  # A hidden node is taken for a member, and nobody tells when it goes.
  @impl true
  def init(_) do
    # hazard: nodes-listed-before-monitor
    :ok = :net_kernel.monitor_nodes(true, [:nodedown_reason])
    # hazard: nodes-listed-before-monitor
    {:ok, MapSet.new(Node.list(:connected))}
  end

  @impl true
  def handle_info({:nodeup, node, _info}, members), do: {:noreply, MapSet.put(members, node)}
  def handle_info({:nodedown, node, _info}, members), do: {:noreply, MapSet.delete(members, node)}
end
