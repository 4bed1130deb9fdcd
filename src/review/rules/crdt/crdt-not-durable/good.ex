defmodule Carts do
  @moduledoc "Keeps carts in memory and in a file."

  def start_link(_) do
    children = [
      {DeltaCrdt, crdt: DeltaCrdt.AWLWWMap, name: Carts.Crdt, storage_module: Carts.Storage}
    ]

    Supervisor.start_link(children, strategy: :one_for_one)
  end

  def add(cart, item), do: DeltaCrdt.put(Carts.Crdt, {cart, item.id, node()}, item)
end
