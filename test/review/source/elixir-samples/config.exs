import Config

config :samples, Samples.Leader,
  heartbeat: :timer.seconds(1),
  hosts: [:"a@10.0.0.1", :"b@10.0.0.2"]

config :libcluster,
  topologies: [
    gossip: [strategy: Cluster.Strategy.Gossip, config: [port: 45_892, if_addr: "0.0.0.0"]]
  ]

if config_env() == :prod do
  config :samples, secret: System.fetch_env!("SECRET")
end

import_config "#{config_env()}.exs"
