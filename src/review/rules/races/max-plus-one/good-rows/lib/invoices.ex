defmodule Bills.Repo do
  use Ecto.Repo, otp_app: :bills, adapter: Ecto.Adapters.Postgres
end

defmodule Bills.Invoice do
  use Ecto.Schema
  import Ecto.Changeset

  schema "invoices" do
    field(:number, :integer)
  end

  def changeset(invoice, params), do: invoice |> cast(params, [:number]) |> unique_constraint(:number)
end

defmodule Bills.Line do
  use Ecto.Schema

  schema "lines" do
    field(:invoice_id, :integer)
    field(:position, :integer)
  end
end

defmodule Bills.Invoices do
  import Ecto.Query
  alias Bills.{Invoice, Line, Repo}

  # The index refuses the second, which is tried again.
  def create(tries) do
    number = (Repo.aggregate(Invoice, :max, :number) || 0) + 1

    case Repo.insert(Invoice.changeset(%Invoice{}, %{number: number})) do
      {:error, _changeset} when tries > 0 -> create(tries - 1)
      answer -> answer
    end
  end

  # The invoice is locked while its lines are numbered.
  def add_line(invoice_id) do
    Repo.transaction(fn ->
      Repo.query!("SELECT pg_advisory_xact_lock($1)", [invoice_id])
      last = Repo.one(from(l in Line, where: l.invoice_id == ^invoice_id, select: max(l.position)))
      Repo.insert!(%Line{invoice_id: invoice_id, position: (last || 0) + 1})
    end)
  end

  # The largest number is only shown.
  def largest, do: Repo.aggregate(Invoice, :max, :number)
end
