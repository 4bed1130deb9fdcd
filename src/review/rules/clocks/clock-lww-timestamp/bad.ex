defmodule Fixture.Profiles do
  def put(profile, changes) do
    Map.merge(profile, %{changes: changes, updated_at: System.system_time(:millisecond)})
  end

  # Each node stamped its own version.
  def merge(local, remote) do
    # hazard: clock-lww-timestamp
    if local.updated_at >= remote.updated_at, do: local, else: remote
  end
end

defmodule Fixture.Sessions do
  def open(id) do
    :mnesia.dirty_write({:sessions, id, self(), System.os_time()})
  end

  def replace({:sessions, id, pid, stamp1} = session) do
    case :mnesia.dirty_read(:sessions, id) do
      [{:sessions, ^id, other, stamp2}] ->
        # hazard: clock-lww-timestamp
        if stamp1 < stamp2, do: send(pid, :replaced), else: send(other, :replaced)

      [] ->
        :mnesia.dirty_write(session)
    end
  end
end
