defmodule Tickets do
  @moduledoc "A display may lag; the decision is made by the database."

  # Display only.
  def taken?(crdt, show), do: DeltaCrdt.get(crdt, {:seat, show}) != nil

  # The map is told what the database has decided.
  def book(crdt, show, who) do
    case Tickets.Seats.take(show, who) do
      :ok ->
        DeltaCrdt.put(crdt, {:seat, show}, who)
        {:ok, who}

      {:error, reason} ->
        {:error, reason}
    end
  end

  # A cache of something that may be computed twice.
  def page(crdt, path) do
    case DeltaCrdt.get(crdt, {:page, path}) do
      nil -> DeltaCrdt.put(crdt, {:page, path}, path)
      page -> page
    end
  end
end
