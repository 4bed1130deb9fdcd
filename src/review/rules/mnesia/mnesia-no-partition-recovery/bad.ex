defmodule Sessions.Store do
  @moduledoc "Joins a replicated session store; what happens after a cut is left to luck."

  use GenServer

  def start_link(peers), do: GenServer.start_link(__MODULE__, peers, name: __MODULE__)

  @impl true
  def init(peers) do
    :ok = :mnesia.start()
    :ok = join(peers)
    {:ok, %{peers: peers}}
  end

  defp join(peers) do
    # hazard: mnesia-no-partition-recovery
    case :mnesia.change_config(:extra_db_nodes, peers) do
      {:ok, [_ | _]} -> copy_tables([:session, :basket])
      {:ok, []} -> create(peers)
      {:error, reason} -> {:error, reason}
    end
  end

  defp create(peers) do
    # hazard: mnesia-no-partition-recovery
    {:atomic, :ok} = :mnesia.create_table(:session, disc_copies: [node() | peers], attributes: [:id, :owner])
    :ok
  end

  defp copy_tables(tables) do
    for table <- tables do
      # hazard: mnesia-no-partition-recovery
      # hazard: mnesia-join-result-ignored
      :mnesia.add_table_copy(table, node(), :disc_copies)
    end

    :mnesia.wait_for_tables(tables, 10_000)
  end

  @impl true
  def handle_info({:nodeup, node}, state) do
    # hazard: mnesia-no-partition-recovery
    {:ok, [_ | _]} = :mnesia.change_config(:extra_db_nodes, [node])
    {:noreply, state}
  end
end
