defmodule Desk.Join do
  @moduledoc "Looks at whom it has reached."

  def join(seed) do
    case :mnesia.change_config(:extra_db_nodes, [seed]) do
      {:ok, [^seed]} -> copy([:desk, :visitor])
      {:ok, []} -> {:error, {:not_connected, seed}}
      {:error, reason} -> {:error, reason}
    end
  end

  def join_all(seeds) do
    {:ok, [_ | _]} = :mnesia.change_config(:extra_db_nodes, seeds)
    :ok
  end

  def join_and_compare(seeds) do
    {:ok, reached} = :mnesia.change_config(:extra_db_nodes, seeds)
    seeds -- reached
  end

  def join_and_ask(seeds) do
    {:ok, _reached} = :mnesia.change_config(:extra_db_nodes, seeds)
    seeds -- :mnesia.system_info(:running_db_nodes)
  end

  # The answer is the caller's, who looks at it.
  def try_join(seed), do: :mnesia.change_config(:extra_db_nodes, [seed])

  def try_twice(seed) do
    with {:ok, []} <- try_join(seed), do: try_join(seed)
  end

  defp copy(tables) do
    for table <- tables do
      {:atomic, :ok} = :mnesia.add_table_copy(table, node(), :disc_copies)
    end
  end

  def create do
    # The answer says most often that it is there.
    :mnesia.create_table(:desk, disc_copies: [node()], majority: true)
    :mnesia.add_table_index(:desk, :owner)
    :mnesia.add_table_copy(:desk, node(), :disc_copies)
    :ok
  end

  # Another setting than that of the nodes.
  def unload(node), do: :mnesia.change_config(:dc_dump_limit, node)

  def handle({:mnesia_system_event, {:inconsistent_database, _context, node}}) do
    Desk.Export.changes_since_cut(node)
  end
end
