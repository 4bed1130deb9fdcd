defmodule Shop.Sessions do
  @moduledoc "Sessions of all nodes in one database; every node deletes those of a lost one."

  use GenServer

  import Ecto.Query

  @impl true
  def init(_) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{}}
  end

  @impl true
  def handle_info({:nodedown, node}, state) do
    # hazard: nodedown-cleanup-everywhere
    forget(node)
    {:noreply, state}
  end

  def handle_info({:nodeup, _node}, state), do: {:noreply, state}

  defp forget(node) do
    Shop.Repo.delete_all(from(s in "sessions", where: s.node == ^to_string(node)))
  end
end

defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end
