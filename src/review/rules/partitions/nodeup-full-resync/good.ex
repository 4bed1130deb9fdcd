defmodule Desk.Presence do
  @moduledoc "A digest first, after a random while."

  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(opts) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, opts}
  end

  @impl true
  def handle_info({:nodeup, node}, state) do
    Process.send_after(self(), {:exchange, node}, :rand.uniform(5_000))
    {:noreply, state}
  end

  def handle_info({:exchange, node}, state) do
    GenServer.cast({__MODULE__, node}, {:digest, node(), :erlang.phash2(:ets.tab2list(:desk_presence))})
    {:noreply, state}
  end

  def handle_info({:nodedown, _node}, state), do: {:noreply, state}
end
