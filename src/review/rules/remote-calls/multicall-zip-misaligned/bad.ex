defmodule Store.Sizes do
  @moduledoc "Asks every node for its size, and gives each node a size."

  def sizes(nodes) do
    # hazard: multi-call-partial-failure
    {sizes, _down} = :rpc.multicall(nodes, Store.Table, :size, [], 2_000)
    # hazard: multicall-zip-misaligned
    Enum.zip(nodes, sizes)
  end

  # All visible nodes were asked.
  def versions do
    # hazard: multi-call-partial-failure
    {versions, _down} = :rpc.multicall(Store.Table, :version, [], 2_000)

    [node() | Node.list()]
    # hazard: multicall-zip-misaligned
    |> Enum.zip(versions)
    |> Map.new()
  end

  # Results that were worked on one by one are still in the same order.
  def weights(nodes) do
    # hazard: multi-call-partial-failure
    {weights, _down} = :rpc.multicall(nodes, Store.Table, :weight, [], 2_000)
    rounded = Enum.map(weights, &round_up/1)
    # hazard: multicall-zip-misaligned
    Enum.zip(nodes, rounded)
  end

  defp round_up(weight), do: if(is_number(weight), do: ceil(weight), else: 0)
end
