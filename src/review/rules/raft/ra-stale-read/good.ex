defmodule Locks.Client do
  @moduledoc "Reads that may be stale are shown; what is written is decided by a majority."

  @server {:locks, :"locks@a"}

  # Display only.
  def holders do
    case :ra.local_query(@server, {Locks.Machine, :holders, []}) do
      {:ok, {_index, holders}, _leader} -> holders
      {:timeout, _server} -> []
    end
  end

  # The write re-checks: the command is the check.
  def take(key, owner), do: :ra.process_command(@server, {:take_if_free, key, owner})

  # A majority is asked.
  def release(key, owner) do
    case :ra.consistent_query(@server, {Locks.Machine, :holder, [key]}) do
      {:ok, ^owner, _leader} -> :ra.process_command(@server, {:release, key, owner})
      _ -> {:error, :not_yours}
    end
  end

  # A miss falls through to a consistent query.
  def renew(key, owner) do
    holder = {Locks.Machine, :holder, [key]}

    with {:ok, {_index, nil}, _leader} <- :ra.local_query(@server, holder),
         {:ok, ^owner, _leader} <- :ra.consistent_query(@server, holder) do
      :ra.process_command(@server, {:renew, key, owner})
    end
  end

  # Reads its own write.
  def after_write(key, index, term) do
    case :ra.local_query(@server, {Locks.Machine, :holder, [key]}, %{condition: {:applied, {index, term}}}) do
      {:ok, {_index, nil}, _leader} -> :ra.process_command(@server, {:free, key})
      _ -> :ok
    end
  end
end
