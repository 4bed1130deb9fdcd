defmodule Fixture.Application do
  use Application

  def start(_type, _args) do
    topologies = [
      # hazard: dist-not-encrypted
      neighbours: [strategy: Cluster.Strategy.Gossip, config: [multicast_addr: "230.1.1.251"]]
    ]

    Supervisor.start_link([{Cluster.Supervisor, [topologies, [name: Fixture.Cluster]]}], strategy: :one_for_one)
  end
end
