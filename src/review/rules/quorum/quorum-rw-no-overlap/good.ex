defmodule Profiles.Coordinator do
  @moduledoc "Three replicas of each profile; a read and a write always meet in one."

  @n 3
  @r 2
  @w 2

  def replicas(ring, key), do: Enum.take(ring.order.(key), @n)

  def read(ring, key), do: ring |> replicas(key) |> Enum.take(@r) |> Enum.map(&Profiles.Store.fetch(&1, key))

  def written?(acks), do: length(acks) >= @w
end

defmodule Profiles.Avatars do
  @moduledoc """
  Eventually consistent on purpose: each value bears a vector clock, and read repair mends what is old.
  """

  def normalise(opts) do
    %{n: Keyword.get(opts, :n, 3), r: Keyword.get(opts, :r, 1), w: Keyword.get(opts, :w, 1)}
  end
end

defmodule Profiles.Filter do
  @moduledoc "A width that is called w counts bits, and no replicas stand beside it."

  @w 27

  def offset(hash), do: rem(hash, @w)
end

defmodule Profiles.Single do
  @moduledoc "One copy: there is nothing to miss."

  def normalise(opts) do
    %{n: Keyword.get(opts, :n, 1), r: Keyword.get(opts, :r, 1), w: Keyword.get(opts, :w, 1)}
  end
end
