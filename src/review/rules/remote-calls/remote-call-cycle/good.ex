defmodule Store.Peers do
  @moduledoc "Nobody waits for its own kind."

  use GenServer

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: __MODULE__)
  def sync(node), do: GenServer.call(__MODULE__, {:sync, node}, 10_000)

  # Whoever asks waits, not the server.
  def table(node), do: GenServer.call({__MODULE__, node}, :table, 2_000)

  @impl true
  def init(_arg), do: {:ok, %{table: %{}}}

  # A task asks, and the answer comes later.
  @impl true
  def handle_call({:sync, peer}, from, state) do
    Task.Supervisor.start_child(Store.Tasks, fn ->
      GenServer.reply(from, GenServer.call({__MODULE__, peer}, :table, 2_000))
    end)

    {:noreply, state}
  end

  def handle_call(:table, _from, state), do: {:reply, state.table, state}

  # One direction only: followers ask their leader.
  def handle_call({:commit, entry}, _from, %{leader: leader} = state) do
    {:reply, GenServer.call({__MODULE__, leader}, {:append, entry}, 2_000), state}
  end

  # Another server on the other node.
  def handle_call({:size, peer}, _from, state) do
    {:reply, GenServer.call({Store.Server, peer}, :size, 2_000), state}
  end

  # A cast.
  @impl true
  def handle_info(:refresh, state) do
    GenServer.abcast(Node.list(), __MODULE__, {:refresh, node()})
    {:noreply, state}
  end

  def handle_info(_message, state), do: {:noreply, state}
end
