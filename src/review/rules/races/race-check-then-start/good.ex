defmodule Rooms do
  @moduledoc "The same rooms; whoever comes second gets the process of the first."

  use GenServer

  # Start first, and take already_started for success.
  def join(room, user) do
    with {:ok, pid} <- open(room), do: GenServer.call(pid, {:join, user}, 2_000)
  end

  # Looking first only saves the supervisor a call.
  def leave(room, user) do
    pid =
      case Registry.lookup(Rooms.Registry, room) do
        [{pid, _}] ->
          pid

        [] ->
          case open(room) do
            {:ok, pid} -> pid
            {:error, reason} -> exit(reason)
          end
      end

    GenServer.call(pid, {:leave, user}, 2_000)
  end

  defp open(room) do
    case DynamicSupervisor.start_child(Rooms.Supervisor, {Rooms.Room, room}) do
      {:ok, pid} -> {:ok, pid}
      {:error, {:already_started, pid}} -> {:ok, pid}
      other -> other
    end
  end

  # Two ways of calling; nothing is started.
  def count(room) do
    case Registry.lookup(Rooms.Registry, room) do
      [{pid, _}] -> GenServer.call(pid, :count, 2_000)
      [] -> {:error, :closed}
    end
  end

  # A lock of all nodes around both steps.
  def lead(name) do
    :global.trans({name, self()}, fn ->
      case :global.whereis_name(name) do
        :undefined ->
          {:ok, pid} = GenServer.start(Rooms.Leader, name)
          :yes = :global.register_name(name, pid)
          pid

        pid ->
          pid
      end
    end)
  end

  def init(state), do: {:ok, state}

  # One process looks and starts.
  def handle_call({:open, room}, _from, state) do
    case Registry.lookup(Rooms.Registry, room) do
      [{pid, _}] ->
        {:reply, pid, state}

      [] ->
        {:ok, pid} = DynamicSupervisor.start_child(Rooms.Supervisor, {Rooms.Room, room})
        {:reply, pid, state}
    end
  end
end
