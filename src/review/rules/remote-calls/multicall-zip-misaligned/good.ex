defmodule Store.Sizes do
  @moduledoc "Gives each node its own answer."

  # One entry for each node, in order.
  def sizes(nodes) do
    answers = :erpc.multicall(nodes, Store.Table, :size, [], 2_000)

    nodes
    |> Enum.zip(answers)
    |> Map.new(fn
      {node, {:ok, size}} -> {node, size}
      {node, _error} -> {node, :unknown}
    end)
  end

  # The bad nodes are subtracted first, and the errors among the results are told apart.
  def versions(nodes) do
    {versions, down} = :rpc.multicall(nodes, Store.Table, :version, [], 2_000)

    for {node, version} <- Enum.zip(nodes -- down, versions) do
      case version do
        {:badrpc, reason} -> {node, {:error, reason}}
        version -> {node, {:ok, version}}
      end
    end
  end

  # Nobody was left out.
  def marks(nodes) do
    case :rpc.multicall(nodes, Store.Table, :mark, [], 2_000) do
      {marks, []} -> {:ok, Enum.zip(nodes, marks)}
      {_marks, down} -> {:error, down}
    end
  end

  # The callee says which node it is.
  def owners(nodes) do
    {owners, down} = :rpc.multicall(nodes, __MODULE__, :owner, [], 2_000)
    {Enum.zip(nodes, owners), down}
  end

  def owner, do: {node(), :persistent_term.get(:store_owner, nil)}

  # Another list altogether.
  def numbered(nodes) do
    {sizes, down} = :rpc.multicall(nodes, Store.Table, :size, [], 2_000)
    {Enum.zip(1..length(sizes), sizes), down}
  end
end
