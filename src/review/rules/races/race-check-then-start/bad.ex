defmodule Rooms do
  @moduledoc "A process for each room, started when it is first asked for."

  def join(room, user) do
    pid =
      case Registry.lookup(Rooms.Registry, room) do
        [{pid, _}] ->
          pid

        [] ->
          # hazard: race-check-then-start
          {:ok, pid} = DynamicSupervisor.start_child(Rooms.Supervisor, {Rooms.Room, room})
          pid
      end

    GenServer.call(pid, {:join, user}, 2_000)
  end

  # The start is in a helper.
  def leave(room, user) do
    if is_nil(whereis(room)) do
      # hazard: race-check-then-start
      {:ok, _pid} = open(room)
    end

    GenServer.call({:via, Registry, {Rooms.Registry, room}}, {:leave, user}, 2_000)
  end

  # The second registration raises.
  def tick do
    if Process.whereis(:room_ticker) == nil do
      pid = spawn(fn -> Process.sleep(:infinity) end)
      # hazard: race-check-then-start
      Process.register(pid, :room_ticker)
    end

    :ok
  end

  defp whereis(room), do: GenServer.whereis({:via, Registry, {Rooms.Registry, room}})

  defp open(room), do: DynamicSupervisor.start_child(Rooms.Supervisor, {Rooms.Room, room})
end
