defmodule Store.Everywhere do
  @moduledoc "Takes what some nodes answer for what all would."

  # A total that is too small.
  def total(nodes) do
    # hazard: multi-call-partial-failure
    {counts, _down} = :rpc.multicall(nodes, Store.Table, :entries, [], 2_000)
    counts |> Enum.filter(&is_integer/1) |> Enum.sum()
  end

  # "Not found", though the key may be on a node that did not answer.
  def find(nodes, key) do
    # hazard: multi-call-partial-failure
    {found, _} = GenServer.multi_call(nodes, Store.Server, {:find, key}, 2_000)

    case for({_node, {:ok, value}} <- found, do: value) do
      [value | _] -> {:ok, value}
      [] -> :not_found
    end
  end

  # The lowest version of those that answered.
  def common_version(nodes) do
    # hazard: multi-call-partial-failure
    answers = :erpc.multicall(nodes, Store.Table, :version, [], 2_000)
    versions = for {:ok, version} <- answers, do: version
    Enum.reduce(versions, Store.Table.version(), &Kernel.min/2)
  end
end
