defmodule Carts.Replica do
  @moduledoc "Lists the others again whenever a timer says so."

  use GenServer

  def start_link(crdt), do: GenServer.start_link(__MODULE__, crdt, name: __MODULE__)

  @impl true
  def init(crdt) do
    {:ok, sync(crdt)}
  end

  @impl true
  def handle_info(:sync, crdt), do: {:noreply, sync(crdt)}

  defp sync(crdt) do
    DeltaCrdt.set_neighbours(crdt, for(node <- Node.list(), do: {crdt, node}))
    Process.send_after(self(), :sync, 5_000)
    crdt
  end
end

defmodule Carts.Registry do
  @moduledoc "Horde manages the membership by itself."

  def child_spec(_), do: {Horde.Registry, name: __MODULE__, keys: :unique, members: :auto}
end
