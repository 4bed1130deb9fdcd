defmodule Carts.Peers do
  @moduledoc "Adds the peers of a replica one by one."

  use GenServer

  def start_link(crdt), do: GenServer.start_link(__MODULE__, crdt, name: __MODULE__)

  @impl true
  def init(crdt) do
    :ok = :net_kernel.monitor_nodes(true)

    Enum.each(Node.list(), fn node ->
      # hazard: crdt-neighbours-overwritten
      DeltaCrdt.set_neighbours(crdt, [{crdt, node}])
    end)

    {:ok, crdt}
  end

  @impl true
  def handle_info({:nodeup, node}, crdt) do
    # hazard: crdt-neighbours-overwritten
    DeltaCrdt.set_neighbours(crdt, [{crdt, node}])
    {:noreply, crdt}
  end

  def handle_info(_message, crdt), do: {:noreply, crdt}

  # Each newcomer asks to be listed, and the one before is forgotten.
  @impl true
  def handle_call({:add_peer, server}, _from, crdt) do
    theirs = GenServer.call(server, :crdt, 2_000)
    # hazard: crdt-neighbours-overwritten
    DeltaCrdt.set_neighbours(crdt, [theirs])
    {:reply, :ok, crdt}
  end

  def add_all(crdt, nodes) do
    # hazard: crdt-neighbours-overwritten
    for node <- nodes, do: DeltaCrdt.set_neighbours(crdt, [{crdt, node}])
  end

  def add(_crdt, []), do: :ok

  def add(crdt, [node | rest]) do
    # hazard: crdt-neighbours-overwritten
    DeltaCrdt.set_neighbours(crdt, [{crdt, node}])
    add(crdt, rest)
  end
end
