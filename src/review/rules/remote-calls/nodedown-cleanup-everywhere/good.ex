defmodule Shop.Sessions do
  @moduledoc "What a lost node had is kept, local, or written again."

  use GenServer

  import Ecto.Query

  @impl true
  def init(_) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{own: []}}
  end

  # The owner writes its entries again when it is back.
  @impl true
  def handle_info({:nodedown, node}, state) do
    Shop.Repo.delete_all(from(s in "sessions", where: s.node == ^to_string(node)))
    {:noreply, state}
  end

  def handle_info({:nodeup, _node}, state) do
    Shop.Repo.insert_all("sessions", state.own, on_conflict: :nothing)
    {:noreply, state}
  end
end

defmodule Shop.Cache do
  @moduledoc "The cache is that of the own node."

  use GenServer

  @impl true
  def init(_) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, :ets.new(__MODULE__, [:protected])}
  end

  @impl true
  def handle_info({:nodedown, node}, table) do
    :ets.delete(table, node)
    {:noreply, table}
  end

  def handle_info({:nodeup, _node}, table), do: {:noreply, table}
end

defmodule Shop.Elected do
  @moduledoc "A majority of the configured nodes is asked first."

  use GenServer

  import Ecto.Query

  @impl true
  def init(_) do
    :ok = :net_kernel.monitor_nodes(true)
    {:ok, %{}}
  end

  @impl true
  def handle_info({:nodedown, node}, state) do
    if Shop.Members.majority_reachable?() do
      Shop.Repo.delete_all(from(s in "carts", where: s.node == ^to_string(node)))
    end

    {:noreply, state}
  end

  def handle_info({:nodeup, _node}, state), do: {:noreply, state}
end

defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end
