defmodule Fixture.Application do
  use Application

  def start(_type, _args) do
    topologies = [pods: [strategy: Cluster.Strategy.Kubernetes.DNS, config: [service: "fixture"]]]
    Supervisor.start_link([{Cluster.Supervisor, [topologies, [name: Fixture.Cluster]]}], strategy: :one_for_one)
  end
end
