defmodule Store.Copy do
  @moduledoc "Starts without its peer, and asks again."

  use GenServer

  def start_link(peer), do: GenServer.start_link(__MODULE__, peer, name: __MODULE__)

  # Starts empty, and asks from a timer.
  @impl true
  def init(peer) do
    send(self(), :sync)
    {:ok, %{peer: peer, table: nil, owner: owner(peer)}}
  end

  # Bounded, and a failure starts without the answer.
  defp owner(peer) do
    case :rpc.call(peer, Store.Table, :owner, [], 1_000) do
      {:badrpc, _reason} -> nil
      owner -> owner
    end
  end

  @impl true
  def handle_info(:sync, state) do
    case :rpc.call(state.peer, Store.Table, :dump, [], 2_000) do
      {:badrpc, _reason} ->
        Process.send_after(self(), :sync, 1_000)
        {:noreply, state}

      table ->
        {:noreply, %{state | table: table}}
    end
  end
end

defmodule Store.Guarded do
  @moduledoc "Catches what the other node does to it."

  use GenServer

  @impl true
  def init(peer) do
    table =
      try do
        GenServer.call({Store.Server, peer}, :dump, 1_000)
      catch
        :exit, _reason -> %{}
      end

    {:ok, %{peer: peer, table: table, here: :rpc.call(node(), Store.Table, :size, [], 1_000)}}
  end
end
