defmodule Shop.Application do
  @moduledoc "Members that a cut does not shrink, and `auto` where no quorum is asked for."

  use Application

  alias Horde.UniformQuorumDistribution

  @impl true
  def start(_type, _args) do
    children = [
      # The members are configured.
      {Horde.DynamicSupervisor,
       name: Shop.Carts,
       strategy: :one_for_one,
       distribution_strategy: UniformQuorumDistribution,
       members: for(name <- Application.fetch_env!(:shop, :nodes), do: {Shop.Carts, name})},
      # The other strategy counts nothing.
      {Horde.DynamicSupervisor,
       name: Shop.Caches,
       strategy: :one_for_one,
       distribution_strategy: Horde.UniformDistribution,
       members: :auto},
      {Horde.Registry, name: Shop.Registry, keys: :unique, members: :auto}
    ]

    Supervisor.start_link(children, strategy: :one_for_one)
  end
end

defmodule Shop.Members do
  @moduledoc "The members are set once, from the configuration."

  def set do
    names = Application.fetch_env!(:shop, :nodes)
    Horde.Cluster.set_members(Shop.Carts, Enum.map(names, fn name -> {Shop.Carts, name} end))
  end
end
