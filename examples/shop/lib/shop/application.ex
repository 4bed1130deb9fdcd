defmodule Shop.Application do
  use Application

  @impl true
  def start(_type, _args) do
    topologies = Application.fetch_env!(:libcluster, :topologies)

    children = [
      {Cluster.Supervisor, [topologies, [name: Shop.ClusterSupervisor]]},
      {Phoenix.PubSub, name: Shop.PubSub},
      Shop.Stock,
      Shop.Cluster.LeaderElection
    ]

    Supervisor.start_link(children, strategy: :one_for_one, name: Shop.Supervisor)
  end
end
