defmodule Locks.Client do
  @moduledoc "Takes a lock if a local read says that it is free."

  @server {:locks, :"locks@a"}

  def take(key, owner) do
    # hazard: ra-stale-read
    {:ok, {_index, holder}, _leader} = :ra.local_query(@server, {Locks.Machine, :holder, [key]})

    if holder == nil do
      :ra.process_command(@server, {:take, key, owner})
    else
      {:error, {:held_by, holder}}
    end
  end

  def release(key, owner) do
    # hazard: ra-stale-read
    case :ra.leader_query(@server, {Locks.Machine, :holder, [key]}) do
      {:ok, {_index, ^owner}, _leader} -> write({:release, key})
      {:ok, _other, _leader} -> {:error, :not_yours}
    end
  end

  defp write(command), do: :ra.process_command(@server, command, 2_000)
end
