defmodule Shop.Stock do
  @moduledoc "Stock by item and warehouse, in a Mnesia table that every node holds."
  use GenServer

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  def decrement(key, quantity), do: :mnesia.dirty_update_counter(:stock, key, -quantity)
  def increment(key, quantity), do: :mnesia.dirty_update_counter(:stock, key, quantity)

  def warehouses do
    :stock |> :mnesia.dirty_all_keys() |> Enum.map(fn {_item, warehouse} -> warehouse end) |> Enum.uniq()
  end

  @impl true
  def init(_opts) do
    :net_kernel.monitor_nodes(true)
    :mnesia.create_table(:stock, attributes: [:key, :quantity])
    {:ok, %{}}
  end

  @impl true
  def handle_info({:nodeup, node}, state) do
    {:ok, _nodes} = :mnesia.change_config(:extra_db_nodes, [node])
    :mnesia.add_table_copy(:stock, node, :ram_copies)
    {:noreply, state}
  end

  def handle_info({:nodedown, _node}, state), do: {:noreply, state}
end
