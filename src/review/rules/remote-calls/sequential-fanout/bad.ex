defmodule Store.Rounds do
  @moduledoc "Asks node after node."

  use GenServer

  @impl true
  def init(nodes), do: {:ok, %{nodes: nodes}}

  # Five nodes that do not answer cost ten seconds; the caller waits five.
  @impl true
  def handle_call(:sizes, _from, state) do
    # hazard: sequential-fanout
    sizes = for node <- state.nodes, do: {node, size_or_error(:rpc.call(node, Store.Table, :size, [], 2_000))}
    {:reply, sizes, state}
  end

  defp size_or_error({:badrpc, reason}), do: {:error, reason}
  defp size_or_error(size), do: {:ok, size}

  def forget(nodes, key) do
    Enum.each(nodes, fn node ->
      # hazard: sequential-fanout
      :rpc.call(node, Store.Table, :forget, [key], 2_000)
    end)
  end
end
