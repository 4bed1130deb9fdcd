defmodule Mart.Repo do
  use Ecto.Repo, otp_app: :mart, adapter: Ecto.Adapters.Postgres
end

defmodule Mart.Repo.Replica do
  use Ecto.Repo, otp_app: :mart, adapter: Ecto.Adapters.Postgres, read_only: true
end

defmodule Mart.Order do
  use Ecto.Schema

  schema "orders" do
    field(:state, :string)
  end
end

defmodule Mart.Orders do
  alias Mart.{Order, Repo}

  def pay(id) do
    order = Repo.get!(Order, id)
    {:ok, _order} = Repo.update(Ecto.Changeset.change(order, state: "paid"))
    # hazard: replica-read-after-write
    Repo.Replica.get!(Order, id)
  end
end
