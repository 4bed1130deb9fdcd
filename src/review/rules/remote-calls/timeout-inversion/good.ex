defmodule Store.Proxy do
  @moduledoc "Its callers wait longer than it does, or it answers later."

  use GenServer

  def get(key), do: GenServer.call(__MODULE__, {:get, key})
  def sync(), do: GenServer.call(__MODULE__, :sync, :infinity)
  def copy(), do: GenServer.call(__MODULE__, :copy, 2_000)
  def dump(), do: GenServer.call(__MODULE__, :dump, 2_000)
  def swap(), do: GenServer.call(__MODULE__, :swap)

  @impl true
  def init(peer), do: {:ok, %{peer: peer}}

  # Below the outer limit.
  @impl true
  def handle_call({:get, key}, _from, state) do
    case :rpc.call(state.peer, Store.Table, :get, [key], 3_000) do
      {:badrpc, reason} -> {:reply, {:error, reason}, state}
      value -> {:reply, {:ok, value}, state}
    end
  end

  # Callers wait without limit.
  def handle_call(:sync, _from, state) do
    case :rpc.call(state.peer, Store.Table, :sync, [], 30_000) do
      {:badrpc, reason} -> {:reply, {:error, reason}, state}
      answer -> {:reply, answer, state}
    end
  end

  # The answer comes later, from a task.
  def handle_call(:copy, from, state) do
    Task.Supervisor.start_child(Store.Tasks, fn ->
      GenServer.reply(from, :rpc.call(state.peer, Store.Table, :copy, [], 30_000))
    end)

    {:noreply, state}
  end

  # A process of its own.
  def handle_call(:dump, _from, state) do
    Task.Supervisor.start_child(Store.Tasks, fn -> :rpc.call(state.peer, Store.Table, :dump, [], 30_000) end)
    {:reply, :started, state}
  end

  # A default beside a default, on one node.
  def handle_call(:swap, _from, state), do: {:reply, GenServer.call(Store.Server, :swap), state}
end
