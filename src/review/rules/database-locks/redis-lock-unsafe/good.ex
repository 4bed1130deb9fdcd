defmodule Depot.Mutex do
  @moduledoc "One command to take it, one script to give it back."

  @release "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('del',KEYS[1]) else return 0 end"

  def acquire(name, token) do
    {:ok, got} = Redix.command(:redix, ["SET", "lock:#{name}", token, "NX", "PX", "10000"])
    got == "OK"
  end

  def release(name, token) do
    Redix.command(:redix, ["EVAL", @release, "1", "lock:#{name}", token])
  end
end

defmodule Depot.Cache do
  @moduledoc "Entries that expire and are deleted: no locks."

  def put(key, value) do
    Redix.command(:redix, ["SET", "page:#{key}", value])
    Redix.command(:redix, ["EXPIRE", "page:#{key}", "60"])
  end

  def forget(key), do: Redix.command(:redix, ["DEL", "page:#{key}"])

  def first(key), do: Redix.command(:redix, ["SETNX", "seen:#{key}", "1"])
end
