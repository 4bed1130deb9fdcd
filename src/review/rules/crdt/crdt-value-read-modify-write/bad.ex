defmodule Carts do
  @moduledoc "Keeps each cart as one value of the map."

  def add(crdt, cart, item) do
    # hazard: crdt-value-read-modify-write
    DeltaCrdt.put(crdt, cart, [item | DeltaCrdt.get(crdt, cart) || []])
  end

  def count(crdt, page) do
    views = DeltaCrdt.get(crdt, {:views, page}) || 0
    # hazard: crdt-value-read-modify-write
    DeltaCrdt.put(crdt, {:views, page}, views + 1)
  end

  def rename(crdt, cart, name) do
    case DeltaCrdt.get(crdt, cart) do
      nil ->
        :error

      %{} = known ->
        changed = Map.put(known, :name, name)
        # hazard: crdt-value-read-modify-write
        DeltaCrdt.put(crdt, cart, changed)
    end
  end
end
