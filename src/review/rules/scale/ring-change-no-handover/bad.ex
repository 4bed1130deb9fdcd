defmodule Fixture.Shards do
  use GenServer

  def init(ring) do
    :net_kernel.monitor_nodes(true)
    {:ok, %{ring: ring, counters: %{}}}
  end

  def handle_call({:count, key}, _from, state) do
    counters = Map.update(state.counters, key, 1, &(&1 + 1))
    {:reply, Map.fetch!(counters, key), %{state | counters: counters}}
  end

  def handle_info({:nodeup, node}, state) do
    # hazard: ring-change-no-handover
    {:noreply, %{state | ring: HashRing.add_node(state.ring, node)}}
  end

  def handle_info({:nodedown, node}, state) do
    # hazard: ring-change-no-handover
    {:noreply, %{state | ring: HashRing.remove_node(state.ring, node)}}
  end
end
