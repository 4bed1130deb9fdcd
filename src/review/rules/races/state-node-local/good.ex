defmodule Door.RateLimit do
  @limit 100

  def join(nodes), do: for(node <- nodes, Node.connect(node) == true, do: node)

  # All nodes count in one place.
  def hit(ip) do
    {:ok, count} = Redix.command(:redix, ["INCR", "hits:" <> ip])
    if count <= @limit, do: :allow, else: :deny
  end
end

defmodule Door.Statistics do
  # Counts of each node are added up where they are shown.
  def note(ip), do: :ets.update_counter(:door_seen, ip, {2, 1}, {ip, 0})
end
