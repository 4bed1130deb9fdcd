import Config

config :libcluster,
  topologies: [pods: [strategy: Cluster.Strategy.Kubernetes.DNS, config: [service: "fixture", application_name: "fixture"]]]
