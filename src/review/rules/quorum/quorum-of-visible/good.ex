defmodule Locks.Guard do
  @moduledoc "The same service, with a size that a partition does not shrink."

  @voters [:"locks@a", :"locks@b", :"locks@c"]

  # The size comes from configured membership; what is visible is only counted.
  def may_serve do
    voters = MapSet.new(Application.fetch_env!(:locks, :voters))
    reachable = MapSet.intersection(voters, MapSet.new([node() | Node.list()]))

    if MapSet.size(reachable) >= div(MapSet.size(voters), 2) + 1, do: :serve, else: :refuse
  end

  # The size comes from a configured number.
  def elect(votes) do
    size = Application.fetch_env!(:locks, :cluster_size)
    if Enum.count(votes) >= div(size, 2) + 1, do: :candidate_won, else: :follower
  end

  # The size comes from the schema, which keeps nodes that are away.
  def commit(key, acks) do
    members = :mnesia.system_info(:db_nodes)
    if length(acks) >= div(length(members), 2) + 1, do: {:committed, key}, else: {:pending, key}
  end

  # The size comes from committed membership.
  def accept(entry, replies) do
    {:ok, members, _leader} = :ra.members({:lock_store, node()})
    if length(replies) > length(members) / 2, do: {:accepted, entry}, else: {:rejected, entry}
  end

  # A fixed list of voters.
  def granted?(votes), do: length(votes) >= div(length(@voters), 2) + 1

  # A status page shows running of all, and decides nothing.
  def status do
    running = :mnesia.system_info(:running_db_nodes)
    visible = [node() | Node.list()]

    %{
      running: length(running),
      visible: length(visible),
      most_run_mnesia: length(running) > div(length(visible), 2)
    }
  end

  # The voters that are configured are asked, whether they can be seen or not.
  def lock(name) do
    voters = Application.fetch_env!(:locks, :voters)
    {answers, down} = :rpc.multicall(voters, Locks.Table, :acquire_lock, [name, self()], 2_000)
    granted = Enum.count(answers, &(&1 == true))
    if granted > length(voters) / 2, do: {:locked, down}, else: {:refused, down}
  end
end
