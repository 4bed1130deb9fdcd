defmodule Bills.Repo do
  use Ecto.Repo, otp_app: :bills, adapter: Ecto.Adapters.Postgres
end

defmodule Bills.Invoice do
  use Ecto.Schema

  schema "invoices" do
    field(:number, :integer)
  end
end

defmodule Bills.Invoices do
  alias Bills.{Invoice, Repo}

  def create do
    number = (Repo.aggregate(Invoice, :max, :number) || 0) + 1
    # hazard: max-plus-one
    Repo.insert!(%Invoice{number: number})
  end
end
