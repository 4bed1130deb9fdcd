defmodule Desk.Booking do
  @moduledoc "Tells of a booking before it is made, and counts it where an abort does not reach."

  def book(id, owner) do
    :mnesia.transaction(fn ->
      [{:desk, ^id, :free}] = :mnesia.read(:desk, id, :write)
      :mnesia.write({:desk, id, owner})
      # hazard: mnesia-tx-side-effect
      send(owner, {:booked, id})
    end)
  end

  def enter(owner) do
    :mnesia.transaction(fn ->
      :mnesia.write({:visitor, owner, :here})
      # hazard: mnesia-tx-side-effect
      :mnesia.dirty_update_counter(:visitor_count, :today, 1)
      announce(owner)
    end)
  end

  defp announce(owner) do
    # hazard: mnesia-tx-side-effect
    Phoenix.PubSub.broadcast(Desk.PubSub, "visitors", {:entered, owner})
  end
end
