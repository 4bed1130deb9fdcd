defmodule Shop.Stock do
  @moduledoc "Stock by item and warehouse, in a Mnesia table of which most copies must agree."
  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(_opts) do
    {:ok, _node} = :mnesia.subscribe(:system)
    :mnesia.create_table(:stock, attributes: [:key, :quantity], majority: true)
    {:ok, %{}}
  end

  @impl true
  def handle_info({:mnesia_system_event, {:inconsistent_database, _context, _node}}, state) do
    copies = :mnesia.table_info(:stock, :ram_copies)
    running = :mnesia.system_info(:running_db_nodes)
    if 2 * length(running) <= length(copies), do: rejoin(copies -- running)
    {:noreply, state}
  end

  def handle_info(_message, state), do: {:noreply, state}

  # The minority could not write: what it holds is older, and is dropped.
  defp rejoin(winners) do
    :mnesia.stop()
    :ok = :mnesia.start()
    {:ok, [_ | _]} = :mnesia.change_config(:extra_db_nodes, winners)
    :ok = :mnesia.wait_for_tables([:stock], 10_000)
    {:ok, _node} = :mnesia.subscribe(:system)
  end
end
