import Config

config :libcluster,
  topologies: [
    # hazard: discovery-failure-disconnects
    dns: [
      strategy: Cluster.Strategy.DNSPoll,
      config: [query: "desk.internal", node_basename: "desk"]
    ]
  ]
