defmodule Sched.Nodes do
  @moduledoc "Uses of an order of nodes that elect nobody by themselves."

  # A tie-break inside a voted election: the first name stands first, and votes decide.
  def stand(term, voters) do
    if Enum.min([node() | Node.list()]) == node() do
      granted = Enum.filter(voters, &request_vote(&1, term))
      if length(granted) >= div(length(voters), 2) + 1, do: {:leader, term}, else: {:follower, term}
    else
      {:follower, term}
    end
  end

  defp request_vote(voter, term) do
    GenServer.call({Sched.Voter, voter}, {:request_vote, term, node()}, 1_000) == :granted
  end

  # A tie-break among those with the most votes.
  def winner?(tally) do
    most = tally |> Map.values() |> Enum.max()
    best = for {name, ^most} <- tally, do: name
    Enum.min(best) == node()
  end

  # Sorted for output.
  def show, do: IO.inspect(Enum.sort([node() | Node.list()]), label: "nodes")

  # For a status page: the first name is shown, nothing follows from it.
  def describe do
    sorted = Enum.sort([node() | Node.list()])
    %{nodes: sorted, first: List.first(sorted), here: node()}
  end

  # Sorted to drop duplicates.
  def candidates, do: Enum.uniq(Enum.sort([node() | Node.list()] ++ Node.list(:hidden)))

  # The first of a configured list does not change with the view.
  def primary?, do: hd(Application.fetch_env!(:sched, :nodes)) == node()

  # A log with terms chooses.
  def leads do
    case :ra.consistent_query({:sched, node()}, {Sched.Machine, :epoch, []}, 2_000) do
      {:ok, epoch, {:sched, leader}} when leader == node() -> {:leader, epoch}
      _ -> :not_leader
    end
  end
end
