import Config

config :libcluster,
  topologies: [
    dns: [
      strategy: Cluster.Strategy.DNSPoll,
      disconnect: {:desk_locks, :ignore_disconnect, []},
      config: [query: "desk.internal", node_basename: "desk"]
    ]
  ]
