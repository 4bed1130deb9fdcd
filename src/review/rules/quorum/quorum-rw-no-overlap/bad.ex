defmodule Profiles.Coordinator do
  @moduledoc "Three replicas of each profile; reads and writes ask some of them."

  # hazard: quorum-rw-no-overlap
  @n 3
  # hazard: quorum-rw-no-overlap
  @r 1
  # hazard: quorum-rw-no-overlap
  @w 2

  def replicas(ring, key), do: Enum.take(ring.order.(key), replicas())

  def replicas, do: @n

  def read(ring, key) do
    ring
    |> replicas(key)
    |> Enum.take(@r)
    |> Enum.map(&Profiles.Store.fetch(&1, key))
  end

  def written?(acks), do: length(acks) >= @w
end

defmodule Profiles.Options do
  @moduledoc "Defaults of the options: two writes may both succeed."

  def normalise(opts) do
    %{
      # hazard: quorum-rw-no-overlap
      n: Keyword.get(opts, :n, 4),
      # hazard: quorum-rw-no-overlap
      r: Keyword.get(opts, :r, 3),
      # hazard: quorum-rw-no-overlap
      w: Keyword.get(opts, :w, 2)
    }
  end
end
