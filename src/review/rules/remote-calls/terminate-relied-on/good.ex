defmodule Shop.Application do
  use Application

  @impl true
  def start(_type, _args) do
    children = [Shop.Repo, {Shop.Till, 7}, Shop.Gauge, {Shop.Swept, 7}, Shop.Sweeper]
    Supervisor.start_link(children, strategy: :one_for_one)
  end
end

defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end

defmodule Shop.Till do
  @moduledoc "Traps exits: a supervisor's shutdown runs `terminate`, and only a crash leaves the row."

  use GenServer

  import Ecto.Query

  def start_link(id), do: GenServer.start_link(__MODULE__, id)

  @impl true
  def init(id) do
    Process.flag(:trap_exit, true)
    Shop.Repo.insert_all("till_holders", [%{till: id, node: to_string(node())}])
    {:ok, %{id: id}}
  end

  @impl true
  def terminate(_reason, state) do
    Shop.Repo.delete_all(from(h in "till_holders", where: h.till == ^state.id))
  end
end

defmodule Shop.Gauge do
  @moduledoc "What it holds ends with the process, or is of the same node."

  use GenServer

  def start_link(_), do: GenServer.start_link(__MODULE__, [])

  @impl true
  def init(_) do
    :telemetry.attach("gauge", [:shop, :sale], &__MODULE__.count/4, nil)
    {:ok, :ets.new(__MODULE__, [:protected])}
  end

  def count(_event, _measurements, _metadata, _config), do: :ok

  @impl true
  def terminate(_reason, table) do
    :telemetry.detach("gauge")
    :ets.delete(table)
  end
end

defmodule Shop.Swept do
  @moduledoc "Another process deletes what is left."

  use GenServer

  import Ecto.Query

  def start_link(id), do: GenServer.start_link(__MODULE__, id)

  @impl true
  def init(id), do: {:ok, %{id: id}}

  @impl true
  def terminate(_reason, state) do
    Shop.Repo.delete_all(from(c in "carts", where: c.till == ^state.id))
  end
end

defmodule Shop.Sweeper do
  use GenServer

  import Ecto.Query

  def start_link(_), do: GenServer.start_link(__MODULE__, [])

  @impl true
  def init(_) do
    Process.send_after(self(), :sweep, 60_000)
    {:ok, nil}
  end

  @impl true
  def handle_info(:sweep, state) do
    Shop.Repo.delete_all(from(c in "carts", where: c.seen < ago(1, "hour")))
    Process.send_after(self(), :sweep, 60_000)
    {:noreply, state}
  end
end
