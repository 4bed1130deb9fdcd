defmodule Catalogue.Sync do
  @moduledoc "Collects what the other nodes of a catalogue hold."

  use GenServer

  def start_link(nodes), do: GenServer.start_link(__MODULE__, nodes, name: __MODULE__)

  @impl true
  def init(nodes), do: {:ok, %{nodes: nodes}}

  # A crash here ends a server.
  @impl true
  def handle_call({:items, node}, _from, state) do
    # hazard: rpc-error-as-value
    items = :rpc.call(node, Catalogue, :items, [], 2_000)
    {:reply, Enum.sort(items), state}
  end

  # Into an operator.
  def total(node) do
    # hazard: rpc-error-as-value
    1 + :rpc.call(node, Catalogue, :size, [], 2_000)
  end

  # Into a condition: a tuple is truthy.
  def member?(node, key) do
    # hazard: rpc-error-as-value
    if :rpc.call(node, Catalogue, :member?, [key], 2_000), do: :known, else: :unknown
  end

  # The same by a variable.
  def stocked?(node, key) do
    # hazard: rpc-error-as-value
    stocked = :rpc.call(node, Catalogue, :stocked?, [key], 2_000)
    if stocked, do: :sell, else: :reorder
  end

  # Into a list, and then into a choice of the newest.
  def newest(nodes) do
    versions =
      for node <- nodes do
        # hazard: rpc-error-as-value
        :rpc.call(node, Catalogue, :version, [], 2_000)
      end

    Enum.max_by(versions, & &1.number)
  end

  # The same by `Enum.map` and a capture, through a pipe.
  def newest_piped(nodes) do
    nodes
    # hazard: rpc-error-as-value
    |> Enum.map(&:rpc.call(&1, Catalogue, :version, [], 2_000))
    |> Enum.max()
  end

  # As the source of a comprehension: the error is dropped in silence, or crashes.
  def names(node) do
    # hazard: rpc-error-as-value
    for {name, _price} <- :rpc.call(node, Catalogue, :all, [], 2_000), do: name
  end

  # On through a pipe.
  def prices(node) do
    node
    # hazard: rpc-error-as-value
    |> :rpc.call(Catalogue, :all, [], 2_000)
    |> Enum.map(fn {_name, price} -> price end)
  end

  # By a branch that takes any other term.
  def describe(node, key) do
    # hazard: rpc-error-as-value
    case :rpc.call(node, Catalogue, :find, [key], 2_000) do
      nil -> {:created, Catalogue.new(key)}
      item -> {:found, Catalogue.price(item)}
    end
  end

  # A field of it.
  def price(node, key) do
    # hazard: rpc-error-as-value
    item = :rpc.call(node, Catalogue, :find, [key], 2_000)
    item.price
  end

  # A wrapper hands it on as it is, and its caller uses it as data.
  # hazard: rpc-error-as-value
  def count(node), do: length(remote_items(node))

  # hazard: rpc-error-as-value
  defp remote_items(node), do: :rpc.call(node, Catalogue, :items, [], 2_000)

  # Exceptions stand inside the list of results, not among the bad nodes.
  def sum(nodes) do
    # hazard: multi-call-partial-failure
    # hazard: rpc-error-as-value
    {sizes, _down} = :rpc.multicall(nodes, Catalogue, :size, [], 2_000)
    Enum.sum(sizes)
  end

  # Asked now, taken later.
  def late_sum(node) do
    key = :rpc.async_call(node, Catalogue, :size, [])
    mine = Catalogue.size()
    # hazard: rpc-error-as-value
    mine + :rpc.yield(key)
  end
end
