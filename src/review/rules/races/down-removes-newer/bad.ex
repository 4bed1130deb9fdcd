defmodule Desk.Sessions do
  @moduledoc "Who serves which session: the newest process takes the entry over."
  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, [], name: __MODULE__)

  def register(id), do: GenServer.call(__MODULE__, {:register, id, self()}, 2_000)

  def init(_) do
    :ets.new(:desk_sessions, [:named_table, :protected])
    {:ok, %{refs: %{}}}
  end

  def handle_call({:register, id, pid}, _from, state) do
    ref = Process.monitor(pid)
    :ets.insert(:desk_sessions, {id, pid})
    {:reply, :ok, put_in(state.refs[ref], id)}
  end

  def handle_info({:DOWN, ref, :process, _pid, _reason}, state) do
    {id, refs} = Map.pop(state.refs, ref)
    # hazard: down-removes-newer
    :ets.delete(:desk_sessions, id)
    {:noreply, %{state | refs: refs}}
  end
end
