defmodule Carts do
  @moduledoc "One key for each item and node."

  # One writer per key: the node is part of it.
  def add(crdt, cart, item, n) do
    key = {cart, item, node()}
    DeltaCrdt.put(crdt, key, (DeltaCrdt.get(crdt, key) || 0) + n)
  end

  # Each item has a key of its own, and is written whole.
  def add_item(crdt, cart, item), do: DeltaCrdt.put(crdt, {cart, item.id}, item)

  # Read under one key, written under another.
  def copy(crdt, from, to), do: DeltaCrdt.put(crdt, {:copy, to}, DeltaCrdt.get(crdt, from))

  # Put together when it is read.
  def items(crdt, cart) do
    for {{^cart, item, _node}, n} <- DeltaCrdt.to_map(crdt), reduce: %{} do
      sum -> Map.update(sum, item, n, &(&1 + n))
    end
  end
end
