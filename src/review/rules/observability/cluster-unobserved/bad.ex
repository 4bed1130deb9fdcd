defmodule Shop.Cluster do
  @moduledoc "Connects the nodes, and never hears of them again."

  def join(nodes) do
    # hazard: cluster-unobserved
    for node <- nodes, true <- [Node.connect(node)], do: node
  end
end
