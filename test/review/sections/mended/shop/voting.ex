defmodule Shop.Cluster.Voting do
  @moduledoc "Asks the voters whether a price change may go out."

  def approved?(votes, voters) do
    length(votes) >= quorum(voters)
  end

  def quorum(voters) do
    div(length(voters), 2) + 1
  end
end
