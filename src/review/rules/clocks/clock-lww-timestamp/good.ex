defmodule Fixture.Versions do
  def put(profile), do: %{profile | at: DateTime.utc_now(), version: profile.version + 1}

  # A counter of the one process that writes the profile.
  def merge(local, remote) do
    if local.version >= remote.version, do: local, else: remote
  end

  # A hybrid logical clock orders what one node has seen of another.
  def resolve(local, remote) do
    if local.hlc_time >= remote.hlc_time, do: local, else: remote
  end

  # An end is compared with now: nothing is chosen.
  def resolve_expired(entry) do
    if entry.expires_at < System.system_time(:second), do: :drop, else: {:keep, entry}
  end

  # Shown in order of time: no version wins.
  def newest_first(messages) do
    Enum.sort(messages, fn a, b -> a.inserted_at >= b.inserted_at end)
  end
end
