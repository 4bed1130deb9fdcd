defmodule Desk.Sessions do
  @moduledoc "The same, but only the entry of the dead process goes."
  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  def init(_) do
    :ets.new(:desk_sessions, [:named_table, :protected])
    :ets.new(:desk_pids, [:named_table, :protected])
    :ets.new(:desk_seats, [:named_table, :protected])
    {:ok, %{refs: %{}}}
  end

  def handle_call({:register, id, pid}, _from, state) do
    ref = Process.monitor(pid)
    :ets.insert(:desk_sessions, {id, pid})
    :ets.insert(:desk_pids, {pid, id})
    {:reply, :ok, put_in(state.refs[ref], id)}
  end

  # Refused while somebody has it: nobody is overwritten.
  def handle_call({:sit, seat, pid}, _from, state) do
    if :ets.insert_new(:desk_seats, {seat, pid}) do
      ref = Process.monitor(pid)
      {:reply, :ok, put_in(state.refs[ref], seat)}
    else
      {:reply, :taken, state}
    end
  end

  # With the pid in the pattern; the other table is keyed by pid; a seat is never overwritten.
  def handle_info({:DOWN, ref, :process, pid, _reason}, state) do
    {id, refs} = Map.pop(state.refs, ref)
    :ets.match_delete(:desk_sessions, {id, pid})
    :ets.delete(:desk_pids, pid)
    :ets.delete(:desk_seats, id)
    {:noreply, %{state | refs: refs}}
  end
end

defmodule Desk.Rooms do
  use GenServer

  def init(_) do
    :ets.new(:desk_rooms, [:named_table, :protected])
    {:ok, %{refs: %{}}}
  end

  def handle_cast({:open, room, pid}, state) do
    ref = Process.monitor(pid)
    :ets.insert(:desk_rooms, {room, pid})
    {:noreply, put_in(state.refs[ref], room)}
  end

  # The entry is looked at first.
  def handle_info({:DOWN, ref, :process, pid, _reason}, state) do
    {room, refs} = Map.pop(state.refs, ref)

    case :ets.lookup(:desk_rooms, room) do
      [{^room, ^pid}] -> :ets.delete(:desk_rooms, room)
      _newer -> :ok
    end

    {:noreply, %{state | refs: refs}}
  end
end
