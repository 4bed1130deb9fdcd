defmodule Shop.Carts do
  @moduledoc "Carts are kept in a log that three nodes share."

  def start(nodes) do
    members = for node <- nodes, do: {:shop_carts, node}
    :ra.start_cluster(:default, :shop_carts, {:module, Shop.CartMachine, %{}}, members)
  end
end
