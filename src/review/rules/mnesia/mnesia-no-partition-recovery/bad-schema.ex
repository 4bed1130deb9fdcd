defmodule Sessions.Schema do
  @moduledoc "Set up once for all nodes, by the schema; no node joins later."

  @nodes [:"sessions@a", :"sessions@b", :"sessions@c"]

  def create do
    # hazard: mnesia-no-partition-recovery
    :ok = :mnesia.create_schema(@nodes)
    :rpc.multicall(@nodes, :mnesia, :start, [], 10_000)

    {:atomic, :ok} =
      # hazard: mnesia-no-partition-recovery
      :mnesia.create_table(:session, attributes: [:id, :owner], disc_copies: @nodes)

    :ok
  end
end
