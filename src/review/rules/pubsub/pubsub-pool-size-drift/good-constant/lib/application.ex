defmodule Shop.Application do
  use Application

  @shards 4

  @impl true
  def start(_type, _args) do
    topologies = [shop: [strategy: Cluster.Strategy.DNSPoll, config: [query: "shop.internal", node_basename: "shop"]]]

    children = [
      {Cluster.Supervisor, [topologies, [name: Shop.ClusterSupervisor]]},
      # The same on all nodes.
      {Phoenix.PubSub, name: Shop.PubSub, pool_size: @shards},
      # Broadcasts hash over a number of their own.
      {Phoenix.PubSub, name: Shop.Wide, pool_size: System.schedulers_online(), broadcast_pool_size: 1}
    ]

    Supervisor.start_link(children, strategy: :one_for_one)
  end
end
