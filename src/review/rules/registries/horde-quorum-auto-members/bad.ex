defmodule Shop.Application do
  @moduledoc "Starts one process for each cart, on the side that has a quorum, or so it was meant."

  use Application

  @impl true
  def start(_type, _args) do
    children = [
      {Horde.DynamicSupervisor,
       name: Shop.Carts,
       strategy: :one_for_one,
       distribution_strategy: Horde.UniformQuorumDistribution,
       # hazard: horde-quorum-auto-members
       members: :auto}
    ]

    Supervisor.start_link(children, strategy: :one_for_one)
  end
end

defmodule Shop.Orders do
  @moduledoc "The members come from start_link, the strategy from init."

  use Horde.DynamicSupervisor

  def start_link(_) do
    # hazard: horde-quorum-auto-members
    Horde.DynamicSupervisor.start_link(__MODULE__, [members: :auto], name: __MODULE__)
  end

  @impl true
  def init(args) do
    [strategy: :one_for_one, distribution_strategy: Horde.UniformQuorumDistribution]
    |> Keyword.merge(args)
    |> Horde.DynamicSupervisor.init()
  end
end

defmodule Shop.Members do
  @moduledoc "Sets the members to whoever is left."

  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, nil, name: __MODULE__)

  @impl true
  def init(nil) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, nil}
  end

  @impl true
  def handle_info({change, _node}, state) when change in [:nodeup, :nodedown] do
    members = Enum.map([node() | Node.list()], fn name -> {Shop.Returns, name} end)
    # hazard: horde-quorum-auto-members
    Horde.Cluster.set_members(Shop.Returns, members)
    {:noreply, state}
  end
end
