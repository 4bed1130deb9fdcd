import Config

config :libcluster,
  topologies: [
    # hazard: discovery-failure-disconnects
    k8s: [
      strategy: Cluster.Strategy.Kubernetes.DNS,
      config: [service: "desk-headless", application_name: "desk", polling_interval: 5_000]
    ],
    # hazard: discovery-failure-disconnects
    machines: [
      strategy: Cluster.Strategy.Epmd,
      config: [hosts: [:"desk@a.internal", :"desk@b.internal"]]
    ]
  ]
