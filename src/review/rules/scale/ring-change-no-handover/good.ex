defmodule Fixture.Shards do
  use GenServer

  def init(ring) do
    :net_kernel.monitor_nodes(true)
    {:ok, %{ring: ring, epoch: 0, counters: %{}}}
  end

  # The old owner hands over before the new one serves.
  def handle_info({:nodeup, node}, state) do
    ring = HashRing.add_node(state.ring, node)
    {:noreply, transfer(%{state | ring: ring, epoch: state.epoch + 1})}
  end

  defp transfer(state) do
    {mine, theirs} = Map.split_with(state.counters, fn {key, _} -> HashRing.key_to_node(state.ring, key) == node() end)
    for {key, count} <- theirs, do: GenServer.cast({__MODULE__, HashRing.key_to_node(state.ring, key)}, {:take, key, count})
    %{state | counters: mine}
  end
end
