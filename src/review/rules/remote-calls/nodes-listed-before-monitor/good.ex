defmodule Shop.Members do
  use GenServer

  # Changes are asked for first.
  @impl true
  def init(_) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, MapSet.new(Node.list())}
  end

  @impl true
  def handle_info({:nodeup, node}, members), do: {:noreply, MapSet.put(members, node)}
  def handle_info({:nodedown, node}, members), do: {:noreply, MapSet.delete(members, node)}
end

defmodule Shop.Again do
  use GenServer

  # The list is read again on a timer.
  @impl true
  def init(_) do
    members = MapSet.new(Node.list())
    :ok = :net_kernel.monitor_nodes(true)
    Process.send_after(self(), :refresh, 60_000)
    {:ok, members}
  end

  @impl true
  def handle_info(:refresh, _members) do
    Process.send_after(self(), :refresh, 60_000)
    {:noreply, MapSet.new(Node.list())}
  end

  def handle_info({:nodeup, node}, members), do: {:noreply, MapSet.put(members, node)}
  def handle_info({:nodedown, node}, members), do: {:noreply, MapSet.delete(members, node)}
end

defmodule Shop.Everybody do
  use GenServer

  # Both are of all sorts of nodes.
  @impl true
  def init(_) do
    :ok = :net_kernel.monitor_nodes(true, node_type: :all)
    {:ok, MapSet.new(Node.list(:connected))}
  end

  @impl true
  def handle_info({:nodeup, node, _info}, members), do: {:noreply, MapSet.put(members, node)}
  def handle_info({:nodedown, node, _info}, members), do: {:noreply, MapSet.delete(members, node)}
end
