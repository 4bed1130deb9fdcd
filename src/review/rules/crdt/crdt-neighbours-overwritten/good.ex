defmodule Carts.Peers do
  @moduledoc "Gives the whole list of peers, whenever it changes."

  use GenServer

  def start_link(crdt), do: GenServer.start_link(__MODULE__, crdt, name: __MODULE__)

  @impl true
  def init(crdt) do
    :ok = :net_kernel.monitor_nodes(true)
    sync(crdt)
    {:ok, crdt}
  end

  @impl true
  def handle_info({:nodeup, _node}, crdt), do: {:noreply, sync(crdt)}
  def handle_info({:nodedown, _node}, crdt), do: {:noreply, sync(crdt)}

  defp sync(crdt) do
    peers = for node <- Node.list(), do: {crdt, node}
    DeltaCrdt.set_neighbours(crdt, peers)
    crdt
  end
end

defmodule Carts.Pair do
  @moduledoc "Two nodes: the one peer is the full set."

  def connect(crdt, other), do: DeltaCrdt.set_neighbours(crdt, [{crdt, other}])

  # Several replicas of this node, each with its whole list.
  def connect_all(crdts, node) do
    Enum.each(crdts, fn crdt -> DeltaCrdt.set_neighbours(crdt, [{crdt, node} | shared(crdt)]) end)
  end

  defp shared(crdt), do: [{crdt, :"carts@archive"}]
end
