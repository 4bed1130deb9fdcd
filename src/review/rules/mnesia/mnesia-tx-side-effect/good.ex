defmodule Desk.Booking do
  @moduledoc "Funs that only read and write; what follows is done after the answer."

  require Logger

  def book(id, owner) do
    case :mnesia.transaction(fn -> take(id, owner) end) do
      {:atomic, :taken} -> send(owner, {:booked, id})
      {:aborted, reason} -> {:error, reason}
    end
  end

  defp take(id, owner) do
    [{:desk, ^id, :free}] = :mnesia.read(:desk, id, :write)
    Logger.debug("taking #{id}")
    :ok = :mnesia.write({:desk, id, owner})
    :taken
  end

  # An activity inside inherits the transaction, and is undone with it.
  def enter(owner) do
    :mnesia.transaction(fn ->
      :mnesia.sync_dirty(fn -> :mnesia.write({:visitor, owner, :here}) end)
    end)
  end

  # No transaction: it is run once.
  def notify(owner) do
    :mnesia.async_dirty(fn ->
      [{:visitor, ^owner, pid}] = :mnesia.read(:visitor, owner)
      send(pid, :hello)
    end)
  end

  # The same row again: it changes nothing, and nobody counts it.
  def remember(id) do
    :mnesia.transaction(fn ->
      [row] = :mnesia.read(:desk, id)
      :ets.insert(:desk_cache, row)
    end)
  end
end
