defmodule Shop.Carts do
  @moduledoc "Nothing is kept under the node's name: carts are in the database."

  def get(id), do: Shop.Repo.get(Shop.Cart, id)
end
