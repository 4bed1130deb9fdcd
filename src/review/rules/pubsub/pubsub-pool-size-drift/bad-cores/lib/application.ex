defmodule Shop.Application do
  use Application

  @impl true
  def start(_type, _args) do
    topologies = [shop: [strategy: Cluster.Strategy.DNSPoll, config: [query: "shop.internal", node_basename: "shop"]]]

    children = [
      {Cluster.Supervisor, [topologies, [name: Shop.ClusterSupervisor]]},
      # hazard: pubsub-pool-size-drift
      {Phoenix.PubSub, name: Shop.PubSub, pool_size: shards()}
    ]

    Supervisor.start_link(children, strategy: :one_for_one)
  end

  defp shards, do: max(div(System.schedulers_online(), 4), 1)
end
