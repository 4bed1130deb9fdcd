defmodule Store.Peers do
  @moduledoc "Each asks the other, and neither answers meanwhile."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: __MODULE__)
  def sync(node), do: GenServer.call(__MODULE__, {:sync, node}, 10_000)

  @impl true
  def init(_arg), do: {:ok, %{table: %{}}}

  @impl true
  def handle_call({:sync, peer}, _from, state) do
    # hazard: remote-call-cycle
    theirs = GenServer.call({__MODULE__, peer}, :table, 2_000)
    {:reply, :ok, %{state | table: Map.merge(theirs, state.table)}}
  end

  def handle_call(:table, _from, state), do: {:reply, state.table, state}

  # In a helper, of all at once.
  @impl true
  def handle_info(:refresh, state), do: {:noreply, %{state | table: refresh(state.table)}}

  defp refresh(table) do
    # hazard: remote-call-cycle
    {tables, []} = GenServer.multi_call(Node.list(), __MODULE__, :table, 2_000)
    Enum.reduce(tables, table, fn {_node, theirs}, all -> Map.merge(all, theirs) end)
  end
end
