defmodule Fixture.Leases do
  import Ecto.Query

  # The end of the lease is read by whoever asks next, on any node.
  def take(repo, name, ttl) do
    until = System.monotonic_time(:millisecond) + ttl
    # hazard: clock-monotonic-crosses-vm
    :mnesia.dirty_write({:leases, name, node(), until})
    repo
  end

  # The other node compares it with a clock of its own.
  def ask(peer, query, timeout) do
    deadline = System.monotonic_time(:millisecond) + timeout
    # hazard: clock-monotonic-crosses-vm
    :erpc.call(peer, Fixture.Queries, :run, [query, deadline], timeout)
  end

  def remind(peer, name) do
    due = %{name: name, at: System.monotonic_time(:second)}
    # hazard: clock-monotonic-crosses-vm
    GenServer.cast({Fixture.Reminders, peer}, {:due, due})
  end
end
