defmodule Kv.Election do
  @moduledoc "Thresholds that are right, and halves that are no thresholds."

  @voters [:"kv@a", :"kv@b", :"kv@c"]
  @cluster_size 5
  @quorum div(@cluster_size, 2) + 1

  defstruct votes: MapSet.new(), voters: []

  # Compared with `>`: more than the rounded half is right.
  def on_vote(from, %__MODULE__{voters: voters} = state) do
    votes = MapSet.put(state.votes, from)

    if MapSet.size(votes) > div(length(voters), 2) do
      {:leader, %{state | votes: votes}}
    else
      {:candidate, %{state | votes: votes}}
    end
  end

  # One more than half, in an attribute.
  def commit(index, acks) do
    if length(acks) >= @quorum, do: {:committed, index}, else: {:pending, index}
  end

  # Compared with `>`: more than the exact half is right.
  def ready(members, reachable) do
    if length(reachable) > length(members) / 2, do: :serve, else: :refuse
  end

  # Twice the count against the size.
  def quorum?(up, total), do: up * 2 > total

  def takeover(replicas, granted) do
    if Enum.count(granted) >= majority(Enum.count(replicas)), do: :become_primary, else: :stay_backup
  end

  def majority(n), do: div(n, 2) + 1

  # The comparison looks for the edge: one more loss is fatal.
  def alarm(members, reachable) do
    majority = div(length(members), 2) + 1
    up = length(reachable)
    if up <= majority, do: {:alarm, up, majority}, else: :ok
  end

  # The edge from the other side: half or fewer stop.
  def step_down?(members, reachable), do: length(reachable) <= div(length(members), 2)

  # A cap is right where the voters are the same fixed three for everybody.
  def config_changed(acks) do
    needed = min(3, div(length(@voters), 2) + 1)
    if length(acks) >= needed, do: :applied, else: :pending
  end

  # The leader counts the others only: half of them and itself are a majority.
  def acked(followers, acks) do
    if length(acks) >= div(length(followers) + 1, 2), do: :committed, else: :pending
  end

  # The number means something else: a fan-out.
  def gossip_targets(peers), do: Enum.take_random(peers, max(1, div(length(peers), 2)))

  # The number means something else: a half batch.
  def flush?(batch, max_batch), do: length(batch) >= div(max_batch, 2)

  # The number means something else: half of a time limit.
  def slow?(elapsed, timeout), do: elapsed >= timeout / 2

  # The number means something else: a position.
  def median(latencies) do
    sorted = Enum.sort(latencies)
    Enum.at(sorted, div(length(sorted), 2))
  end

  # The number means something else: a pool that is half idle.
  def shrink?(idle, pool_size), do: length(idle) >= div(pool_size, 2)

  # Those who are left when those who are down are taken away.
  def may_be_served?(voters, down) do
    MapSet.size(MapSet.difference(voters, down)) > MapSet.size(voters) / 2
  end

  # The voters that are seen.
  def formed?(voters) do
    seen = MapSet.new([node() | Node.list()])
    present = MapSet.intersection(MapSet.new(voters), seen)
    MapSet.size(present) >= div(length(voters), 2) + 1
  end
end
