defmodule Tickets do
  @moduledoc "Sells the last seat on each side of a cut."

  def book(crdt, show, who) do
    # hazard: crdt-guards-invariant
    case DeltaCrdt.get(crdt, {:seat, show}) do
      nil ->
        DeltaCrdt.put(crdt, {:seat, show}, who)
        {:ok, who}

      other ->
        {:error, {:taken, other}}
    end
  end
end
