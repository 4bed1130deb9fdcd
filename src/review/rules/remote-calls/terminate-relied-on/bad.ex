defmodule Shop.Application do
  use Application

  @impl true
  def start(_type, _args) do
    Supervisor.start_link([Shop.Repo, {Shop.Till, 7}], strategy: :one_for_one)
  end
end

defmodule Shop.Repo do
  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.Postgres
end

defmodule Shop.Till do
  @moduledoc "Takes a row that says who serves the till, and gives it back at the end."

  use GenServer

  import Ecto.Query

  def start_link(id), do: GenServer.start_link(__MODULE__, id)

  @impl true
  def init(id) do
    Shop.Repo.insert_all("till_holders", [%{till: id, node: to_string(node())}])
    {:ok, %{id: id}}
  end

  # At each deploy the supervisor ends the process without this.
  @impl true
  def terminate(_reason, state) do
    # hazard: terminate-relied-on
    Shop.Repo.delete_all(from(h in "till_holders", where: h.till == ^state.id))
  end
end
