defmodule Door.RateLimit do
  @limit 100

  def join(nodes), do: for(node <- nodes, Node.connect(node) == true, do: node)

  def start, do: :ets.new(:door_hits, [:named_table, :public])

  def hit(ip) do
    # hazard: state-node-local
    count = :ets.update_counter(:door_hits, ip, {2, 1}, {ip, 0})
    if count <= @limit, do: :allow, else: :deny
  end
end
