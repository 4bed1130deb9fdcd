import Config

config :libcluster,
  topologies: [dev: [strategy: Cluster.Strategy.DNSPoll, config: [query: "desk.local", node_basename: "desk"]]]
