defmodule Shop.Application do
  @moduledoc "Nothing connects this node to another."

  use Application

  @impl true
  def start(_type, _args) do
    children = [{Phoenix.PubSub, name: Shop.PubSub, pool_size: System.schedulers_online()}]
    Supervisor.start_link(children, strategy: :one_for_one)
  end
end
