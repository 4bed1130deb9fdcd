defmodule Desk.Tables do
  @moduledoc "Leases and seats on three nodes, for which a part of the three is enough."

  @nodes [:"desk@a", :"desk@b", :"desk@c"]

  def create do
    {:atomic, :ok} =
      # hazard: mnesia-no-majority
      # hazard: mnesia-no-partition-recovery
      :mnesia.create_table(:lease, attributes: [:key, :owner, :term], disc_copies: @nodes)

    {:atomic, :ok} =
      # hazard: mnesia-no-majority
      # hazard: mnesia-no-partition-recovery
      :mnesia.create_table(:customer, attributes: [:id, :name], disc_copies: @nodes)

    :ok
  end

  def rename(id, name) do
    :mnesia.transaction(fn -> :mnesia.write({:customer, id, name}) end)
  end
end
