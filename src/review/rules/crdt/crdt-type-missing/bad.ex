defmodule Shop.Application do
  @moduledoc "Starts types that the library does not have."

  use Application

  @impl true
  def start(_type, _args) do
    children = [
      # hazard: crdt-type-missing
      {DeltaCrdt, crdt: DeltaCrdt.PNCounter, name: Shop.Views},
      {DeltaCrdt, crdt: DeltaCrdt.AWLWWMap, name: Shop.Carts, storage_module: Shop.Storage}
    ]

    Supervisor.start_link(children, strategy: :one_for_one)
  end

  def sets do
    # hazard: crdt-type-missing
    DeltaCrdt.start_link(DeltaCrdt.ORSet, name: Shop.Tags)
  end

  # The one type has no start of its own.
  def carts do
    # hazard: crdt-type-missing
    DeltaCrdt.AWLWWMap.start_link(name: Shop.Carts)
  end

  def view(counter) do
    # hazard: crdt-type-missing
    DeltaCrdt.mutate(counter, :increment)
  end
end
