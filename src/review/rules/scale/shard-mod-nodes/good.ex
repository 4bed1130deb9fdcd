defmodule Fixture.Placement do
  @nodes [:"a@10.0.0.1", :"b@10.0.0.2", :"c@10.0.0.3"]
  @partitions 64

  # The list is fixed: every node has the same one.
  def owner(key), do: Enum.at(@nodes, :erlang.phash2(key, length(@nodes)))

  # Partitions of one node.
  def partition(key), do: :erlang.phash2(key, @partitions)

  # Rendezvous hashing: one join moves 1/(n+1) of the keys.
  def nearest(key), do: Enum.max_by([node() | Node.list()], &:erlang.phash2({key, &1}))

  # Work is spread: no key belongs anywhere.
  def anywhere do
    nodes = [node() | Node.list()]
    Enum.at(nodes, :erlang.phash2(make_ref(), length(nodes)))
  end

  # A pool of local connections.
  def connection(pool, key), do: elem(pool, :erlang.phash2(key, tuple_size(pool)))

  # The hash says where to start what the registry does not know: who owns the key is decided there.
  def find(key) do
    case registered(key) do
      nil -> :erpc.call(start_at(key), Fixture.Rooms, :start, [key], 2_000)
      pid -> {:ok, pid}
    end
  end

  defp registered(key) do
    case :syn.lookup(:rooms, key) do
      {pid, _meta} -> pid
      :undefined -> nil
    end
  end

  defp start_at(key) do
    nodes = Enum.sort([node() | Node.list()])
    Enum.at(nodes, :erlang.phash2(key, length(nodes)))
  end
end
