defmodule Shop.Guard do
  @moduledoc "Stops when it is alone."

  use GenServer

  @impl true
  def init(_) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{}}
  end

  # Both halves of a cut stop.
  @impl true
  def handle_info({:nodedown, node}, state) do
    # hazard: halt-on-partition
    leave(node)
    {:noreply, state}
  end

  def handle_info({:nodeup, _node}, state), do: {:noreply, state}

  defp leave(node) do
    IO.puts("lost #{node}")
    System.stop(1)
  end
end
