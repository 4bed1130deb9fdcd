defmodule Locks.Guard do
  @moduledoc "A lock service that goes on while it \"sees a majority\"."

  alias Horde.Cluster

  # The same list is both the count and the size.
  def may_serve do
    reachable = length([node() | Node.list()])

    # hazard: quorum-of-visible
    if reachable >= div(reachable, 2) + 1, do: :serve, else: :refuse
  end

  # The size is one more than the nodes that can be seen.
  def elect(votes) do
    # hazard: quorum-of-visible
    case Enum.count(votes) > div(Enum.count(Node.list()) + 1, 2) do
      true -> :leader
      false -> :follower
    end
  end

  # The size comes from a helper, through a pipe.
  # hazard: quorum-of-visible
  def majority?(acks), do: length(acks) >= div(cluster_size(), 2) + 1

  defp cluster_size do
    Node.list(:connected)
    |> Enum.count()
    |> Kernel.+(1)
  end

  # Members of a registry that adds whatever node it sees (`members: :auto`).
  def commit(key, acks) do
    members = Cluster.members(Locks.Registry)
    needed = div(Enum.count(members), 2) + 1

    cond do
      # hazard: quorum-of-visible
      length(acks) >= needed -> {:committed, key}
      true -> {:pending, key}
    end
  end

  # A set of nodes.
  def promote(granted) do
    members = MapSet.new([Node.self() | Node.list()])

    # hazard: quorum-of-visible
    if MapSet.size(granted) >= div(MapSet.size(members), 2) + 1 do
      :primary
    else
      :backup
    end
  end

  # Who has joined a process group, which forgets the other side of a cut.
  def accept(entry, replies) do
    members = :pg.get_members(:locks, :voters)

    # hazard: quorum-of-visible
    if length(replies) >= div(length(members), 2) + 1, do: {:accepted, entry}, else: {:rejected, entry}
  end

  # The nodes that run Mnesia now.
  def write(record, acks) do
    running = :mnesia.system_info(:running_db_nodes)

    # hazard: quorum-of-visible
    unless length(acks) < div(length(running), 2) + 1 do
      {:written, record}
    end
  end

  # Everybody who can be seen agrees: that is all that a side has.
  def lock(name) do
    nodes = [node() | Node.list()]
    # hazard: quorum-of-visible
    {answers, down} = :rpc.multicall(nodes, Locks.Table, :acquire_lock, [name, self()], 2_000)
    down == [] and Enum.all?(answers, &(&1 == true))
  end
end
