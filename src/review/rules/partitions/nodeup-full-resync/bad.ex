defmodule Desk.Presence do
  @moduledoc "Sends everything to every node that comes up."

  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(opts) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, opts}
  end

  @impl true
  def handle_info({:nodeup, node}, state) do
    # hazard: nodeup-full-resync
    GenServer.cast({__MODULE__, node}, {:all, :ets.tab2list(:desk_presence)})
    {:noreply, state}
  end

  def handle_info({:nodedown, _node}, state), do: {:noreply, state}
end
