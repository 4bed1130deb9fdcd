defmodule Shop.Waiting do
  @moduledoc "A lock of the cluster around a table of the own node: two nodes that hold it at once change two tables."

  def push(table, item) do
    :global.trans({{__MODULE__, table}, self()}, fn ->
      :ets.insert(table, {:waiting, :queue.in(item, waiting(table))})
    end)
  end

  defp waiting(table) do
    case :ets.lookup(table, :waiting) do
      [{:waiting, queue}] -> queue
      [] -> :queue.new()
    end
  end
end
