import Config

config :libcluster,
  topologies: [
    k8s: [
      strategy: Cluster.Strategy.Kubernetes.DNS,
      # Dead nodes leave by themselves.
      disconnect: {Desk.Cluster, :ignore_disconnect, []},
      config: [service: "desk-headless", application_name: "desk", polling_interval: 5_000]
    ],
    # Keeps its last list when the API cannot be asked.
    api: [
      strategy: Cluster.Strategy.Kubernetes,
      config: [kubernetes_selector: "app=desk", kubernetes_node_basename: "desk"]
    ],
    machines: [
      strategy: Cluster.Strategy.Epmd,
      config: [hosts: [:"desk@a.internal", :"desk@b.internal"], timeout: 30_000]
    ],
    # Two nodes of one machine.
    here: [
      strategy: Cluster.Strategy.Epmd,
      config: [hosts: [:"a@127.0.0.1", :"b@127.0.0.1"]]
    ]
  ]
