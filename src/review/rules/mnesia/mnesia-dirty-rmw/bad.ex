defmodule Desk.Credit do
  @moduledoc "Reads, computes and writes back, from whatever process calls it."

  def create(nodes) do
    {:atomic, :ok} = :mnesia.create_table(:credit, ram_copies: nodes, majority: true)
  end

  def add(owner, amount) do
    [{:credit, ^owner, sum}] = :mnesia.dirty_read(:credit, owner)
    # hazard: mnesia-dirty-rmw
    :mnesia.dirty_write({:credit, owner, sum + amount})
  end

  def add_one(owner) do
    :mnesia.async_dirty(fn ->
      case :mnesia.read(:credit, owner) do
        # hazard: mnesia-dirty-rmw
        [{:credit, ^owner, sum}] -> :mnesia.write({:credit, owner, sum + 1})
        [] -> :mnesia.write({:credit, owner, 1})
      end
    end)
  end

  def handle({:mnesia_system_event, {:inconsistent_database, _context, node}}) do
    Desk.Export.changes_since_cut(node)
  end
end
