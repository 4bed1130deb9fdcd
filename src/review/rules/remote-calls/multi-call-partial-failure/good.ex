defmodule Store.Everywhere do
  @moduledoc "Looks at who did not answer."

  require Logger

  # The number of good answers is compared with what the write needs.
  def write(nodes, key, value, needed) do
    {answers, _down} = :rpc.multicall(nodes, Store.Table, :put, [key, value], 2_000)
    good = Enum.filter(answers, &(&1 == :ok))
    if length(good) >= needed, do: :ok, else: {:error, :no_quorum}
  end

  # The failed nodes are returned to the caller.
  def total(nodes) do
    case :rpc.multicall(nodes, Store.Table, :entries, [], 2_000) do
      {counts, []} -> {:ok, Enum.sum(counts)}
      {_counts, down} -> {:error, {:no_answer, down}}
    end
  end

  # The failed nodes are logged; the operation is best effort by its own words.
  def forget(nodes, key) do
    {answers, down} = :rpc.multicall(nodes, Store.Table, :forget, [key], 2_000)
    if down != [], do: Logger.warning("#{key} may be remembered on #{inspect(down)}")
    Enum.count(answers, &(&1 == :ok))
  end

  # A probe: a missing answer means "not a candidate".
  def probe_load(nodes) do
    {loads, _down} = :rpc.multicall(nodes, Store.Table, :load, [], 500)
    Enum.filter(loads, &is_number/1)
  end

  # Who answers is the question.
  def answering(nodes) do
    for {:ok, name} <- :erpc.multicall(nodes, Store.Table, :name, [], 500), do: name
  end

  # Nobody reads the answers.
  def announce(nodes), do: :rpc.multicall(nodes, Store.Table, :announce, [node()], 2_000)

  # A command: whoever reads the list sees what is missing.
  def print_sizes(nodes) do
    {sizes, _down} = :rpc.multicall(nodes, Store.Table, :size, [], 2_000)
    for size <- sizes, do: IO.puts("size: #{inspect(size)}")
  end
end
