defmodule Kv.Election do
  @moduledoc "Who leads, and when a write counts as kept."

  alias Kv.Members

  @cluster_size 5
  @quorum div(@cluster_size, 2)

  defstruct votes: MapSet.new(), voters: [], cluster_size: 0, term: 0

  # div without one more.
  def on_vote(from, %__MODULE__{voters: voters} = state) do
    votes = MapSet.put(state.votes, from)

    # hazard: quorum-not-majority
    if MapSet.size(votes) >= div(length(voters), 2) do
      {:leader, %{state | votes: votes}}
    else
      {:candidate, %{state | votes: votes}}
    end
  end

  # The size and the threshold are module attributes.
  def commit(index, acks) do
    cond do
      # hazard: quorum-not-majority
      length(acks) >= @quorum -> {:committed, index}
      true -> {:pending, index}
    end
  end

  # Rounded half, held in a variable and piped.
  def sealed?(members, confirmed) do
    needed = round(Enum.count(members) / 2)
    count = confirmed |> Enum.uniq() |> Enum.count()
    # hazard: quorum-not-majority
    count >= needed
  end

  # Half rounded up.
  def ready(members, reachable) do
    # hazard: quorum-not-majority
    if length(reachable) >= ceil(length(members) / 2), do: :serve, else: :refuse
  end

  # The threshold comes from a helper, the size from its caller.
  def takeover(replicas, granted) do
    # hazard: quorum-not-majority
    case Enum.count(granted) >= needed(Enum.count(replicas)) do
      true -> :become_primary
      false -> :stay_backup
    end
  end

  defp needed(n), do: div(n + 1, 2)

  # A predicate: the comparison is the answer.
  # hazard: quorum-not-majority
  def quorum?(up, total), do: up >= total / 2

  # Fields of a struct, written the other way round.
  def next_step(%__MODULE__{} = state) do
    # hazard: quorum-not-majority
    if div(state.cluster_size, 2) <= MapSet.size(state.votes), do: :lead, else: :follow
  end

  # The negative form: too few is fewer than half.
  def renew(granted, voters) do
    # hazard: quorum-not-majority
    unless Enum.count(granted) < div(Enum.count(voters), 2) do
      :keep_leading
    end
  end

  # The size comes from the configuration.
  def replicate(key, acks) do
    size = Application.fetch_env!(:kv, :cluster_size)

    # hazard: quorum-not-majority
    if Enum.count(acks, &match?({:ok, _}, &1)) >= div(size, 2) do
      {:ok, key}
    else
      {:error, :not_enough_replicas}
    end
  end

  # In a guard, with another module's count.
  def seal(acks) when is_list(acks), do: seal(length(acks), Members.count())

  # hazard: quorum-not-majority
  defp seal(acks, members) when acks >= div(members, 2), do: :sealed
  defp seal(_acks, _members), do: :open

  # A cap on a majority of members that come and go: three of six on each side of a cut.
  def confirmed(members, replies) do
    needed = min(3, div(length(members), 2) + 1)
    # hazard: quorum-not-majority
    if length(replies) >= needed, do: :durable, else: :unsure
  end

  # The difference the wrong way round: whoever is seen and is no voter is counted.
  def formed?(voters) do
    seen = MapSet.new([node() | Node.list()])
    connected = MapSet.difference(seen, MapSet.new(voters))
    # hazard: quorum-not-majority
    MapSet.size(connected) >= div(length(voters), 2) + 1
  end
end
