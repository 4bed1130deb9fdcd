defmodule Desk.Credit do
  @moduledoc "In a transaction, in one step, or by one process."

  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(_opts), do: {:ok, nil}

  def add(owner, amount) do
    :mnesia.transaction(fn ->
      [{:credit, ^owner, sum}] = :mnesia.read(:credit, owner, :write)
      :mnesia.write({:credit, owner, sum + amount})
    end)
  end

  # One step.
  def visit(owner), do: :mnesia.dirty_update_counter(:visit_count, owner, 1)

  # Shown, not written back.
  def shown(owner) do
    [{:credit, ^owner, sum}] = :mnesia.dirty_read(:credit, owner)
    sum + 1
  end

  # Blind: nothing of what was there goes into it.
  def connected(owner), do: :mnesia.dirty_write({:connection, owner, self()})

  # The helper is called inside a transaction by everybody.
  def add_both(one, two) do
    :mnesia.transaction(fn ->
      raise_by_one(one)
      raise_by_one(two)
    end)
  end

  defp raise_by_one(owner) do
    [{:credit, ^owner, sum}] = :mnesia.wread({:credit, owner})
    :mnesia.write({:credit, owner, sum + 1})
  end

  # One process makes all changes.
  @impl true
  def handle_cast({:rename, id, name}, state) do
    [row] = :mnesia.dirty_read(:desk_name, id)
    :mnesia.dirty_write(put_elem(row, 2, name))
    {:noreply, state}
  end
end
