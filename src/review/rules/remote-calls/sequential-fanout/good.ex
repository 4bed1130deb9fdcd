defmodule Store.Rounds do
  @moduledoc "Asks all nodes at once, or one after the other on purpose."

  # All at once, with one limit.
  def sizes(nodes) do
    answers = :erpc.multicall(nodes, Store.Table, :size, [], 2_000)
    Enum.zip(nodes, answers)
  end

  # A task for each node.
  def forget(nodes, key) do
    for node <- nodes do
      Task.Supervisor.start_child(Store.Tasks, fn ->
        :rpc.call(node, Store.Table, :forget, [key], 2_000)
      end)
    end

    :ok
  end

  # One node.
  def size(node) do
    case :rpc.call(node, Store.Table, :size, [], 2_000) do
      {:badrpc, reason} -> {:error, reason}
      size -> {:ok, size}
    end
  end

  # The own node in a loop over keys.
  def warm_up(keys) do
    Enum.each(keys, fn key -> :rpc.call(node(), Store.Table, :get, [key], 2_000) end)
  end
end

defmodule Store.RollingUpgrade do
  @moduledoc "Order matters, and a person runs it."

  def run(nodes), do: for(node <- nodes, do: :ok = :rpc.call(node, Store.Table, :upgrade, [], 60_000))
end
