defmodule Depot.Election do
  @moduledoc "Made for five nodes; the autoscaler runs up to nine."

  @cluster_size 5
  # hazard: quorum-frozen-size
  @quorum div(@cluster_size, 2) + 1

  def outcome(votes) do
    if length(votes) >= @quorum, do: :won, else: :lost
  end
end
