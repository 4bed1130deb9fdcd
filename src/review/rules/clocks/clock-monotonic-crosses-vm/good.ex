defmodule Fixture.Durations do
  use GenServer

  def start_link(options), do: GenServer.start_link(__MODULE__, options, name: __MODULE__)

  def init(_options) do
    :ets.new(:deadlines, [:named_table, :public])
    {:ok, %{since: System.monotonic_time(:millisecond)}}
  end

  # A table of this VM alone.
  def handle_cast({:watch, key, ttl}, state) do
    :ets.insert(:deadlines, {key, System.monotonic_time(:millisecond) + ttl})
    {:noreply, state}
  end

  # Only a duration leaves.
  def handle_cast({:report, peer}, state) do
    up = System.monotonic_time(:millisecond) - state.since
    GenServer.cast({Fixture.Collector, peer}, {:up, node(), up})
    {:noreply, state}
  end

  # The receiver starts the clock itself.
  def handle_cast({:ask, peer, query, timeout}, state) do
    before = System.monotonic_time(:millisecond)
    answer = :erpc.call(peer, Fixture.Queries, :run, [query, timeout], timeout)
    took = System.monotonic_time(:millisecond) - before
    :mnesia.dirty_write({:timings, query, took})
    {:noreply, Map.put(state, query, answer)}
  end

  # A process of this node.
  def handle_cast({:later, message}, state) do
    GenServer.cast(Fixture.Local, {message, System.monotonic_time(:millisecond)})
    {:noreply, state}
  end
end
