defmodule Profiles do
  @moduledoc "Each node writes its own key; the newest version is chosen at the read."

  # One writer per key.
  def save(crdt, user, version, profile), do: DeltaCrdt.put(crdt, {user, node()}, {version, profile})

  def profile(crdt, user) do
    versions = for {{^user, _node}, versioned} <- DeltaCrdt.to_map(crdt), do: versioned
    versions |> Enum.max(fn -> {0, nil} end) |> elem(1)
  end
end
