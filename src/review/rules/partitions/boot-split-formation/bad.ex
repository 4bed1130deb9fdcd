defmodule Desk.Cluster do
  @moduledoc "Whoever sees nobody makes a database of his own."

  def start do
    # hazard: boot-split-formation
    case Node.list() do
      [] -> create()
      [node | _rest] -> join(node)
    end
  end

  defp create do
    # hazard: boot-split-formation
    :ok = :mnesia.create_schema([node()])
    :mnesia.start()
  end

  defp join(node) do
    :ok = :mnesia.start()

    case :mnesia.change_config(:extra_db_nodes, [node]) do
      {:ok, [^node]} -> :joined
      {:ok, []} -> {:error, {:not_connected, node}}
    end
  end

  def handle({:mnesia_system_event, {:inconsistent_database, _context, node}}) do
    Desk.Export.changes_since_cut(node)
  end
end
