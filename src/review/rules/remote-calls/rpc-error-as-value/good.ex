defmodule Catalogue.Sync do
  @moduledoc "Remote results that are told from errors, or need not be."

  # Wrapped in a helper that tags it.
  def find(node, key) do
    with {:ok, item} <- call(node, :find, [key]), do: item
  end

  defp call(node, function, arguments) do
    case :rpc.call(node, Catalogue, function, arguments, 2_000) do
      {:badrpc, reason} -> {:error, {node, reason}}
      value -> {:ok, value}
    end
  end

  # Matched so that an error crashes on purpose.
  def put(node, key, value) do
    :ok = :rpc.call(node, Catalogue, :put, [key, value], 2_000)
  end

  def item(node, key) do
    {:ok, item} = :rpc.call(node, Catalogue, :item, [key], 2_000)
    item
  end

  def reset(node) do
    case :rpc.call(node, Catalogue, :reset, [], 2_000) do
      :ok -> :done
      {:error, reason} -> {:failed, reason}
    end
  end

  # A catch-all branch treats everything else as failure.
  def describe(node, key) do
    case :rpc.call(node, Catalogue, :find, [key], 2_000) do
      {:ok, item} -> {:found, item}
      other -> {:error, other}
    end
  end

  # The same by `with` and `else`.
  def price(node, key) do
    with {:ok, item} <- :rpc.call(node, Catalogue, :item, [key], 2_000) do
      {:ok, item.price}
    else
      _ -> {:error, :unreachable}
    end
  end

  # Compared with one expected value.
  def member?(node, key), do: :rpc.call(node, Catalogue, :member?, [key], 2_000) == true

  # Fire and forget.
  def notify(node, event) do
    _ = :rpc.call(node, Catalogue, :notify, [event], 2_000)
    :ok
  end

  # Only shown.
  def show(node), do: IO.inspect(:rpc.call(node, Catalogue, :status, [], 2_000), label: "status")

  # The own node.
  def local_count, do: length(:rpc.call(node(), Catalogue, :items, [], 2_000))

  # A thin wrapper, and all callers handle it.
  def all_items(nodes), do: Enum.flat_map(nodes, &items_or_none/1)

  defp items_or_none(node) do
    case remote_items(node) do
      {:badrpc, _reason} -> []
      items -> items
    end
  end

  defp remote_items(node), do: :rpc.call(node, Catalogue, :items, [], 2_000)

  # Told apart by a guard after it was bound.
  def versions(node) do
    versions = :rpc.call(node, Catalogue, :versions, [], 2_000)
    if is_list(versions), do: Enum.max(versions), else: :unknown
  end

  # Exceptions inside the list of results are left out by what names the data.
  def sum(nodes) do
    {sizes, down} = :rpc.multicall(nodes, Catalogue, :size, [], 2_000)
    {sizes |> Enum.filter(&is_integer/1) |> Enum.sum(), down}
  end

  # `:erpc` with a rescue: one dead node does not end the loop.
  def sizes(nodes), do: for(node <- nodes, into: %{}, do: {node, size_of(node)})

  defp size_of(node) do
    {:ok, :erpc.call(node, Catalogue, :size, [], 2_000)}
  rescue
    error in ErlangError -> {:error, error.original}
  end

  # The node goes with the answer, and the reader tells them apart.
  def tagged(nodes) do
    answers = for node <- nodes, do: {node, :rpc.call(node, Catalogue, :size, [], 2_000)}
    for {node, size} when is_integer(size) <- answers, do: {node, size}
  end
end
