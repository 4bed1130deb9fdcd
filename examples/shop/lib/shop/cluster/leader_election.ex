defmodule Shop.Cluster.LeaderElection do
  @moduledoc "Chooses the node that runs the nightly stock correction."
  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  def leader?, do: GenServer.call(__MODULE__, :leader?)

  @impl true
  def init(_opts) do
    :net_kernel.monitor_nodes(true)
    {:ok, %{leader: nil}}
  end

  @impl true
  def handle_call(:leader?, _from, state) do
    {:reply, state.leader == node(), state}
  end

  @impl true
  def handle_info({:nodedown, down}, %{leader: down} = state) do
    {:noreply, elect(state)}
  end

  def handle_info({event, _node}, state) when event in [:nodeup, :nodedown] do
    {:noreply, state}
  end

  defp elect(state) do
    reachable = length([node() | Node.list()])

    if reachable >= div(reachable, 2) + 1 do
      become_leader(state)
    else
      state
    end
  end

  defp become_leader(state) do
    Phoenix.PubSub.broadcast(Shop.PubSub, "leader", {:leader, node()})
    %{state | leader: node()}
  end
end
