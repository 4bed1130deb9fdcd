defmodule Fixture.Orders do
  def place(order) do
    id = System.unique_integer([:positive])
    # hazard: clock-id-not-unique
    :mnesia.dirty_write({:orders, id, order})
    id
  end

  def enqueue(conn, job) do
    key = "job:" <> Integer.to_string(System.unique_integer([:positive, :monotonic]))
    # hazard: clock-id-not-unique
    Redix.command(conn, ["SET", key, job])
  end
end
