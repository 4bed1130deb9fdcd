defmodule Fixture.Orders do
  # Random bits: no node need know of another.
  def place(order) do
    id = Base.encode16(:crypto.strong_rand_bytes(16))
    :mnesia.dirty_write({:orders, id, order})
    id
  end

  # The node and its start are part of the key.
  def enqueue(conn, job, boot) do
    key = "job:#{node()}:#{boot}:#{System.unique_integer([:positive])}"
    Redix.command(conn, ["SET", key, job])
  end

  # A table of this VM, and a reference within it.
  def watch(key) do
    ref = System.unique_integer()
    :ets.insert(:watchers, {ref, key})
    ref
  end

  # An element of a page.
  def element, do: "popover-#{System.unique_integer([:positive])}"
end
