defmodule Settings.Cluster do
  @moduledoc "Forms the cluster in every wrong way."

  use GenServer

  @nodes [:"settings@a", :"settings@b", :"settings@c"]

  def start_link(arg), do: GenServer.start_link(__MODULE__, arg, name: __MODULE__)

  # At every start of the server, on every node.
  @impl true
  def init(_arg) do
    ids = for node <- @nodes, do: {:settings, node}
    # hazard: ra-cluster-formation
    {:ok, _started, _failed} = :ra.start_cluster(:default, :settings, {:module, Settings.Machine, %{}}, ids)
    {:ok, ids}
  end

  # The order of ra 1.
  def form(ids) do
    # hazard: ra-cluster-formation
    :ra.start_cluster(:settings, {:module, Settings.Machine, %{}}, ids)
  end

  # Nodes instead of server ids.
  def form_visible do
    nodes = [node() | Node.list()]
    # hazard: ra-cluster-formation
    :ra.start_cluster(:default, :settings, {:module, Settings.Machine, %{}}, nodes)
  end

  def form_listed do
    # hazard: ra-cluster-formation
    :ra.start_cluster(:default, :settings, {:module, Settings.Machine, %{}}, @nodes)
  end
end
