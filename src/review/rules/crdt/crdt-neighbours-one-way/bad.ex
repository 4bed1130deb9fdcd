defmodule Carts.Replica do
  @moduledoc "Lists the nodes that are there when it starts."

  use GenServer

  def start_link(crdt), do: GenServer.start_link(__MODULE__, crdt, name: __MODULE__)

  @impl true
  def init(crdt) do
    peers = for node <- Node.list(), do: {crdt, node}
    # hazard: crdt-neighbours-one-way
    DeltaCrdt.set_neighbours(crdt, peers)
    {:ok, crdt}
  end

  @impl true
  def handle_call({:cart, id}, _from, crdt), do: {:reply, DeltaCrdt.get(crdt, id), crdt}
end
