defmodule Shop.Cluster.Rebalance do
  @moduledoc "Moves stock between warehouses; one node at a time."

  def run(plan) do
    :global.trans({:rebalance, :shop}, fn -> Enum.each(plan, &move/1) end)
  end

  def warehouses do
    for peer <- Node.list() do
      :rpc.call(peer, Shop.Stock, :warehouses, [])
    end
    |> Enum.concat()
  end

  defp move({item, from, to, quantity}) do
    Shop.Stock.decrement({item, from}, quantity)
    Shop.Stock.increment({item, to}, quantity)
  end
end
