defmodule Depot.Watch do
  @moduledoc "Is told when nodes come and go, and asks those that come what they run."

  use GenServer

  def start_link(_arg), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)

  @impl true
  def init(nil) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{peers: %{}}}
  end

  # What runs there only looks something up; it is the node that may hang.
  @impl true
  def handle_info({:nodeup, node}, state) do
    # hazard: rpc-no-timeout
    case :rpc.call(node, :application, :which_applications, []) do
      apps when is_list(apps) -> {:noreply, put_in(state.peers[node], length(apps))}
      {:badrpc, _reason} -> {:noreply, state}
    end
  end

  def handle_info({:nodedown, node}, state), do: {:noreply, %{state | peers: Map.delete(state.peers, node)}}
end
