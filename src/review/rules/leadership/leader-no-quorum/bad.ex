defmodule Rates.Publisher do
  @moduledoc "Publishes rates from one node; another goes on when that node is lost."

  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(opts) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{role: :standby, publisher: opts[:publisher]}}
  end

  @impl true
  def handle_info({:nodedown, gone}, %{publisher: gone} = state) do
    # hazard: leader-no-quorum
    {:noreply, %{state | role: :leader, publisher: node()}}
  end

  def handle_info(:heartbeat_missed, state) do
    # hazard: leader-no-quorum
    {:noreply, become_leader(state)}
  end

  def handle_info(_other, state), do: {:noreply, state}

  defp become_leader(state) do
    Rates.Feed.open()
    Map.put(state, :role, :primary)
  end
end
