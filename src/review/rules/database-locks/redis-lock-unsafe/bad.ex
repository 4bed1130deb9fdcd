defmodule Depot.Mutex do
  @moduledoc "A lock in Redis, in the three ways that go wrong."

  def acquire(name) do
    # hazard: redis-lock-unsafe
    case Redix.command(:redix, ["SETNX", "lock:#{name}", "1"]) do
      {:ok, 1} ->
        Redix.command(:redix, ["EXPIRE", "lock:#{name}", "30"])
        :ok

      {:ok, 0} ->
        :busy
    end
  end

  def acquire_plain(name, token) do
    # hazard: redis-lock-unsafe
    Redix.command(:redix, ["SET", "lock:#{name}", token, "NX"])
  end

  def release(name) do
    # hazard: redis-lock-unsafe
    Redix.command(:redix, ["DEL", "lock:#{name}"])
  end
end
