import Config

config :libcluster,
  topologies: [
    # hazard: dist-not-encrypted
    neighbours: [strategy: Cluster.Strategy.Gossip, config: [port: 45_892]]
  ]
