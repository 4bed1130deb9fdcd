defmodule Bills.Repo.Migrations.CreateInvoices do
  use Ecto.Migration

  def change do
    create table(:invoices) do
      add(:number, :integer)
    end
  end
end
