import Config

config :libcluster,
  topologies: [
    shop: [
      strategy: Cluster.Strategy.Kubernetes.DNS,
      config: [service: "shop-headless", application_name: "shop", polling_interval: 5_000]
    ]
  ]
