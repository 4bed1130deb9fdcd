defmodule Desk.Topologies do
  @moduledoc "One topology for the machine of whoever works on it, and one for the cluster."

  def chosen(strategy) do
    case strategy do
      "docker-compose" -> [desk: [strategy: Cluster.Strategy.DNSPoll, config: [query: "desk", node_basename: "desk"]]]
      "kubernetes" -> kubernetes_services()
    end
  end

  def compose_services,
    do: [stock: [strategy: Cluster.Strategy.DNSPoll, config: [query: "stock", node_basename: "stock"]]]

  defp kubernetes_services,
    do: [desk: [strategy: Cluster.Strategy.Kubernetes, config: [kubernetes_selector: "app=desk"]]]
end
