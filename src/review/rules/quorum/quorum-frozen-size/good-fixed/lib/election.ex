defmodule Depot.Election do
  @moduledoc "Made for five nodes, and the manifest runs five."

  @cluster_size 5
  @quorum div(@cluster_size, 2) + 1
  @quorum_queue_type "quorum"

  def outcome(votes) do
    if length(votes) >= @quorum, do: :won, else: :lost
  end

  # A word that only contains quorum.
  def durable?(type), do: type == @quorum_queue_type
end
