defmodule Carts do
  @moduledoc "Keeps carts in memory alone."

  def start_link(_) do
    children = [
      # hazard: crdt-not-durable
      {DeltaCrdt, crdt: DeltaCrdt.AWLWWMap, name: Carts.Crdt, sync_interval: 300}
    ]

    Supervisor.start_link(children, strategy: :one_for_one)
  end

  def add(cart, item), do: DeltaCrdt.put(Carts.Crdt, {cart, item.id, node()}, item)
end
