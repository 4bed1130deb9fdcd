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

  # What the write returned is used.
  def pay(id) do
    order = Repo.get!(Order, id)
    {:ok, order} = Repo.update(Ecto.Changeset.change(order, state: "paid"))
    order
  end

  # Only shown, and nothing was written.
  def list, do: Repo.Replica.all(Order)

  # Read before it is written.
  def close(id) do
    order = Repo.Replica.get!(Order, id)
    Repo.update(Ecto.Changeset.change(order, state: "closed"))
  end
end
