defmodule Flags.Replica do
  @moduledoc "Replicates flags, counters and tags by joins."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: __MODULE__)

  @impl true
  def init(_arg), do: {:ok, %{flags: %{}, counts: %{}, tags: MapSet.new(), config: %{}, term: 0}}

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

  def handle_cast({:sync_leader, theirs}, state) do
    {:noreply, resolve(state, theirs)}
  end

  # A part that was asked for: no other replica sends it.
  def handle_cast({:configure, options}, state) do
    {:noreply, %{state | config: Map.merge(state.config, options)}}
  end

  # Flags stay set: the or of both.
  defp merge_flags(mine, theirs), do: Map.merge(mine, theirs, fn _key, a, b -> a or b end)

  # A counter for each replica, the larger wins.
  defp merge_counts(mine, theirs), do: Map.merge(mine, theirs, fn _replica, a, b -> max(a, b) end)

  # A union.
  defp merge_tags(mine, theirs), do: MapSet.union(mine, theirs)

  # One side is authoritative by its term.
  defp resolve(mine, theirs) do
    if mine.term >= theirs.term, do: mine, else: theirs
  end
end

defmodule Flags.Options do
  @moduledoc "Merges of something else."

  @defaults [limit: 10]

  # Options, assigns, JSON.
  def merge(options, more), do: Keyword.merge(options, more)
  def with_defaults(options), do: merge(@defaults, options)

  # A join of strings, and of two queues in one process.
  def join(a, b), do: a <> b
  def merge_queues(a, b), do: a ++ b

  # Results of one round glued together: their order does not matter.
  def all(nodes) do
    {replies, []} = :rpc.multicall(nodes, Flags.Store, :all, [], 5_000)
    Enum.reduce(replies, %{}, fn reply, acc -> Map.merge(acc, reply) end)
  end
end
