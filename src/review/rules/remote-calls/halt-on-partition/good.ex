defmodule Shop.Guard do
  @moduledoc "Only the minority of a configured list stops serving, and comes back."

  use GenServer

  @impl true
  def init(voters) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{voters: voters, paused: false}}
  end

  @impl true
  def handle_info({:nodedown, _node}, state), do: {:noreply, %{state | paused: minority?(state.voters)}}
  def handle_info({:nodeup, _node}, state), do: {:noreply, %{state | paused: minority?(state.voters)}}

  defp minority?(voters) do
    reachable = Enum.count(voters, &(&1 in [node() | Node.list()]))
    reachable < div(length(voters), 2) + 1
  end
end

defmodule Shop.Stop do
  @moduledoc "The majority is asked before the node stops; it is started again and joins by discovery."

  use GenServer

  @impl true
  def init(_) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{}}
  end

  @impl true
  def handle_info({:nodedown, _node}, state) do
    unless Shop.Voters.majority_reachable?(), do: System.stop(1)
    {:noreply, state}
  end

  def handle_info({:nodeup, _node}, state), do: {:noreply, state}

  # An order of the operator.
  @impl true
  def handle_cast(:shut_down, state) do
    System.stop(0)
    {:noreply, state}
  end
end
