defmodule Fixture.Placement do
  def owner(key) do
    nodes = Enum.sort([node() | Node.list()])
    # hazard: shard-mod-nodes
    Enum.at(nodes, :erlang.phash2(key, length(nodes)))
  end

  def server(key) do
    members = :pg.get_members(:workers)
    hash = :erlang.crc32(key)
    # hazard: shard-mod-nodes
    index = rem(hash, Enum.count(members))
    Enum.at(members, index)
  end
end
