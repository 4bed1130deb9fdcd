defmodule Flags.Replica do
  @moduledoc "Replicates flags, counters and tags, and merges them in the order of arrival."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: __MODULE__)

  @impl true
  def init(_arg), do: {:ok, %{flags: %{}, counts: %{}, tags: [], profile: %{at: 0}}}

  @impl true
  def handle_cast({:gossip, theirs}, state) do
    {:noreply, %{state | flags: merge_flags(state.flags, theirs)}}
  end

  def handle_cast({:sync_counts, theirs}, state) do
    {:noreply, %{state | counts: merge_counts(state.counts, theirs)}}
  end

  def handle_cast({:sync_tags, theirs}, state) do
    {:noreply, %{state | tags: merge_tags(state.tags, theirs)}}
  end

  def handle_cast({:sync_profile, theirs}, state) do
    {:noreply, %{state | profile: resolve(state.profile, theirs)}}
  end

  # In the callback itself.
  @impl true
  def handle_info({:replica_state, theirs}, state) do
    # hazard: merge-not-a-join
    {:noreply, Map.merge(state, theirs)}
  end

  # Of two values the second is kept.
  # hazard: merge-not-a-join
  defp merge_flags(mine, theirs), do: Map.merge(mine, theirs)

  # Each exchange counts again.
  # hazard: merge-not-a-join
  defp merge_counts(mine, theirs), do: Map.merge(mine, theirs, fn _key, a, b -> a + b end)

  # Grows with each exchange.
  # hazard: merge-not-a-join
  defp merge_tags(mine, theirs), do: mine ++ theirs

  # Two of one time: each side keeps its own.
  defp resolve(mine, theirs) do
    # hazard: merge-not-a-join
    if mine.at >= theirs.at, do: mine, else: theirs
  end
end
