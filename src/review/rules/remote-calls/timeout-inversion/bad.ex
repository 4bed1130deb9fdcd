defmodule Store.Proxy do
  @moduledoc "Its callers give up before it does."

  use GenServer

  @patience 10_000

  def get(key), do: GenServer.call(__MODULE__, {:get, key})
  def sync(), do: GenServer.call(__MODULE__, :sync, 2_000)

  @impl true
  def init(peer), do: {:ok, %{peer: peer}}

  # 10 s inside, the default of 5 s outside.
  @impl true
  def handle_call({:get, key}, _from, state) do
    # hazard: timeout-inversion
    case :rpc.call(state.peer, Store.Table, :get, [key], @patience) do
      {:badrpc, reason} -> {:reply, {:error, reason}, state}
      value -> {:reply, {:ok, value}, state}
    end
  end

  # In a helper: 3 s inside, 2 s outside.
  def handle_call(:sync, _from, state), do: {:reply, pull(state.peer), state}

  defp pull(peer) do
    # hazard: timeout-inversion
    GenServer.call({Store.Server, peer}, :dump, 3_000)
  end
end
