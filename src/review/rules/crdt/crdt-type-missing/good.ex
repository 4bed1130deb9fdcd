defmodule Shop.Application do
  @moduledoc "The type that the library has, and one of the project."

  use Application

  @impl true
  def start(_type, _args) do
    children = [
      {DeltaCrdt, crdt: DeltaCrdt.AWLWWMap, name: Shop.Carts, storage_module: Shop.Storage},
      {DeltaCrdt, crdt: DeltaCrdt.ORSet, name: Shop.Tags, storage_module: Shop.Storage}
    ]

    Supervisor.start_link(children, strategy: :one_for_one)
  end

  def more, do: DeltaCrdt.start_link(DeltaCrdt.AWLWWMap, name: Shop.Stock, storage_module: Shop.Storage)

  # Deprecated, and there.
  def put(crdt, key, value), do: DeltaCrdt.mutate(crdt, :add, [key, value])
end

defmodule DeltaCrdt.ORSet do
  @moduledoc "The project's own type."

  def new, do: MapSet.new()
end
