defmodule Desk.Cluster do
  @moduledoc "One named node makes the database; the others wait for it."

  @seed :"desk@a"

  def start do
    case Node.list() do
      [] when node() == @seed -> create()
      [] -> {:error, :waiting_for_seed}
      [node | _rest] -> join(node)
    end
  end

  def start_as(seed) do
    case {node(), Node.list()} do
      {^seed, []} -> create()
      {_other, []} -> {:error, :waiting}
      {_any, [node | _rest]} -> join(node)
    end
  end

  defp create do
    :ok = :mnesia.create_schema([node()])
    :mnesia.start()
  end

  defp join(node), do: :mnesia.change_config(:extra_db_nodes, [node])

  # Nobody there: told so, and nothing is made.
  def status do
    case Node.list() do
      [] -> :alone
      nodes -> {:with, nodes}
    end
  end

  def handle({:mnesia_system_event, {:inconsistent_database, _context, node}}) do
    Desk.Export.changes_since_cut(node)
  end
end
